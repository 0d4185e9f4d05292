package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.OTHER_EC;
import static org.dcrkit.jwks.TestKeys.OTHER_RSA;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.quote;
import static org.dcrkit.jwks.TestKeys.set;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey;
import org.dcrkit.spi.SkippedKey.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetParserTest {

    private static final JwkSetParser PARSER = JwkSetParser.builder().build();
    private static final Map<String, String> GOOD = jwk("good", OTHER_EC);

    static KeySet parse(String json) {
        return parse(PARSER, json);
    }

    static KeySet parse(JwkSetParser parser, String json) {
        try {
            return parser.parse(json.getBytes(UTF_8), "test", NOW);
        } catch (RejectedKeySetException e) {
            throw new AssertionError(e);
        }
    }

    static KeySetFault rejection(String json) {
        return catchThrowableOfType(
                        RejectedKeySetException.class, () -> PARSER.parse(json.getBytes(UTF_8), "test", NOW))
                .fault();
    }

    /** Parses the key next to a good one, which must survive. */
    static SkippedKey skipped(Map<String, String> jwk) {
        KeySet set = parse(set(jwk, GOOD));
        assertThat(set.find("good")).isPresent();
        assertThat(set.skipped()).hasSize(1);
        return set.skipped().get(0);
    }

    static PublishedKey usable(Map<String, String> jwk) {
        KeySet set = parse(set(jwk, GOOD));
        assertThat(set.skipped()).isEmpty();
        return set.keys().get(0);
    }

    private static String modulus(BigInteger n) {
        return quote(TestKeys.base64url(n));
    }

    private static BigInteger n(KeyPair pair) {
        return ((RSAPublicKey) pair.getPublic()).getModulus();
    }

    @Test
    @DisplayName("RSA and EC keys are read once, indexed by kid, and carry the directory's SHA-1 thumbprint")
    void readsKeys() throws Exception {
        KeySet set = parse(set(jwk("r", RSA, "use", quote("sig")), jwk("e", EC, "alg", quote("ES256"))));

        assertThat(set.find("r").orElseThrow().publicKey()).isEqualTo(RSA.getPublic());
        assertThat(set.find("r").orElseThrow().use()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(set.find("r").orElseThrow().algorithm()).isEmpty();
        assertThat(set.find("e").orElseThrow().publicKey()).isEqualTo(EC.getPublic());
        assertThat(set.find("e").orElseThrow().use()).isEqualTo(KeyUse.UNSPECIFIED);
        assertThat(set.find("e").orElseThrow().algorithm()).contains(SignatureAlgorithm.ES256);
        assertThat(set.fetchedAt()).isEqualTo(NOW);
        Map<String, String> r = jwk("r", RSA);
        byte[] canonical = ("{\"e\":" + r.get("e") + ",\"kty\":\"RSA\",\"n\":" + r.get("n") + "}").getBytes(UTF_8);
        assertThat(set.find("r").orElseThrow().jwkThumbprint())
                .isEqualTo(TestKeys.base64url(MessageDigest.getInstance("SHA-1").digest(canonical)));
    }

    @Test
    @DisplayName("JWK-21: one malformed key among good ones: the others still work")
    void oneBadKeyCostsOnlyItself() {
        KeySet set = parse("{\"keys\":[7,null,[],{},\"x\"," + TestKeys.json(GOOD) + "]}");

        assertThat(set.find("good")).isPresent();
        assertThat(set.skipped()).hasSize(5).allMatch(key -> key.cause() == Cause.MALFORMED);
    }

    @Test
    @DisplayName("JWK-01: two keys with the same kid: neither is used")
    void duplicateKid() {
        KeySet same = parse(set(jwk("k", RSA), jwk("k", OTHER_RSA), GOOD));
        KeySet otherType = parse(set(jwk("k", RSA, "use", quote("enc")), jwk("k", EC), GOOD));

        for (KeySet set : new KeySet[] {same, otherType}) {
            assertThat(set.find("k")).isEmpty();
            assertThat(set.findSkipped("k").orElseThrow().cause()).isEqualTo(Cause.DUPLICATE_KID);
            assertThat(set.skipped()).hasSize(2);
            assertThat(set.find("good")).isPresent();
        }
    }

    @Test
    @DisplayName(
            "JWK-22: kid '', null, a number, 1 MB, missing, or a duplicate after Unicode normalisation: key ignored")
    void oddKids() {
        assertThat(skipped(jwk("", RSA)).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "kid", "null")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "kid", "7")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k".repeat(257), RSA)).cause()).isEqualTo(Cause.MALFORMED);
        Map<String, String> without = jwk("k", RSA);
        without.remove("kid");
        assertThat(skipped(without).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(rejection(set(jwk("k".repeat(1_000_000), RSA)))).isEqualTo(KeySetFault.TOO_LARGE);
        KeySet alike = parse(set(jwk("caf\u00e9", RSA), jwk("cafe\u0301", EC)));
        assertThat(alike.keys()).isEmpty();
        assertThat(alike.skipped()).allMatch(key -> key.cause() == Cause.DUPLICATE_KID);
    }

    @Test
    @DisplayName("JWK-02, JWK-17: a private or symmetric member anywhere refuses the whole set")
    void privateMembers() {
        for (String member : new String[] {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
            assertThat(rejection(set(jwk("k", RSA, member, quote("AQAB")), GOOD)))
                    .as(member)
                    .isEqualTo(KeySetFault.PRIVATE_KEY_PUBLISHED);
        }
        assertThat(rejection("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AAAA\"}," + TestKeys.json(GOOD) + "]}"))
                .isEqualTo(KeySetFault.PRIVATE_KEY_PUBLISHED);
    }

    @Test
    @DisplayName("JWK-17: the key material never shows in the message")
    void messagesHoldNoKeys() {
        assertThatThrownBy(() ->
                        PARSER.parse(set(jwk("k", RSA, "d", quote("c2VjcmV0"))).getBytes(UTF_8), "test", NOW))
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    @DisplayName("JWK-03: a key with use=enc is read as an encryption key, never one for signatures")
    void encryptionKey() {
        assertThat(usable(jwk("k", RSA, "use", quote("enc"))).use()).isEqualTo(KeyUse.ENCRYPTION);
        assertThat(usable(jwk("k", RSA, "alg", quote("RSA-OAEP-256"))).use()).isEqualTo(KeyUse.ENCRYPTION);
        assertThat(usable(jwk("k", RSA, "key_ops", "[\"encrypt\",\"wrapKey\"]")).use())
                .isEqualTo(KeyUse.ENCRYPTION);
    }

    @Test
    @DisplayName("The directory's use=tls is read as a transport key")
    void transportKey() {
        assertThat(usable(jwk("k", RSA, "use", quote("tls"))).use()).isEqualTo(KeyUse.TRANSPORT);
    }

    @ParameterizedTest(name = "JWK-04: key_ops {0} with use {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"sign\"]|sig|CONTRADICTORY",
                "[]|sig|CONTRADICTORY",
                "[\"verify\",\"verify\"]|sig|CONTRADICTORY",
                "[\"encrypt\"]|sig|CONTRADICTORY",
                "[\"verify\"]|enc|CONTRADICTORY",
                "[\"verify\",\"encrypt\"]|sig|CONTRADICTORY",
                "[\"dance\"]|sig|UNSUPPORTED",
                "[7]|sig|MALFORMED",
                "\"verify\"|sig|MALFORMED",
            })
    void keyOperations(String operations, String use, Cause cause) {
        Map<String, String> jwk = jwk("k", RSA, "key_ops", operations);
        jwk.put("use", quote(use));
        assertThat(skipped(jwk).cause()).isEqualTo(cause);
    }

    @Test
    @DisplayName("JWK-04: key_ops=['verify'] makes a key without use one for signatures")
    void verifyingKey() {
        assertThat(usable(jwk("k", RSA, "key_ops", "[\"verify\"]")).use()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(usable(jwk("k", RSA, "key_ops", "[\"verify\",\"sign\"]")).use())
                .isEqualTo(KeyUse.SIGNATURE);
    }

    @ParameterizedTest(name = "JWK-06: alg {0} is {1}")
    @CsvSource({
        "RS256,UNSUPPORTED",
        "PS384,UNSUPPORTED",
        "ES256,CONTRADICTORY",
        "HS256,UNSUPPORTED",
        "none,UNSUPPORTED",
        "ps256,UNSUPPORTED",
        "ECDH-ES,CONTRADICTORY"
    })
    void algorithms(String alg, Cause cause) {
        assertThat(skipped(jwk("k", RSA, "alg", quote(alg))).cause()).isEqualTo(cause);
    }

    @Test
    @DisplayName("alg, use and key_ops that contradict each other make the key unusable")
    void contradictions() {
        Map<String, String> jwk = jwk("k", RSA, "alg", quote("PS256"));
        jwk.put("use", quote("enc"));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.CONTRADICTORY);
        jwk = jwk("k", RSA, "alg", quote("RSA-OAEP"));
        jwk.put("use", quote("sig"));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.CONTRADICTORY);
        assertThat(skipped(jwk("k", EC, "alg", quote("PS256"))).cause()).isEqualTo(Cause.CONTRADICTORY);
        assertThat(skipped(jwk("k", RSA, "alg", "1")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "use", "1")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "use", quote("SIG"))).cause()).isEqualTo(Cause.UNSUPPORTED);
    }

    @ParameterizedTest(name = "JWK-07, JWK-26: kty {0}")
    @ValueSource(strings = {"rsa", "OKP", "AKP", "ML-DSA", "", "EC2", "X"})
    void unknownKeyTypes(String kty) {
        assertThat(skipped(jwk("k", RSA, "kty", quote(kty))).cause()).isEqualTo(Cause.UNSUPPORTED);
    }

    @Test
    @DisplayName("JWK-07: kty missing, EC with crv Ed25519 or P-384, OKP with crv P-256: key ignored")
    void wrongCurves() {
        Map<String, String> without = jwk("k", RSA);
        without.remove("kty");
        assertThat(skipped(without).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "crv", quote("Ed25519"))).cause()).isEqualTo(Cause.UNSUPPORTED);
        assertThat(skipped(jwk("k", EC, "crv", quote("P-384"))).cause()).isEqualTo(Cause.UNSUPPORTED);
        assertThat(skipped(jwk("k", EC, "kty", quote("OKP"))).cause()).isEqualTo(Cause.UNSUPPORTED);
        assertThat(skipped(jwk("k", EC, "crv", "null")).cause()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    @DisplayName("JWK-16: an OKP key with a small-order point is ignored like every OKP key")
    void smallOrderPoint() {
        Map<String, String> jwk = jwk("k", EC, "kty", quote("OKP"));
        jwk.put("crv", quote("Ed25519"));
        jwk.put("x", quote("A".repeat(43)));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.UNSUPPORTED);
    }

    @ParameterizedTest(name = "JWK-08: RSA modulus of {0} bits")
    @ValueSource(ints = {512, 1024, 2040, 2047})
    void shortModuli(int bits) {
        BigInteger n = n(RSA).shiftRight(2048 - bits).setBit(bits - 1).setBit(0);
        assertThat(skipped(jwk("k", RSA, "n", modulus(n))).cause()).isEqualTo(Cause.WEAK);
    }

    @ParameterizedTest(name = "JWK-09: RSA modulus of {0} bits")
    @ValueSource(ints = {8193, 16_385, 32_768})
    void longModuli(int bits) {
        BigInteger n = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        assertThat(skipped(jwk("k", RSA, "n", modulus(n))).cause()).isEqualTo(Cause.TOO_LARGE);
    }

    @Test
    @DisplayName("JWK-09: an RSA modulus of 4 Mbit ends at the size limit of the set")
    void hugeModulus() {
        BigInteger n = BigInteger.ONE.shiftLeft(4_194_303).setBit(0);
        assertThat(rejection(set(jwk("k", RSA, "n", modulus(n))))).isEqualTo(KeySetFault.TOO_LARGE);
    }

    @Test
    @DisplayName("RSA keys of 2048 and 8192 bits are the ends of what is used")
    void goodModuli() {
        assertThat(usable(jwk("k", RSA)).publicKey()).isEqualTo(RSA.getPublic());
        BigInteger n =
                n(RSA).multiply(n(OTHER_RSA)).multiply(n(TestKeys.rsa(2048))).multiply(n(TestKeys.rsa(2048)));
        assertThat(n.bitLength()).isBetween(8189, 8192);
        assertThat(usable(jwk("k", RSA, "n", modulus(n))).publicKey()).isInstanceOf(RSAPublicKey.class);
    }

    @Test
    @DisplayName("JWK-11: RSA n even, 0, prime, with small factors, a square, or with leading zero bytes")
    void weakModuli() {
        BigInteger prime = BigInteger.probablePrime(2048, new Random(1));
        BigInteger square = BigInteger.probablePrime(1025, new Random(2)).pow(2);
        assertThat(skipped(jwk("k", RSA, "n", modulus(n(RSA).clearBit(0)))).detail())
                .contains("even");
        assertThat(skipped(jwk("k", RSA, "n", modulus(prime))).detail()).contains("prime");
        assertThat(skipped(jwk("k", RSA, "n", modulus(square))).detail()).contains("close");
        assertThat(skipped(jwk("k", RSA, "n", modulus(n(RSA).multiply(BigInteger.valueOf(9_973)))))
                        .detail())
                .contains("factor");
        assertThat(skipped(jwk(
                                "k",
                                RSA,
                                "n",
                                modulus(n(RSA).shiftRight(80).shiftLeft(80).setBit(0))))
                        .detail())
                .containsAnyOf("in a row", "factor");
        assertThat(skipped(jwk("k", RSA, "n", quote("AA"))).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "n", quote(""))).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "n", quote(TestKeys.base64url(n(RSA).toByteArray()))))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
    }

    @ParameterizedTest(name = "RSA exponent {0} is {1}")
    @CsvSource({"1,WEAK", "2,WEAK", "4,WEAK", "65536,WEAK", "36893488147419103233,TOO_LARGE"})
    void exponents(BigInteger e, Cause cause) {
        assertThat(skipped(jwk("k", RSA, "e", modulus(e))).cause()).isEqualTo(cause);
    }

    @Test
    @DisplayName("A modulus that was found strong is judged anew with another exponent")
    void remembersKeysNotModuli() {
        usable(jwk("k", RSA));
        assertThat(usable(jwk("k", RSA)).publicKey()).isEqualTo(RSA.getPublic());
        assertThat(skipped(jwk("k", RSA, "e", quote("AQ"))).cause()).isEqualTo(Cause.WEAK);
    }

    @Test
    @DisplayName("RSA exponent 3 is odd and not less than 3: used")
    void exponentThree() {
        assertThat(usable(jwk("k", RSA, "e", quote("Aw"))).publicKey()).isNotEqualTo(RSA.getPublic());
    }

    @Test
    @DisplayName("JWK-13: a modulus whose primes are close together is weak, unless the check is switched off")
    void closePrimes() {
        BigInteger p = BigInteger.probablePrime(1025, new Random(3));
        BigInteger q = p.nextProbablePrime();
        String json = set(jwk("k", RSA, "n", modulus(p.multiply(q))));

        assertThat(parse(json).skipped().get(0).detail()).contains("close");
        assertThat(parse(JwkSetParser.builder().fermatRounds(0).build(), json).keys())
                .hasSize(1);
    }

    @Test
    @DisplayName("JWK-14: a key whose private half is printed in RFC 7515 is weak")
    void printedPrivateKey() {
        Map<String, String> jwk = jwk("k", EC);
        jwk.put("x", quote("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"));
        jwk.put("y", quote("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.WEAK);
    }

    @Test
    @DisplayName("JWK-18: padding, '+', blanks or non-zero trailing bits in n, e, x, y: key ignored")
    void badBase64() {
        String n = TestKeys.base64url(n(RSA));
        String x = jwk("k", EC).get("x").replace("\"", "");
        for (String bad :
                new String[] {n + "=", n + "==", n.substring(0, 9) + "+" + n.substring(10), " " + n, n + "\\n"}) {
            assertThat(skipped(jwk("k", RSA, "n", quote(bad))).cause()).as(bad).isEqualTo(Cause.MALFORMED);
        }
        assertThat(skipped(jwk("k", RSA, "e", quote("AQAC".substring(0, 3) + "%")))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
        char last = x.charAt(42);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String sloppy = x.substring(0, 42) + alphabet.charAt(alphabet.indexOf(last) ^ 1);
        assertThat(skipped(jwk("k", EC, "x", quote(sloppy))).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "x", "7")).cause()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    @DisplayName("A point that is not on P-256, or has coordinates of another length, is no key")
    void badPoints() {
        assertThat(skipped(jwk("k", EC, "y", jwk("k", OTHER_EC).get("y"))).cause())
                .isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "y", quote(TestKeys.base64url(new byte[32]))))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "y", quote(TestKeys.base64url(new byte[33]))))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "x", quote(""))).cause()).isEqualTo(Cause.MALFORMED);
    }

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
    @DisplayName("JWK-23: exp, nbf and revoked of historical keys are heeded")
    void lifetimes() {
        long now = NOW.getEpochSecond();
        assertThat(skipped(jwk("k", RSA, "exp", Long.toString(now))).cause()).isEqualTo(Cause.EXPIRED);
        assertThat(skipped(jwk("k", RSA, "nbf", Long.toString(now + 1))).cause())
                .isEqualTo(Cause.EXPIRED);
        assertThat(skipped(jwk("k", RSA, "revoked", "{\"revoked_at\":1}")).cause())
                .isEqualTo(Cause.EXPIRED);
        assertThat(skipped(jwk("k", RSA, "exp", quote("soon"))).cause()).isEqualTo(Cause.MALFORMED);
        Map<String, String> inTime = jwk("k", RSA, "exp", Long.toString(now + 1));
        inTime.put("nbf", Long.toString(now));
        inTime.put("iat", "0");
        inTime.put("revoked", "false");
        assertThat(usable(inTime).kid()).isEqualTo("k");
    }

    @Test
    @DisplayName("JWK-24: a signed key set, an array, a string or no JSON is no key set")
    void noKeySet() {
        assertThat(rejection("eyJhbGciOiJQUzI1NiJ9.eyJrZXlzIjpbXX0.AAAA")).isEqualTo(KeySetFault.NOT_JSON);
        assertThat(rejection("<html></html>")).isEqualTo(KeySetFault.NOT_JSON);
        assertThat(rejection("{\"keys\":[],\"keys\":[]}")).isEqualTo(KeySetFault.NOT_JSON);
        assertThat(rejection("{\"keys\":{}}")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
        assertThat(rejection("{}")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
        assertThat(rejection("[" + TestKeys.json(GOOD) + "]")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
        assertThat(rejection("\"x\"")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
    }

    @Test
    @DisplayName("A bare array is read where it is allowed, and only then")
    void bareArray() {
        assertThat(parse(JwkSetParser.builder().bareArray().build(), "[" + TestKeys.json(GOOD) + "]")
                        .find("good"))
                .isPresent();
    }

    @Test
    @DisplayName("A key without kid is used where it is allowed and the only one; it is known by its thumbprint")
    void soleKeyWithoutKid() {
        Map<String, String> without = jwk("k", RSA);
        without.remove("kid");
        JwkSetParser lenient = JwkSetParser.builder().soleKeyWithoutKid().build();

        PublishedKey key = parse(lenient, set(without)).keys().get(0);
        assertThat(key.kid()).isEqualTo(key.jwkThumbprint());
        assertThat(parse(lenient, set(without, GOOD)).keys()).hasSize(1);
        assertThat(parse(set(without)).keys()).isEmpty();
    }

    @Test
    @DisplayName("More keys than the limit, or a set deeper or larger than the limits, is refused as a whole")
    void limits() {
        String key = TestKeys.json(GOOD);
        assertThat(rejection("{\"keys\":[" + (key + ",").repeat(200) + key + "]}"))
                .isEqualTo(KeySetFault.TOO_MANY_KEYS);
        assertThat(rejection("{\"keys\":" + "[".repeat(20) + "]".repeat(20) + "}"))
                .isEqualTo(KeySetFault.TOO_LARGE);
        assertThat(rejection("{\"keys\":[],\"x\":\"" + "x".repeat(600_000) + "\"}"))
                .isEqualTo(KeySetFault.TOO_LARGE);
    }

    @Test
    @DisplayName("Words of a server in details are printable and short")
    void detailsAreBounded() {
        String detail = skipped(jwk("k", RSA, "alg", quote("\\u0007" + "x".repeat(10_000))))
                .detail();
        assertThat(detail).hasSizeLessThan(300).matches("[\\x20-\\x7e]*");
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

    @Test
    @DisplayName("revoked=null says nothing; an exp that is no whole number is malformed")
    void oddLifetimes() {
        assertThat(usable(jwk("k", RSA, "revoked", "null")).kid()).isEqualTo("k");
        assertThat(skipped(jwk("k", RSA, "exp", "1.5")).cause()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    @DisplayName("A transport key may name any signature algorithm, and stays a transport key")
    void transportKeyWithAlgorithm() {
        Map<String, String> jwk = jwk("k", RSA, "use", quote("tls"));
        jwk.put("alg", quote("RS256"));
        jwk.put("key_ops", "[\"verify\"]");
        assertThat(usable(jwk).use()).isEqualTo(KeyUse.TRANSPORT);
        assertThat(usable(jwk).algorithm()).isEmpty();
        assertThat(usable(jwk("k", EC, "alg", quote("ECDH-ES+A128KW"))).use()).isEqualTo(KeyUse.ENCRYPTION);
        Map<String, String> agreeing = jwk("k", RSA, "use", quote("enc"));
        agreeing.put("key_ops", "[\"encrypt\"]");
        agreeing.put("alg", quote("RSA-OAEP"));
        assertThat(usable(agreeing).use()).isEqualTo(KeyUse.ENCRYPTION);
    }

    @Test
    @DisplayName("Limits that make no sense are refused when the parser is built")
    void nonsense() {
        assertThatThrownBy(() -> JwkSetParser.builder().maxKeys(0).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JwkSetParser.builder().fermatRounds(-1).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JwkSetParser.builder().fermatRounds(100_001).build())
                .isInstanceOf(IllegalArgumentException.class);
        JwkSetParser small = JwkSetParser.builder()
                .limits(JsonLimits.forKeySet().withMaxBytes(10))
                .build();
        assertThatThrownBy(() -> small.parse(set(GOOD).getBytes(UTF_8), "test", NOW))
                .isInstanceOfSatisfying(
                        RejectedKeySetException.class,
                        e -> assertThat(e.fault()).isEqualTo(KeySetFault.TOO_LARGE));
    }
}
