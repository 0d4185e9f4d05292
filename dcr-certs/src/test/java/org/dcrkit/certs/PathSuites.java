package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Verdict;

/** NIST PKITS and C2SP x509-limbo, run through the library's public way of validating a path. */
final class PathSuites {

    static final String PKITS = "NIST PKITS";
    static final String LIMBO = "x509-limbo";
    private static final Instant PKITS_DATE = Instant.parse("2011-04-14T00:00:00Z");
    /** For the cases that name none: inside the validity of all that are valid at all. */
    private static final Instant LIMBO_DATE = Instant.parse("2026-06-01T00:00:00Z");

    private static final int DEFAULT_INTERMEDIATES = 8;
    private static final String WHY = "certificates of a general suite, not made for this purpose";
    private static final PlatformPkix JDK = new PlatformPkix(java.security.Security.getProvider("SUN"));
    private static final PlatformPkix BOUNCY_CASTLE = new PlatformPkix(new BouncyCastleProvider());

    private static final String TEST_POLICY = "2.16.840.1.101.3.2.1.48.";
    private static final String ANY_POLICY = "2.5.29.32.0";

    /** The policies that the PKITS document sets for a subpart where it does not take the default, which is none. */
    private static final Map<String, List<String>> POLICIES = Map.ofEntries(
            Map.entry("4.8.1 1", List.of(ANY_POLICY)),
            Map.entry("4.8.1 2", List.of(TEST_POLICY + 1)),
            Map.entry("4.8.1 3", List.of(TEST_POLICY + 2)),
            Map.entry("4.8.1 4", List.of(TEST_POLICY + 1, TEST_POLICY + 2)),
            Map.entry("4.8.2 2", List.of(ANY_POLICY)),
            Map.entry("4.8.3 2", List.of(ANY_POLICY)),
            Map.entry("4.8.3 3", List.of(TEST_POLICY + 1, TEST_POLICY + 2)),
            Map.entry("4.8.14 1", List.of(TEST_POLICY + 1)),
            Map.entry("4.8.14 2", List.of(TEST_POLICY + 2)),
            Map.entry("4.10.1 1", List.of(TEST_POLICY + 1)),
            Map.entry("4.10.1 2", List.of(TEST_POLICY + 2)),
            Map.entry("4.10.3 1", List.of(TEST_POLICY + 1)),
            Map.entry("4.10.3 2", List.of(TEST_POLICY + 2)),
            Map.entry("4.10.5 1", List.of(TEST_POLICY + 1)),
            Map.entry("4.10.5 2", List.of(TEST_POLICY + 6)),
            Map.entry("4.10.6 1", List.of(TEST_POLICY + 1)),
            Map.entry("4.10.6 2", List.of(TEST_POLICY + 6)));

    private PathSuites() {}

    static List<SuiteCase> pkits() {
        Path root = RealData.vectors("nist-pkits");
        List<SuiteCase> cases = new ArrayList<>();
        for (JsonValue one : ((JsonArray) json(root.resolve("pkits_expectations.json"))).elements()) {
            JsonObject test = (JsonObject) one;
            List<byte[]> chain = new ArrayList<>(texts(test, "certs").stream()
                    .map(name -> RealData.bytes(root.resolve("certs/" + name + ".crt")))
                    .toList());
            Collections.reverse(chain);
            List<byte[]> crls = texts(test, "crls").stream()
                    .map(name -> RealData.bytes(root.resolve("crls/" + name + ".crl")))
                    .toList();
            boolean expected =
                    test.get("should_validate").orElseThrow().toString().equals("true");
            String title = test.text("title").orElseThrow();
            String[] policies = POLICIES.getOrDefault(title.replaceAll(" .*\\(Subpart (\\d)\\)", " $1"), List.of())
                    .toArray(String[]::new);
            byte[] leaf = chain.get(0);
            byte[] anchor = chain.get(chain.size() - 1);
            List<byte[]> between = chain.subList(1, chain.size() - 1);
            cases.add(new SuiteCase(
                    PKITS,
                    title,
                    expected,
                    ours(List.of(anchor), between, leaf, crls, PKITS_DATE, DEFAULT_INTERMEDIATES, false, policies),
                    JDK.builds(List.of(anchor), between, leaf, crls, PKITS_DATE, DEFAULT_INTERMEDIATES, policies),
                    BOUNCY_CASTLE.builds(
                            List.of(anchor), between, leaf, crls, PKITS_DATE, DEFAULT_INTERMEDIATES, policies)));
        }
        return cases;
    }

    /** Every case but those that fail for a host name, which a client's certificate is not asked for. */
    static List<SuiteCase> limbo() {
        List<SuiteCase> cases = new ArrayList<>();
        for (LimboCase test : limboCases()) {
            cases.add(new SuiteCase(
                    LIMBO,
                    test.id,
                    test.expected,
                    test.ours(),
                    JDK.builds(test.anchors, test.between, test.leaf, test.crls, test.at, test.most),
                    BOUNCY_CASTLE.builds(test.anchors, test.between, test.leaf, test.crls, test.at, test.most)));
        }
        return cases;
    }

    /** The cases that are made to cost a lot, each to be run by itself. */
    static List<Runnable> pathological() {
        return limboCases().stream()
                .filter(test -> test.id.startsWith("pathological::"))
                .<Runnable>map(test -> () -> assertThat(test.ours()).as(test.id).isFalse())
                .toList();
    }

    private record LimboCase(
            String id,
            boolean expected,
            List<byte[]> anchors,
            List<byte[]> between,
            byte[] leaf,
            List<byte[]> crls,
            Instant at,
            int most,
            boolean client) {

        boolean ours() {
            return PathSuites.ours(anchors, between, leaf, crls, at, most, client);
        }
    }

    private static List<LimboCase> limboCases() {
        List<LimboCase> cases = new ArrayList<>();
        JsonObject suite = (JsonObject) json(RealData.vectors("x509-limbo/limbo.json"));
        for (JsonValue one : ((JsonArray) suite.get("testcases").orElseThrow()).elements()) {
            JsonObject test = (JsonObject) one;
            byte[] leaf = PemBlocks.of(test.text("peer_certificate").orElseThrow(), "CERTIFICATE")
                    .get(0);
            boolean expected = test.text("expected_result").orElseThrow().equals("SUCCESS");
            if (expected || nameFits(test, leaf)) {
                cases.add(new LimboCase(
                        test.text("id").orElseThrow(),
                        expected,
                        pems(test, "trusted_certs", "CERTIFICATE"),
                        pems(test, "untrusted_intermediates", "CERTIFICATE"),
                        leaf,
                        pems(test, "crls", "X509 CRL"),
                        test.text("validation_time")
                                .map(text -> OffsetDateTime.parse(text).toInstant())
                                .orElse(LIMBO_DATE),
                        test.get("max_chain_depth")
                                .filter(JsonNumber.class::isInstance)
                                .map(number ->
                                        (int) ((JsonNumber) number).asLong().orElseThrow())
                                .orElse(DEFAULT_INTERMEDIATES),
                        test.text("validation_kind").orElseThrow().equals("CLIENT")));
            }
        }
        return cases;
    }

    private static boolean ours(
            List<byte[]> anchors,
            List<byte[]> between,
            byte[] leaf,
            List<byte[]> crls,
            Instant at,
            int most,
            boolean client,
            String... policies) {
        RevocationChecking checking = crls.isEmpty()
                ? RevocationChecking.disabled("the case has no revocation lists")
                : RevocationChecking.require()
                        .prefetched(() -> crls)
                        .clockSkew(Duration.ZERO)
                        .build();
        return verdict(anchors, between, leaf, checking, at, most, client, policies)
                .isAccepted();
    }

    /** What the library says of a case. */
    static Verdict<ValidatedPath> verdict(
            List<byte[]> anchors,
            List<byte[]> between,
            byte[] leaf,
            RevocationChecking checking,
            Instant at,
            int most,
            boolean client,
            String... policies) {
        TrustAnchors.Builder trust = TrustAnchors.builder();
        for (byte[] anchor : anchors) {
            Verdict<ReadCertificate> read = ReadCertificate.read(anchor);
            if (!read.isAccepted()) {
                return Verdict.rejected(read.violations(), read.evidence());
            }
            read.toOptional().ifPresent(one -> trust.anchor("anchor", one.x509()));
        }
        CertificatePathValidator.Builder validator = CertificatePathValidator.builder(trust.build())
                .maxIntermediates(most)
                .requirePolicy(policies)
                .revocation(checking);
        if (!client) {
            validator.waive(CertificateReason.KEY_USAGE, WHY).waive(CertificateReason.EXTENDED_KEY_USAGE, WHY);
        }
        List<byte[]> presented = new ArrayList<>(List.of(leaf));
        presented.addAll(between);
        return validator.build().validate(PresentedCertificates.ofDer(presented), at);
    }

    private static boolean nameFits(JsonObject test, byte[] leaf) {
        Optional<JsonObject> peer = test.get("expected_peer_name")
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast);
        if (peer.isEmpty()) {
            return true;
        }
        String wanted = peer.get().text("value").orElseThrow().toLowerCase(Locale.ROOT);
        boolean address = peer.get().text("kind").orElseThrow().equals("IP");
        return ReadCertificate.read(leaf)
                .toOptional()
                .map(read -> alternativeNames(read).stream().anyMatch(name -> fits(name, wanted, address)))
                .orElse(true);
    }

    private static boolean fits(List<?> name, String wanted, boolean address) {
        int dns = 2;
        int ip = 7;
        String value = String.valueOf(name.get(1)).toLowerCase(Locale.ROOT);
        if (address) {
            return name.get(0).equals(ip) && value.equals(wanted);
        }
        boolean wildcard = value.startsWith("*.")
                && wanted.indexOf('.') > 0
                && wanted.substring(wanted.indexOf('.')).equals(value.substring(1));
        return name.get(0).equals(dns) && (value.equals(wanted) || wildcard);
    }

    private static List<List<?>> alternativeNames(ReadCertificate certificate) {
        try {
            var names = certificate.x509().getSubjectAlternativeNames();
            return names == null ? List.of() : List.copyOf(names);
        } catch (java.security.cert.CertificateParsingException e) {
            return List.of();
        }
    }

    static JsonValue json(Path file) {
        byte[] bytes = RealData.bytes(file);
        JsonParse parse = StrictJson.parse(bytes, new JsonLimits(bytes.length, 16, 1_000_000, 32));
        if (parse instanceof JsonParse.Malformed malformed) {
            throw new IllegalStateException(file + ": " + malformed);
        }
        return ((JsonParse.Parsed) parse).value();
    }

    private static List<byte[]> pems(JsonObject test, String member, String label) {
        return texts(test, member).stream()
                .flatMap(pem -> PemBlocks.of(pem, label).stream())
                .toList();
    }

    private static List<String> texts(JsonObject test, String member) {
        return ((JsonArray) test.get(member).orElseThrow())
                .elements().stream().map(text -> ((JsonString) text).value()).toList();
    }
}
