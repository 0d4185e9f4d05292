package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, certificates, key sets and names in plain words, with their oddities. */
class DecodeCommandTest {

    private static final Instant NOW = Instant.parse("2024-06-01T12:00:00Z");

    private final FakeTpp tpp = FakeDirectory.openBanking(InstantSource.fixed(NOW))
            .build()
            .tpp("Acme")
            .build();

    @TempDir
    private Path folder;

    private Run decode(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("input"), text);
        return decode(file, more);
    }

    private static Run decode(Path file, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "decode";
        arguments[1] = file.toString();
        arguments[2] = "--at=" + NOW;
        System.arraycopy(more, 0, arguments, 3, more.length);
        Run run = Run.of(arguments);
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    @Test
    @DisplayName("a request: its header, claims and times, and the statement inside it")
    void request() throws IOException {
        Run run = decode(tpp.registration("0015800001BANKAAAA").signed() + "\n");
        assertThat(run.out())
                .startsWith("registration request (JWS)")
                .contains("header alg                       PS256")
                .contains("1 June 2024, 12:30:00 UTC (in 30 minutes)")
                .contains("not checked: no keys were given")
                .contains("  software statement (JWS)")
                .contains("software_client_name                     Acme")
                .doesNotContain("  ! iss")
                .doesNotContain("  ! jti");
    }

    @Test
    @DisplayName("the WSO2 request: kid, self-signature, a far exp, an aud that is an address")
    void wso2() throws IOException {
        RealFiles files = RealFiles.present();
        Run run = decode(files.file("jwt", "request-PS256-w7NF", ".jwt"), "--keys=" + files.organisationKeys());
        assertThat(run.out())
                .contains("signature                        valid, by the key w7NFeMODzCMOZen_WECAlG9N8gg")
                .contains("! kid is the SHA-1 JWK thumbprint")
                .contains("! expires only in 13 years")
                .contains("! jti is not a UUID of version 4")
                .contains("! the software statement names the same key: it is signed by the software's own key")
                .contains("! aud is an address, not an organisation id of the directory")
                .contains("! software_version is a number, as in older directory entries");
    }

    @Test
    @DisplayName("each oddity of a request is named, and nothing else")
    void oddities() throws IOException {
        String request = tpp.registration("aud")
                .claim("exp", NOW.getEpochSecond() - 3 * 366 * 86_400L)
                .claim("iat", NOW.toEpochMilli())
                .claim("software_id", List.of("another"))
                .claim("application_type", "Web")
                .claim("grant_types", List.of("authorization_code", "implicit"))
                .claim("id_token_signed_response_alg", "RS256")
                .header("x5u", "https://elsewhere.example/key")
                .signed();
        assertThat(decode(request).out().lines().filter(line -> line.startsWith("  ! ")))
                .containsExactlyInAnyOrder(
                        "  ! expired 3 years ago",
                        "  ! iat seems to be in milliseconds: 1 June 2024, 12:00:00 UTC",
                        "  ! software_id is an array",
                        "  ! software_id is another, but " + tpp.softwareId() + " in the software statement",
                        "  ! application_type is written Web",
                        "  ! grant_types asks for implicit, which OBIE does not have",
                        "  ! id_token_signed_response_alg is RS256, which FAPI does not allow",
                        "  ! the header brings its own key or its address (x5u), which must not be embedded (OBIE DCR)");
    }

    @Test
    @DisplayName("a certificate reads the same as PEM, DER, PKCS#12 and in the headers of proxies")
    void certificateForms() throws IOException {
        String pem = tpp.transportCertificate().pem();
        byte[] der = tpp.transportCertificate().der();
        String expected = decode(pem).out();
        assertThat(expected)
                .startsWith("certificate: OBWAC (CN is the org_id)")
                .contains("kid at the Open Banking directory  "
                        + tpp.transportKey().kid())
                .contains("PSD2 roles                         AISP, CBPII, PISP")
                .contains("subject, OpenSSL slashes           /");
        assertThat(decode(Files.write(folder.resolve("c.der"), der)).out()).isEqualTo(expected);
        assertThat(decode(URLEncoder.encode(pem, StandardCharsets.UTF_8).replace("+", "%20"))
                        .out())
                .isEqualTo(expected);
        assertThat(decode("Client-Cert: :" + Base64.getEncoder().encodeToString(der) + ":")
                        .out())
                .isEqualTo(expected);
        Path store =
                Files.write(folder.resolve("c.p12"), tpp.transportCertificate().pkcs12("secret".toCharArray()));
        assertThat(decode(store, "--password=secret").out())
                .as("with its issuers, which PKCS#12 carries")
                .startsWith(expected)
                .contains("  certificate: certification authority");
    }

    @Test
    @DisplayName("an expired certificate says so")
    void expired() throws IOException {
        RealFiles files = RealFiles.present();
        assertThat(decode(files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem"))
                        .out())
                .startsWith("certificate: Open Banking legacy transport (CN is the software_id, OU the org_id)")
                .contains("! expired ");
    }

    @Test
    @DisplayName("a key set: how many keys can be used, and what each kid is")
    void keySet() throws IOException {
        RealFiles files = RealFiles.present();
        assertThat(decode(files.organisationKeys()).out())
                .contains("usable keys   6")
                .contains("key w7NFeMODzCMOZen_WECAlG9N8gg\n    kid is  the SHA-1 JWK thumbprint")
                .contains("a free text, no thumbprint of the key")
                .contains("use     transport");
    }

    @Test
    @DisplayName("Mettle's published name is two attributes behind a slash, in every form")
    void name() {
        Run run = Run.of(
                "decode",
                "CN=5cdc037561606b006868a76d, OU=5cc0636106f0cf001d966ac6, O=ForgeRock, L=Bristol, ST=Avon,"
                        + " C=UK/2.5.4.97=PSDGB-5cc0636106f0cf001d966ac6");
        assertThat(run.out())
                .contains("RFC 4514           2.5.4.97=#131e")
                .contains("OpenSSL old text   CN=5cdc037561606b006868a76d, OU=")
                .contains("! RFC 8705 asks for RFC 4514, which is 2.5.4.97=#131e");
    }

    @Test
    @DisplayName("a token that is no JSON inside, and JSON that is broken: a sentence, status 3")
    void broken() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "abc.def.ghi");
        assertThat(Run.of("decode", token.toString()))
                .satisfies(run -> assertThat(run.err()).contains("three parts of a token, but"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(3));
        Path json = Files.writeString(folder.resolve("json"), "{\"a\":1,\"a\":2}");
        assertThat(Run.of("decode", json.toString()))
                .satisfies(run -> assertThat(run.err()).contains("begins like JSON, but at"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(3));
    }
}
