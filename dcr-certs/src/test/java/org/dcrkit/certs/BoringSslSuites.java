package org.dcrkit.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Reason;

/** BoringSSL's tests of names, revocation lists, OCSP responses and certificate parsing. */
final class BoringSslSuites {

    static final String NAMES = "BoringSSL name matching";
    static final String CRL = "BoringSSL CRL";
    static final String OCSP = "BoringSSL OCSP";
    static final String PARSING = "BoringSSL certificate parsing";

    private static final Instant CRL_DATE = Instant.parse("2017-03-09T00:00:00Z");
    private static final Instant OCSP_DATE = Instant.parse("2017-03-05T00:00:00Z");
    private static final PlatformPkix JDK = new PlatformPkix(java.security.Security.getProvider("SUN"));
    private static final PlatformPkix BOUNCY_CASTLE = new PlatformPkix(new BouncyCastleProvider());

    /** What its test expects of each OCSP file to be good; every other file is revoked or tells nothing. */
    private static final Set<String> OCSP_GOOD = Set.of(
            "good_response",
            "good_response_sha256",
            "good_response_next_update",
            "ocsp_sign_direct",
            "ocsp_sign_indirect",
            "ocsp_extra_certs",
            "has_version",
            "responder_name",
            "responder_id",
            "has_extension",
            "has_single_extension",
            "has_critical_ct_extension");

    private BoringSslSuites() {}

    static List<SuiteCase> crls() {
        List<SuiteCase> cases = new ArrayList<>();
        for (Path file : files("crl_unittest")) {
            byte[] leaf = PemBlocks.of(file, "CERTIFICATE").get(0);
            byte[] authority = PemBlocks.of(file, "CA CERTIFICATE").get(0);
            List<byte[]> second = PemBlocks.of(file, "CA CERTIFICATE 2");
            byte[] anchor = second.isEmpty() ? authority : second.get(0);
            List<byte[]> between = second.isEmpty() ? List.of() : List.of(authority);
            List<byte[]> crls = PemBlocks.of(file, "CRL");
            cases.add(new SuiteCase(
                    CRL,
                    name(file),
                    name(file).startsWith("good"),
                    good(
                            second.isEmpty() ? List.of(authority) : List.of(authority, second.get(0)),
                            leaf,
                            crls,
                            CRL_DATE),
                    JDK.builds(List.of(anchor), between, leaf, crls, CRL_DATE, 8),
                    BOUNCY_CASTLE.builds(List.of(anchor), between, leaf, crls, CRL_DATE, 8)));
        }
        return cases;
    }

    static List<SuiteCase> ocsp() {
        List<SuiteCase> cases = new ArrayList<>();
        for (Path file : files("ocsp_unittest")) {
            byte[] leaf = PemBlocks.of(file, "CERTIFICATE").get(0);
            byte[] anchor = PemBlocks.of(file, "CA CERTIFICATE").get(0);
            byte[] response = PemBlocks.of(file, "OCSP RESPONSE").get(0);
            cases.add(new SuiteCase(
                    OCSP,
                    name(file),
                    OCSP_GOOD.contains(name(file)),
                    good(List.of(anchor), leaf, List.of(response), OCSP_DATE),
                    JDK.goodByOcsp(anchor, leaf, response, OCSP_DATE),
                    BOUNCY_CASTLE.goodByOcsp(anchor, leaf, response, OCSP_DATE)));
        }
        return cases;
    }

    private static boolean good(List<byte[]> authorities, byte[] leaf, List<byte[]> atHand, Instant at) {
        RevocationChecking checking = RevocationChecking.require()
                .clockSkew(Duration.ZERO)
                .maxOcspAgeWithoutNextUpdate(Duration.ofDays(7))
                .maxAge(Duration.ofDays(7))
                .acceptSha1("the suite's responses are signed with it")
                .build();
        List<ReadCertificate> read = authorities.stream()
                .map(der -> ReadCertificate.read(der).toOptional().orElseThrow())
                .toList();
        return ReadCertificate.read(leaf)
                .then(certificate -> checking.check(certificate, read, atHand, at))
                .isAccepted();
    }

    static List<SuiteCase> parsing() {
        List<SuiteCase> cases = new ArrayList<>();
        for (Path file : files("parse_certificate_unittest")) {
            List<byte[]> blocks = PemBlocks.of(file, "CERTIFICATE");
            if (blocks.isEmpty()) {
                continue;
            }
            byte[] der = blocks.get(0);
            cases.add(new SuiteCase(
                    PARSING,
                    name(file),
                    !RealData.text(file).contains("BEGIN ERRORS"),
                    wellFormed(der),
                    JDK.reads(der),
                    BOUNCY_CASTLE.reads(der)));
        }
        return cases;
    }

    /** Whether the validator of paths finds nothing wrong with the certificate as such, trusted or not. */
    private static boolean wellFormed(byte[] der) {
        TrustAnchors unrelated = TestAuthority.root("CN=Unrelated").trusted();
        Set<Reason> faults = Set.of(
                CertificateReason.MALFORMED,
                CertificateReason.TOO_LARGE,
                CertificateReason.EXTENSION,
                CertificateReason.SERIAL_NUMBER);
        return CertificatePathValidator.builder(unrelated)
                .withoutRevocation("this test looks at paths")
                .build()
                .validate(PresentedCertificates.ofDer(List.of(der)), OCSP_DATE)
                .violations()
                .stream()
                .noneMatch(violation -> faults.contains(violation.reason()));
    }

    /** Each pair that its test compares, and each name that it reads. */
    static List<SuiteCase> names() {
        Path folder = RealData.vectors("boringssl-pki/verify_name_match_unittest/names");
        List<SuiteCase> cases = new ArrayList<>();
        List<String> types = List.of("PRINTABLESTRING", "T61STRING", "UTF8", "BMPSTRING", "UNIVERSALSTRING");
        for (String type : types) {
            for (String mangling : List.of("unmangled", "case_swap", "extra_whitespace")) {
                String base = "ascii-" + type + "-" + mangling;
                cases.add(pair(folder, base, base, true));
                for (String other : List.of("-extra_attr", "-extra_rdn", "-dupe_attr")) {
                    cases.add(pair(folder, base + other, base + other, true));
                }
                cases.add(pair(folder, base, base + "-extra_attr", false));
                cases.add(pair(folder, base, base + "-extra_rdn", false));
                cases.add(pair(folder, base + "-dupe_attr", base + "-extra_attr", false));
            }
            boolean normalised = !type.equals("T61STRING");
            cases.add(pair(folder, "ascii-" + type + "-unmangled", "ascii-" + type + "-case_swap", normalised));
            cases.add(pair(folder, "ascii-" + type + "-unmangled", "ascii-" + type + "-extra_whitespace", normalised));
            for (String second : types.subList(types.indexOf(type) + 1, types.size())) {
                boolean comparable = normalised && !second.equals("T61STRING");
                cases.add(pair(folder, "ascii-" + type + "-unmangled", "ascii-" + second + "-unmangled", comparable));
            }
        }
        List<String> bmp = List.of("UTF8", "BMPSTRING", "UNIVERSALSTRING");
        for (int i = 0; i < bmp.size(); i++) {
            for (String second : bmp.subList(i + 1, bmp.size())) {
                cases.add(pair(
                        folder,
                        "unicode_bmp-" + bmp.get(i) + "-unmangled",
                        "unicode_bmp-" + second + "-unmangled",
                        true));
            }
        }
        cases.add(pair(
                folder,
                "unicode_supplementary-UTF8-unmangled",
                "unicode_supplementary-UNIVERSALSTRING-unmangled",
                true));
        cases.add(pair(folder, "ascii-PRINTABLESTRING-rdn_sorting_1", "ascii-PRINTABLESTRING-rdn_sorting_2", true));
        cases.add(pair(folder, "ascii-mixed-rdn_dupetype_sorting_1", "ascii-mixed-rdn_dupetype_sorting_2", true));
        cases.add(pair(folder, "valid-minimal", "valid-minimal", true));
        cases.add(pair(folder, "valid-Name-empty", "valid-Name-empty", true));
        cases.add(pair(folder, "valid-minimal", "valid-Name-empty", false));
        for (Path file : list(folder)) {
            if (name(file).startsWith("invalid-")) {
                cases.add(pair(folder, name(file), name(file), false));
            }
        }
        return cases;
    }

    private static SuiteCase pair(Path folder, String one, String other, boolean expected) {
        byte[] first = PemBlocks.of(folder.resolve(one + ".pem"), "NAME").get(0);
        byte[] second = PemBlocks.of(folder.resolve(other + ".pem"), "NAME").get(0);
        Optional<DistinguishedName> left = DistinguishedName.ofDer(first);
        Optional<DistinguishedName> right = DistinguishedName.ofDer(second);
        boolean ours = left.isPresent() && right.isPresent() && left.get().matches(right.get(), NameMatching.exact());
        String id = one.equals(other) ? one : one + " = " + other;
        return new SuiteCase(NAMES, id, expected, ours, jdkEqual(first, second), bouncyCastleEqual(first, second));
    }

    private static boolean jdkEqual(byte[] one, byte[] other) {
        try {
            Object left = new X500Principal(one);
            return left.equals(new X500Principal(other));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean bouncyCastleEqual(byte[] one, byte[] other) {
        try {
            return X500Name.getInstance(one).equals(X500Name.getInstance(other));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".pem", "");
    }

    private static List<Path> files(String suite) {
        return list(RealData.vectors("boringssl-pki/" + suite));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pem"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
