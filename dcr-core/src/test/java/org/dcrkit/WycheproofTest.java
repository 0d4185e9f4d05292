package org.dcrkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("ALG-17 to ALG-22: the published suites of signature faults")
class WycheproofTest {

    private static final JsonLimits SUITE = new JsonLimits(50_000_000, 16, 5_000_000, 40);
    private static final Set<Reason> PAYLOAD_FAULTS = Set.of(TokenReason.JSON, TokenReason.UTF8);

    /**
     * Valid signatures that the JDK 17 provider refuses: r is the remainder of a coordinate beyond the order of the group,
     * which comes about once in 2^128 signatures. JDK 25 accepts them.
     */
    private static final Set<String> REFUSED_BY_JDK_17 = Set.of(
            "115 k*G has a large x-coordinate", "257 r = 3, x = n + 3 is the smallest possible x with a reduction");

    private static final NimbusSignatureEngine ENGINE = NimbusSignatureEngine.create();

    /** One case: a token, the algorithm that its key says, and whether the suite calls it valid. */
    private record Case(int id, String jws, JsonObject key, boolean valid) {}

    @Test
    @DisplayName("JSON Web Signatures: every case has the suite's result, but for named exceptions that still apply")
    void jsonWebSignatures() {
        Map<Integer, String> exceptions = exceptions();
        Set<Integer> disagreeing = new TreeSet<>();
        List<Case> cases = cases();
        for (Case one : cases) {
            boolean ours = isOurs(one.key);
            if (accepted(one) != (one.valid && ours)) {
                disagreeing.add(one.id);
            }
        }

        assertThat(cases).hasSize(401);
        assertThat(cases.stream().filter(WycheproofTest::accepted)).hasSizeGreaterThan(5);
        assertThat(disagreeing).isEqualTo(exceptions.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa_pss_2048_sha256_mgf1_32_test.json,PS256",
        "rsa_pss_3072_sha256_mgf1_32_test.json,PS256",
        "rsa_pss_4096_sha256_mgf1_32_test.json,PS256",
        "ecdsa_secp256r1_sha256_p1363_test.json,ES256"
    })
    @DisplayName("POS-11, POS-14: the engine finds valid exactly what the suite of its algorithm calls valid")
    void engine(String file, SignatureAlgorithm algorithm) throws GeneralSecurityException {
        Set<String> disagreeing = new TreeSet<>();
        int valid = 0;
        for (JsonValue group : array(suite(file), "testGroups")) {
            byte[] der = HexFormat.of().parseHex(publicKeyDer((JsonObject) group));
            PublicKey key = KeyFactory.getInstance(algorithm == SignatureAlgorithm.PS256 ? "RSA" : "EC")
                    .generatePublic(new X509EncodedKeySpec(der));
            for (JsonValue value : array((JsonObject) group, "tests")) {
                JsonObject test = (JsonObject) value;
                boolean verified = ENGINE.verify(algorithm, key, hex(test, "msg"), hex(test, "sig"));
                if (verified == test.text("result").orElseThrow().equals("invalid")) {
                    disagreeing.add(test.get("tcId").orElseThrow() + " "
                            + test.text("comment").orElse(""));
                }
                valid += verified ? 1 : 0;
            }
        }

        if (algorithm == SignatureAlgorithm.ES256 && Runtime.version().feature() == 17) {
            assertThat(disagreeing).isEqualTo(REFUSED_BY_JDK_17);
        } else if (algorithm == SignatureAlgorithm.ES256 && Runtime.version().feature() < 25) {
            assertThat(REFUSED_BY_JDK_17).containsAll(disagreeing);
        } else {
            assertThat(disagreeing).isEmpty();
        }
        assertThat(valid).isGreaterThan(5);
    }

    @Test
    @DisplayName("A key of the wrong type is a signature that is not valid, never an exception")
    void wrongKey() {
        assertThat(ENGINE.verify(SignatureAlgorithm.PS256, TestKey.EC_SOFTWARE.publicKey(), new byte[1], new byte[256]))
                .isFalse();
        assertThat(ENGINE.verify(SignatureAlgorithm.ES256, TestKey.SOFTWARE.publicKey(), new byte[1], new byte[64]))
                .isFalse();
        assertThat(ENGINE.verify(SignatureAlgorithm.ES256, TestKey.P384.publicKey(), new byte[1], new byte[64]))
                .isFalse();
        for (int length : new int[] {0, 1, 63, 255, 257, 5_000}) {
            assertThat(ENGINE.verify(
                            SignatureAlgorithm.PS256, TestKey.SOFTWARE.publicKey(), new byte[0], new byte[length]))
                    .isFalse();
            assertThat(ENGINE.verify(
                            SignatureAlgorithm.ES256, TestKey.EC_SOFTWARE.publicKey(), new byte[0], new byte[length]))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("An engine takes another provider for one algorithm, and that one only")
    void provider() {
        java.security.Provider rsaOnly = java.security.Security.getProvider("SunRsaSign");
        NimbusSignatureEngine engine =
                ENGINE.using(SignatureAlgorithm.PS256, rsaOnly).using(SignatureAlgorithm.ES256, rsaOnly);
        byte[] input = "a.b".getBytes(US_ASCII);

        assertThat(engine.verify(
                        SignatureAlgorithm.PS256,
                        TestKey.SOFTWARE.publicKey(),
                        input,
                        TestKey.SOFTWARE.signature("a.b")))
                .isTrue();
        assertThat(engine.verify(
                        SignatureAlgorithm.ES256,
                        TestKey.EC_SOFTWARE.publicKey(),
                        input,
                        TestKey.EC_SOFTWARE.signature("a.b")))
                .isFalse();
        assertThat(ENGINE.verify(
                        SignatureAlgorithm.ES256,
                        TestKey.EC_SOFTWARE.publicKey(),
                        input,
                        TestKey.EC_SOFTWARE.signature("a.b")))
                .isTrue();
    }

    /** Whether a key is for signatures with an algorithm of ours: which keys of a set are, the key set's reader decides. */
    private static boolean isOurs(JsonObject key) {
        boolean signs = key.text("use").map("sig"::equals).orElse(true)
                && key.get("key_ops")
                        .map(ops -> ops.toString().contains("verify"))
                        .orElse(true);
        return signs && key.text("alg").flatMap(SignatureAlgorithm::named).isPresent();
    }

    /** The payloads of the suite are no claims, so the one fault that a token may have here is that. */
    private static boolean accepted(Case one) {
        Findings findings = new Findings(Gate.SHAPE, false);
        CompactJws.read(one.jws, TokenLimits.defaults(), Document.REQUEST, findings);
        List<Violation> faults = findings.verdict(() -> "").violations().stream()
                .filter(fault -> !PAYLOAD_FAULTS.contains(fault.reason())
                        || !fault.where().equals(ClaimPath.of(Document.REQUEST)))
                .toList();
        if (!faults.isEmpty() || !isOurs(one.key)) {
            return false;
        }
        String[] parts = one.jws.split("\\.");
        Optional<SignatureAlgorithm> algorithm = object(
                        StrictBase64Url.decode(parts[0]).orElseThrow())
                .text("alg")
                .flatMap(SignatureAlgorithm::named);
        boolean keyFits = algorithm.map(Enum::name).equals(one.key.text("alg"))
                && object(StrictBase64Url.decode(parts[0]).orElseThrow())
                        .text("kid")
                        .equals(one.key.text("kid"));
        Optional<PublicKey> key = publicKey(one.key);
        return keyFits
                && StrictBase64Url.decode(parts[1]).isPresent()
                && key.filter(k -> SignatureGate.fits(k, algorithm.orElseThrow()))
                        .filter(k -> ENGINE.verify(
                                algorithm.orElseThrow(),
                                k,
                                (parts[0] + "." + parts[1]).getBytes(US_ASCII),
                                StrictBase64Url.decode(parts[2]).orElseThrow()))
                        .isPresent();
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (JsonValue value : array(suite("json_web_signature_test.json"), "testGroups")) {
            JsonObject group = (JsonObject) value;
            JsonObject key = (JsonObject)
                    group.get("public").or(() -> group.get("private")).orElseThrow();
            for (JsonValue test : array(group, "tests")) {
                JsonObject one = (JsonObject) test;
                cases.add(new Case(
                        Integer.parseInt(one.get("tcId").orElseThrow().toString()),
                        one.text("jws").orElseThrow(),
                        key,
                        one.text("result").orElseThrow().equals("valid")));
            }
        }
        return cases;
    }

    private static Optional<PublicKey> publicKey(JsonObject jwk) {
        try {
            if (jwk.text("kty").equals(Optional.of("RSA"))) {
                return Optional.of(KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"))));
            }
            if (jwk.text("crv").equals(Optional.of("P-256"))) {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec("secp256r1"));
                return Optional.of(KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(
                                new ECPoint(number(jwk, "x"), number(jwk, "y")),
                                parameters.getParameterSpec(ECParameterSpec.class))));
            }
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(JsonObject jwk, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.text(member).orElseThrow()));
    }

    private static String publicKeyDer(JsonObject group) {
        return group.text("publicKeyDer").orElseThrow();
    }

    private static byte[] hex(JsonObject test, String member) {
        return HexFormat.of().parseHex(test.text(member).orElseThrow());
    }

    private static JsonObject suite(String file) {
        return object(Vectors.bytes(Vectors.path("wycheproof/" + file)));
    }

    private static List<JsonValue> array(JsonObject object, String member) {
        return ((JsonArray) object.get(member).orElseThrow()).elements();
    }

    private static JsonObject object(byte[] json) {
        JsonParse parse = StrictJson.parse(json, SUITE);
        assertThat(parse).isInstanceOf(Parsed.class);
        return (JsonObject) ((Parsed) parse).value();
    }

    private static Map<Integer, String> exceptions() {
        try (InputStream file = WycheproofTest.class.getResourceAsStream("wycheproof-exceptions.txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(
                            parts -> Integer.valueOf(parts[0]), parts -> parts[1], (a, b) -> a, TreeMap::new));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("A named exception says why")
    void exceptionsSayWhy() {
        assertThat(exceptions())
                .isNotEmpty()
                .allSatisfy((id, why) -> assertThat(why).hasSizeGreaterThan(20));
    }
}
