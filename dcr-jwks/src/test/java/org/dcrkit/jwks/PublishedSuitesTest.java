package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.quote;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.SkippedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Keys that other people published to show what is wrong with keys.
 *
 * <p>Each suite has a list of what comes of each of its keys. A key that its suite calls bad and that is used all the same is
 * an {@code exception} with its reason; once it is skipped, the list is wrong and the test fails.
 */
class PublishedSuitesTest {

    private static final JwkSetParser PARSER =
            JwkSetParser.builder().soleKeyWithoutKid().build();
    private static final String USED = "used";
    private static final String NO_JWK = "no-jwk";

    private static Path vectors(String folder) {
        Path path = Path.of(System.getProperty("dcr.vectors", "../shared/vectors"), folder);
        assumeTrue(Files.isDirectory(path), "skipped: the vectors are absent: " + path);
        return path;
    }

    /** The lines of a list: {@code name | good, bad or exception | outcome | remark}. */
    private record Line(String verdict, String outcome) {}

    private static Map<String, Line> list(String name) throws IOException {
        Map<String, Line> lines = new TreeMap<>();
        try (InputStream in = PublishedSuitesTest.class.getResourceAsStream(name)) {
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] columns = line.split("\\s*\\|\\s*", 4);
                    assertThat(columns).as(line).hasSize(4);
                    assertThat(lines.put(columns[0].strip(), new Line(columns[1], columns[2])))
                            .isNull();
                }
            }
        }
        return lines;
    }

    private static void check(String list, Map<String, String> outcomes) throws IOException {
        Map<String, Line> expected = list(list);
        Map<String, String> expectedOutcomes = new TreeMap<>();
        expected.forEach((name, line) -> expectedOutcomes.put(name, line.outcome));
        assertThat(outcomes).isEqualTo(expectedOutcomes);
        expected.forEach((name, line) -> {
            boolean used = line.outcome.equals(USED);
            switch (line.verdict) {
                case "good" -> assertThat(used).as(name).isTrue();
                case "none" -> assertThat(line.outcome).as(name).isEqualTo(NO_JWK);
                case "bad" -> assertThat(used).as(name).isFalse();
                case "exception-used" -> assertThat(used).as(name).isTrue();
                case "exception-skipped" -> assertThat(used).as(name).isFalse();
                default -> throw new AssertionError("an unknown word: " + line.verdict);
            }
        });
    }

    private static String outcome(String set) {
        try {
            KeySet keys = PARSER.parse(set.getBytes(UTF_8), "suite", NOW);
            if (keys.skipped().isEmpty()) {
                return keys.keys().stream().allMatch(key -> key.use() == KeyUse.ENCRYPTION) ? "ENCRYPTION" : USED;
            }
            SkippedKey skipped = keys.skipped().get(0);
            return skipped.cause() + ": " + skipped.detail();
        } catch (RejectedKeySetException e) {
            return e.fault().name();
        }
    }

    @Test
    @DisplayName("Wycheproof json_web_key: 26 cases, each with the outcome of its label or a named exception")
    void wycheproof() throws Exception {
        byte[] file = Files.readAllBytes(vectors("wycheproof").resolve("json_web_key_test.json"));
        JsonParse parse = StrictJson.parse(file, new JsonLimits(10_000_000, 32, 1_000_000, 40));
        JsonObject suite = (JsonObject) ((JsonParse.Parsed) parse).value();
        Map<String, String> outcomes = new TreeMap<>();
        Map<String, Line> lines = list("wycheproof-json-web-key.txt");
        for (JsonValue group : ((JsonArray) suite.get("testGroups").orElseThrow()).elements()) {
            JsonObject members = (JsonObject) group;
            String set = members.get("public")
                    .or(() -> members.get("private"))
                    .orElseThrow()
                    .toString();
            for (JsonValue test : ((JsonArray) members.get("tests").orElseThrow()).elements()) {
                JsonObject tested = (JsonObject) test;
                String id = tested.get("tcId").orElseThrow().toString();
                outcomes.put(id, outcome(set));
                assertThat(!lines.containsKey(id)
                                || lines.get(id).verdict.startsWith("exception")
                                || lines.get(id).verdict.equals("good")
                                        == tested.text("result").orElseThrow().equals("valid"))
                        .as("the label of " + id)
                        .isTrue();
            }
        }
        assertThat(outcomes).hasSize(26);
        check("wycheproof-json-web-key.txt", outcomes);
    }

    @Test
    @DisplayName("badkeys: every weak key is skipped for its own reason, every good one is used, exceptions are named")
    void badkeys() throws Exception {
        check("badkeys.txt", outcomes(vectors("badkeys")));
    }

    @Test
    @DisplayName("JWK-12: roca: every vulnerable key is skipped, the clean ones are judged by their length alone")
    void roca() throws Exception {
        check("roca.txt", outcomes(vectors("roca")));
    }

    @Test
    @DisplayName("JWK-12: the ROCA fingerprint is that of the vulnerable moduli, of whatever length, and of no other")
    void rocaFingerprints() throws Exception {
        Map<String, Boolean> matches = new TreeMap<>();
        try (Stream<Path> files = Files.list(vectors("roca"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                keySet(name, text)
                        .map(PublishedSuitesTest::modulus)
                        .ifPresent(n -> matches.put(name, RocaFingerprint.matches(n)));
            }
        }
        assertThat(matches).hasSize(20);
        assertThat(matches.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey))
                .containsExactly(
                        "cert04.pem",
                        "cert05.pem",
                        "csr05.pem",
                        "mod01.txt",
                        "mod02.txt",
                        "mod03.txt",
                        "mod08.txt",
                        "mod09.txt",
                        "pubkey03.pem");
    }

    private static BigInteger modulus(String set) {
        String n = set.replaceFirst(".*\"n\":\"", "").replaceFirst("\".*", "");
        return new BigInteger(1, Base64.getUrlDecoder().decode(n));
    }

    @Test
    @DisplayName("The figures of the document are those of the lists")
    void figures() throws Exception {
        StringBuilder table = new StringBuilder(
                "\n| suite | keys | used | not used | no JWK could hold it | used although weak | not used although good |\n"
                        + "|---|---|---|---|---|---|---|\n");
        for (String suite : List.of("wycheproof-json-web-key", "badkeys", "roca")) {
            Map<String, Line> lines = list(suite + ".txt");
            table.append("| ").append(suite).append(" | ").append(lines.size());
            for (String verdict : List.of("good", "bad", "none", "exception-used", "exception-skipped")) {
                table.append(" | ")
                        .append(lines.values().stream()
                                .filter(line -> line.verdict.equals(verdict))
                                .count());
            }
            table.append(" |\n");
        }
        GeneratedSection.check(
                Path.of("..", "docs", "quality.md"),
                "published keys",
                table.append('\n').toString());
    }

    private static Map<String, String> outcomes(Path folder) throws IOException {
        Map<String, String> outcomes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!List.of("LICENSE", "SOURCES.md").contains(name)) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    outcomes.put(
                            name,
                            keySet(name, text).map(PublishedSuitesTest::outcome).orElse(NO_JWK));
                }
            }
        }
        return outcomes;
    }

    private static Optional<String> keySet(String name, String text) {
        if (name.endsWith(".json")) {
            return Optional.of("{\"keys\":[" + text.strip() + "]}");
        }
        if (name.endsWith(".dnskey")) {
            return dnsKey(text.strip().split("\\s+", 4));
        }
        if (name.startsWith("dkim/")) {
            return dkim(text);
        }
        if (text.contains("-----BEGIN")) {
            return pem(text);
        }
        String hexadecimal = text.strip().replaceFirst("^0x", "");
        return hexadecimal.matches("[0-9a-fA-F]+")
                ? Optional.of(rsa(new BigInteger(hexadecimal, 16), BigInteger.valueOf(65_537)))
                : Optional.empty();
    }

    private static String rsa(BigInteger modulus, BigInteger exponent) {
        return "{\"keys\":[{\"kty\":\"RSA\",\"n\":" + quote(number(modulus)) + ",\"e\":" + quote(number(exponent))
                + "}]}";
    }

    private static String number(BigInteger number) {
        return number.signum() == 0 ? "AA" : TestKeys.base64url(number);
    }

    private static String p256(byte[] x, byte[] y) {
        return "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":" + quote(TestKeys.base64url(x)) + ",\"y\":"
                + quote(TestKeys.base64url(y)) + "}]}";
    }

    /** RFC 3110 (RSA) and RFC 6605 (P-256). */
    private static Optional<String> dnsKey(String[] fields) {
        byte[] key = Base64.getMimeDecoder().decode(fields[3]);
        if (fields[2].equals("13")) {
            return Optional.of(p256(Arrays.copyOf(key, 32), Arrays.copyOfRange(key, 32, 64)));
        }
        boolean longForm = key[0] == 0;
        int length = longForm ? (key[1] & 0xff) << 8 | key[2] & 0xff : key[0] & 0xff;
        int start = longForm ? 3 : 1;
        return Optional.of(rsa(
                new BigInteger(1, Arrays.copyOfRange(key, start + length, key.length)),
                new BigInteger(1, Arrays.copyOfRange(key, start, start + length))));
    }

    private static Optional<String> dkim(String text) {
        String record = text.replaceAll("\"\\s+\"", "");
        String base64 = record.replaceFirst("(?s).*?p=", "")
                .replaceAll("[^A-Za-z0-9+/=].*", "")
                .strip();
        try {
            return keyInfo(
                    SubjectPublicKeyInfo.getInstance(Base64.getMimeDecoder().decode(base64)));
        } catch (IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    private static Optional<String> pem(String text) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            Object found = parser.readObject();
            if (found instanceof SubjectPublicKeyInfo info) {
                return keyInfo(info);
            }
            if (found instanceof X509CertificateHolder certificate) {
                return keyInfo(certificate.getSubjectPublicKeyInfo());
            }
            if (found instanceof PKCS10CertificationRequest request) {
                return keyInfo(request.getSubjectPublicKeyInfo());
            }
            return found instanceof PEMKeyPair pair ? keyInfo(pair.getPublicKeyInfo()) : Optional.empty();
        } catch (IOException | IllegalArgumentException | IllegalStateException notAKey) {
            return Optional.empty();
        }
    }

    private static Optional<String> keyInfo(SubjectPublicKeyInfo info) {
        ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
        try {
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
                return Optional.of(rsa(key.getModulus(), key.getPublicExponent()));
            }
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
                    && info.getAlgorithm().getParameters().equals(SECObjectIdentifiers.secp256r1)) {
                byte[] point = info.getPublicKeyData().getBytes();
                return Optional.of(p256(Arrays.copyOfRange(point, 1, 33), Arrays.copyOfRange(point, 33, 65)));
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }
}
