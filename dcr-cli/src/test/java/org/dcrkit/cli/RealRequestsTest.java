package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command on requests, key sets and certificates that other people published. */
class RealRequestsTest {

    private static final String AUDIENCE = "https://secure.api.dataholder.com/issuer";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RealFiles files;

    @BeforeEach
    void findFiles() {
        files = RealFiles.present();
    }

    private List<String> arguments(String command, Path request, Path certificate, Path keys, String audience)
            throws IOException {
        Path chain = Files.writeString(folder.resolve("chain.pem"), files.withIssuer(certificate));
        return new ArrayList<>(List.of(
                command,
                "--request=" + request,
                "--cert=" + chain,
                "--directory-jwks=" + keys,
                "--software-jwks=" + keys,
                "--trust-anchors=" + files.root(),
                "--profile=obie-3.3",
                "--audience=" + audience,
                "--at=2022-06-01T00:00:00Z"));
    }

    private Run wso2(String command, String audience, String... more) throws IOException {
        List<String> arguments = arguments(
                command,
                files.file("jwt", "request-PS256-w7NF", ".jwt"),
                files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem"),
                files.organisationKeys(),
                audience);
        arguments.addAll(List.of(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static JsonObject json(Run run) {
        return (JsonObject)
                ((Parsed) StrictJson.parse(run.out().strip().getBytes(StandardCharsets.UTF_8), JsonLimits.forKeySet()))
                        .value();
    }

    /** Code and place of each check in that state. */
    private static Set<String> checks(Run run, String state) {
        Set<String> found = new TreeSet<>();
        ((JsonArray) json(run).get("checks").orElseThrow())
                .elements().stream()
                        .map(JsonObject.class::cast)
                        .filter(check -> check.text("state").orElseThrow().equals(state))
                        .forEach(check -> found.add(check.text("reason").orElseThrow() + " "
                                + check.text("at").orElseThrow()));
        return found;
    }

    @Test
    @DisplayName("the WSO2 request is refused for each true reason and no other")
    void everyTrueReason() throws IOException {
        Run run = wso2("explain", "0015800001HQQrZAAX", "--json", "--accept-self-signed=the sample is self-signed");
        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(checks(run, "failed"))
                .containsExactlyInAnyOrder(
                        "request.audience_mismatch request:/aud",
                        "certificate.other_software certificate:/",
                        "policy.value_malformed request:/iss",
                        "policy.not_uuid request:/jti",
                        "policy.grant_type_not_allowed request:/grant_types/3");
        assertThat(checks(run, "passed"))
                .contains("ssa.signature_invalid ssa:/", "request.signature_invalid request:/")
                .contains("request.issuer_mismatch request:/iss")
                .contains("redirect_uri.not_in_statement request:/redirect_uris/0");
        assertThat(checks(run, "not_checkable"))
                .as("nobody gave a list of revoked keys")
                .containsExactly("request.key_revoked ssa:/");
    }

    @Test
    @DisplayName("with the audience that it names, the audience is no reason any more")
    void rightAudience() throws IOException {
        Run run = wso2("explain", AUDIENCE, "--json", "--accept-self-signed=the sample is self-signed");
        assertThat(checks(run, "failed")).doesNotContain("request.audience_mismatch request:/aud");
        assertThat(checks(run, "passed")).contains("request.audience_mismatch request:/aud");
    }

    @Test
    @DisplayName("a statement signed with the software's own key verifies, and is called self-signed")
    void selfSigned() throws IOException {
        Run run = wso2("validate", AUDIENCE);
        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(run.out())
                .contains("REJECTED (400 unapproved_software_statement)")
                .contains("ssa.self_signed")
                .contains("ssa.key.id       w7NFeMODzCMOZen_WECAlG9N8gg");
    }

    @Test
    @DisplayName("the picture of a refused statement shows that the certificate's path stands all the same")
    void pictureOfThePath() throws IOException {
        Run run = wso2("explain", AUDIENCE, "--format=html");
        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(run.out())
                .containsPattern("\u2713[^<]*(</[a-z]+>\\s*<[a-z]+[^>]*>)?[^<]*path to what was presented")
                .containsPattern("\u2717[^<]*(</[a-z]+>\\s*<[a-z]+[^>]*>)?[^<]*belongs to this software");
    }

    @Test
    @DisplayName("a statement signed with the software's own key does not verify where only the directory is trusted")
    void directoryAloneIsTrusted() throws IOException {
        Path directory = Files.writeString(folder.resolve("directory.jwks"), DIRECTORY_KEYS);
        List<String> arguments = arguments(
                "validate",
                files.file("jwt", "request-PS256-w7NF", ".jwt"),
                files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem"),
                files.organisationKeys(),
                AUDIENCE);
        arguments.set(3, "--directory-jwks=" + directory);
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(run.out()).contains("ssa.key_not_found").doesNotContain("self_signed");
    }

    @Test
    @DisplayName("the other WSO2 request verifies with the key of its signing certificate, and has the same faults")
    void otherWso2Request() throws IOException {
        Path signing = files.file("obie/certs", "sig-oQ4KoaavpOuoE7rvQsZEOV-59c6b92e", ".pem");
        List<String> arguments = arguments(
                "explain",
                files.file("jwt", "request-PS256-h3ZCF", ".jwt"),
                files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem"),
                CertificateKeys.write(signing, folder.resolve("keys.jwks")),
                AUDIENCE);
        arguments.add("--json");
        arguments.add("--accept-self-signed=the sample is self-signed");
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(checks(run, "passed"))
                .contains("ssa.signature_invalid ssa:/", "request.signature_invalid request:/");
        assertThat(checks(run, "failed"))
                .containsExactlyInAnyOrder(
                        "certificate.other_software certificate:/",
                        "policy.value_malformed request:/iss",
                        "policy.not_uuid request:/jti",
                        "policy.grant_type_not_allowed request:/grant_types/3");
    }

    @Test
    @DisplayName("the pair in the shape of the Consumer Data Right verifies; its redirect URIs are not the statement's")
    void cdrPair() throws IOException {
        Path signing = files.file("obie/certs", "sig-9b5us", ".pem");
        List<String> arguments = arguments(
                "explain",
                files.file("jwt", "request-PS256-DwMK", ".jwt"),
                files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem"),
                CertificateKeys.write(signing, folder.resolve("keys.jwks")),
                AUDIENCE);
        arguments.addAll(List.of(
                "--json", "--dialect=cdr", "--issuer=cdr-register", "--accept-self-signed=one key signs both here"));
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(checks(run, "passed"))
                .contains(
                        "ssa.signature_invalid ssa:/",
                        "ssa.expired ssa:/exp",
                        "request.signature_invalid request:/",
                        "request.issuer_mismatch request:/iss",
                        "request.audience_mismatch request:/aud");
        assertThat(checks(run, "failed"))
                .contains(
                        "redirect_uri.not_in_statement request:/redirect_uris/0",
                        "redirect_uri.not_in_statement request:/redirect_uris/1",
                        "certificate.other_software certificate:/");
    }

    @Test
    @DisplayName("the ForgeRock pair is rejected because its key is not known, not because of its shape")
    void forgeRockPair() throws IOException {
        List<String> arguments = arguments(
                "validate",
                files.file("jwt", "request-PS256-800c", ".jwt"),
                files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem"),
                files.organisationKeys(),
                AUDIENCE);
        arguments.addAll(List.of("--json", "--issuer=ForgeRock"));
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(((JsonArray) json(run).get("violations").orElseThrow()).elements())
                .singleElement()
                .satisfies(violation ->
                        assertThat(((JsonObject) violation).text("reason")).contains("ssa.key_not_found"));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("tokens signed with another algorithm fall before any key is looked up")
    @ValueSource(strings = {"request-RS256", "request-HS256"})
    void otherAlgorithms(String start) throws IOException {
        List<String> arguments = arguments(
                "explain",
                files.file("jwt", start, ".jwt"),
                files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem"),
                files.organisationKeys(),
                AUDIENCE);
        arguments.add("--json");
        Run run = Run.of(arguments.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(checks(run, "failed")).contains("token.alg_not_allowed request-header:/alg");
        assertThat(checks(run, "passed")).noneMatch(check -> check.startsWith("request.key_not_found"));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("--json prints the verdict, and the exit status says the same")
    @CsvSource({"0015800001HQQrZAAX, request.audience_mismatch", "other, request.audience_mismatch"})
    void jsonVerdict(String audience, String reason) throws IOException {
        Run run = wso2("validate", audience, "--json", "--accept-self-signed=the sample is self-signed");
        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(json(run).text("verdict")).contains("rejected");
        assertThat(json(run).text("error")).isPresent();
        assertThat(run.out()).contains(reason);
    }

    private static final String DIRECTORY_KEYS = """
            {"keys":[{"kty":"RSA","e":"AQAB","use":"sig","kid":"directory-1","n":"%s"}]}
            """.formatted(
                    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ");
}
