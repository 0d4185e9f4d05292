package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.ParsedKeys.parse;
import static org.dcrkit.jwks.ParsedKeys.skipped;
import static org.dcrkit.jwks.ParsedKeys.usable;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.OTHER_RSA;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.quote;
import static org.dcrkit.jwks.TestKeys.set;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.SkippedKey.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateMembersTest {

    private static String x5c(X509Certificate certificate) throws Exception {
        return "[" + quote(Base64.getEncoder().encodeToString(certificate.getEncoded())) + "]";
    }

    private static String thumbprint(String digest, X509Certificate certificate) throws Exception {
        return TestKeys.base64url(MessageDigest.getInstance(digest).digest(certificate.getEncoded()));
    }

    private static X509Certificate valid(KeyPair pair) {
        return TestKeys.certificate(pair, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
    }

    @Test
    @DisplayName("JWK-19: x5c for another key, x5t mismatch, expired x5c: not used; x5u is never fetched")
    void certificates() throws Exception {
        X509Certificate own = valid(RSA);
        Map<String, String> jwk = jwk("k", RSA, "x5c", x5c(own));
        jwk.put("x5u", quote("https://127.0.0.1:1/never"));
        jwk.put("x5t", quote(thumbprint("SHA-1", own) + "="));
        jwk.put("x5t#S256", quote(thumbprint("SHA-256", own)));
        assertThat(usable(jwk).certificates().get(0)).isEqualTo(own.getEncoded());

        assertThat(skipped(jwk("k", RSA, "x5c", x5c(valid(OTHER_RSA)))).cause()).isEqualTo(Cause.CONTRADICTORY);
        assertThat(skipped(jwk("k", RSA, "x5c", x5c(valid(EC)))).cause()).isEqualTo(Cause.CONTRADICTORY);
        jwk.put("x5t", quote(thumbprint("SHA-1", valid(OTHER_RSA))));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.CONTRADICTORY);
        jwk.put("x5t", "7");
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.MALFORMED);
        X509Certificate expired =
                TestKeys.certificate(RSA, NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1)));
        assertThat(skipped(jwk("k", RSA, "x5c", x5c(expired))).cause()).isEqualTo(Cause.EXPIRED);
        assertThat(parse(
                                JwkSetParser.builder()
                                        .acceptExpiredCertificates()
                                        .build(),
                                set(jwk("k", RSA, "x5c", x5c(expired))))
                        .keys())
                .hasSize(1);
    }

    @Test
    @DisplayName("Certificates are read in spite of blanks, PEM lines, padding and thumbprints in hexadecimal")
    void looseCertificates() throws Exception {
        X509Certificate own = valid(RSA);
        String base64 = Base64.getEncoder().encodeToString(own.getEncoded());
        Map<String, String> jwk = jwk(
                "k",
                RSA,
                "x5c",
                "[\"-----BEGIN CERTIFICATE-----\\n" + base64.substring(0, 64) + " \\r\\n" + base64.substring(64)
                        + "\\n-----END CERTIFICATE-----\\n\"]");
        String hexadecimal =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(own.getEncoded()));
        jwk.put("x5t", quote(TestKeys.base64url(hexadecimal.getBytes(UTF_8))));
        assertThat(usable(jwk).certificates()).hasSize(1);
        jwk.put("x5t", quote("in no known form"));
        assertThat(usable(jwk).certificates()).hasSize(1);
    }

    @Test
    @DisplayName("RFC 7517, section 4.9: x5t#S256 names the certificate also where x5c does not show it")
    void thumbprintAlone() throws Exception {
        X509Certificate own = valid(RSA);
        String thumbprint = thumbprint("SHA-256", own);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
        String hexadecimal = TestKeys.base64url(HexFormat.of().formatHex(digest).getBytes(UTF_8));
        for (String written : new String[] {thumbprint, thumbprint + "=", hexadecimal, hexadecimal + "=="}) {
            assertThat(usable(jwk("k", RSA, "x5t#S256", quote(written))).certificateThumbprint())
                    .as(written)
                    .contains(thumbprint);
        }
        Map<String, String> both = jwk("k", RSA, "x5c", x5c(own));
        assertThat(usable(both).certificateThumbprint()).isEmpty();
        both.put("x5t#S256", quote(thumbprint));
        assertThat(usable(both).certificateThumbprint()).contains(thumbprint);
        both.put("alg", quote("PS256"));
        assertThat(usable(both).certificateThumbprint()).contains(thumbprint);
    }

    @ParameterizedTest(name = "x5t#S256 {0} says nothing")
    @ValueSource(
            strings = {
                "7",
                "null",
                "\"\"",
                "\"=\"",
                "\"in no known form\"",
                "\"AAAA\"",
                "\"AAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
                "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\"",
                "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
                "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA===\""
            })
    void thumbprintsWithoutMeaning(String written) {
        assertThat(usable(jwk("k", RSA, "x5t#S256", written)).certificateThumbprint())
                .isEmpty();
    }

    @ParameterizedTest(name = "x5c {0}")
    @ValueSource(strings = {"7", "[]", "[7]", "[\"!\"]", "[\"\"]", "[\"MIIB\"]", "\"MIIB\"", "null"})
    void badCertificates(String x5c) {
        assertThat(skipped(jwk("k", RSA, "x5c", x5c)).cause()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    @DisplayName("Nested indefinite lengths, which overflow the stack of the JDK's parser, are just no certificate")
    void nestedIndefiniteLengths() {
        byte[] bomb = new byte[10_000];
        for (int i = 0; i < bomb.length; i += 2) {
            bomb[i] = 0x30;
            bomb[i + 1] = (byte) 0x80;
        }
        assertThat(skipped(jwk("k", RSA, "x5c", "[" + quote(Base64.getEncoder().encodeToString(bomb)) + "]"))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
    }

    @Test
    @DisplayName("No truncated or altered certificate makes the parser throw")
    void mutilatedCertificates() throws Exception {
        byte[] der = valid(RSA).getEncoded();
        for (int i = 0; i < der.length; i += 3) {
            byte[] altered = der.clone();
            altered[i] ^= (byte) 0xff;
            for (byte[] bytes : new byte[][] {altered, Arrays.copyOf(der, i)}) {
                KeySet set = parse(
                        set(jwk("k", RSA, "x5c", "[" + quote(Base64.getEncoder().encodeToString(bytes)) + "]")));
                assertThat(set.keys().size() + set.skipped().size()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("Certificates of version 1, valid beyond 2050, or not valid yet are read as what they are")
    void oddCertificates() throws Exception {
        X509Certificate longLived =
                TestKeys.certificate(RSA, Instant.parse("1999-12-31T23:59:59Z"), Instant.parse("2090-01-01T00:00:00Z"));
        assertThat(usable(jwk("k", RSA, "x5c", x5c(longLived))).certificates()).hasSize(1);
        X509Certificate future = TestKeys.certificate(RSA, NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(2)));
        assertThat(skipped(jwk("k", RSA, "x5c", x5c(future))).cause()).isEqualTo(Cause.EXPIRED);
        X500Name name = new X500Name("CN=v1");
        X509CertificateHolder v1 = new JcaX509v1CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(NOW.minusSeconds(1)),
                        Date.from(NOW.plusSeconds(1)),
                        name,
                        RSA.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(RSA.getPrivate()));
        String encoded = Base64.getEncoder().encodeToString(v1.getEncoded());
        assertThat(usable(jwk("k", RSA, "x5c", "[" + quote(encoded) + "]")).certificates())
                .hasSize(1);
    }

    @Test
    @DisplayName("More than ten certificates, one over 64 kB, or one whose time is no time: no certificate")
    void largeCertificates() throws Exception {
        X509Certificate own = valid(RSA);
        String one = quote(Base64.getEncoder().encodeToString(own.getEncoded()));
        assertThat(skipped(jwk("k", RSA, "x5c", "[" + (one + ",").repeat(10) + one + "]"))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
        String large = Base64.getEncoder().encodeToString(Arrays.copyOf(own.getEncoded(), 70_000));
        assertThat(skipped(jwk("k", RSA, "x5c", "[" + quote(large) + "]")).cause())
                .isEqualTo(Cause.MALFORMED);
        byte[] timeless = own.getEncoded();
        for (int i = 0; i < timeless.length - 1; i++) {
            if (timeless[i] == 0x17 && timeless[i + 1] == 13) {
                timeless[i] = 0x04;
            }
        }
        String octets = Base64.getEncoder().encodeToString(timeless);
        assertThat(skipped(jwk("k", RSA, "x5c", "[" + quote(octets) + "]")).cause())
                .isEqualTo(Cause.MALFORMED);
    }
}
