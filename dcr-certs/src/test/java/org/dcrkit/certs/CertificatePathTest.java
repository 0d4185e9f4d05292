package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.dcrkit.certs.TestAuthority.Spec;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A certification path")
class CertificatePathTest {

    private static final TestAuthority ROOT = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");
    private static final TestAuthority ISSUING = ROOT.intermediate("C=GB,O=OpenBanking,CN=Issuing");
    private static final String SUBJECT = "C=GB,O=OpenBanking,OU=org,CN=software";

    private final CertificatePathValidator validator = CertificatePathValidator.builder(ROOT.trusted())
            .withoutRevocation("this test looks at paths")
            .build();

    @Test
    @DisplayName("CHN-01: is built with configured intermediates when the client sends only its own certificate")
    void configuredIntermediates() {
        ReadCertificate client = client().issuedBy(ISSUING);
        assertThat(reasons(validator, client)).containsExactly(CertificateReason.UNTRUSTED);
        TrustAnchors known = TrustAnchors.builder()
                .anchor("root", ROOT.certificate.x509())
                .intermediate(ISSUING.certificate.x509())
                .build();
        assertThat(reasons(
                        CertificatePathValidator.builder(known)
                                .withoutRevocation("this test looks at paths")
                                .build(),
                        client))
                .isEmpty();
    }

    @Test
    @DisplayName("CHN-02: never leads to an address in the certificate: nothing is fetched from caIssuers")
    void nothingIsFetched() throws Exception {
        try (java.net.ServerSocket trap = new java.net.ServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(1);
            GeneralName where = new GeneralName(
                    GeneralName.uniformResourceIdentifier, "http://127.0.0.1:" + trap.getLocalPort() + "/ca.crt");
            ReadCertificate client = client().extension(
                            "1.3.6.1.5.5.7.1.1",
                            false,
                            new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, where))
                    .issuedBy(ISSUING);
            assertThat(reasons(validator, client)).containsExactly(CertificateReason.UNTRUSTED);
            assertThatThrownBy(trap::accept)
                    .as("nobody has connected")
                    .isInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    @Test
    @DisplayName(
            "CHN-03: a self-signed certificate, or one of an authority with only the name of the trusted one, is untrusted")
    void impostors() {
        TestAuthority impostor = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");
        assertThat(reasons(validator, client().issuedBy(impostor), impostor.certificate))
                .containsExactly(CertificateReason.UNTRUSTED);
        KeyPair own = TestAuthority.ec();
        assertThat(reasons(validator, client().selfSigned(own))).containsExactly(CertificateReason.UNTRUSTED);
    }

    @Test
    @DisplayName("CHN-14: a presented root with the name of an anchor but another key is worth nothing")
    void presentedRoot() {
        TestAuthority impostor = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");
        TestAuthority below = impostor.intermediate("C=GB,O=OpenBanking,CN=Issuing");
        assertThat(reasons(validator, client().issuedBy(below), below.certificate, impostor.certificate))
                .containsExactly(CertificateReason.UNTRUSTED);
    }

    private static Stream<Spec> notAuthorities() {
        String subject = "C=GB,O=OpenBanking,CN=Not an authority";
        return Stream.of(
                Spec.of(subject).keyUsage(KeyUsage.keyCertSign),
                Spec.of(subject).ca(new BasicConstraints(false)).keyUsage(KeyUsage.keyCertSign),
                Spec.of(subject).ca(new BasicConstraints(true)).keyUsage(KeyUsage.digitalSignature));
    }

    @ParameterizedTest
    @MethodSource("notAuthorities")
    @DisplayName("CHN-04: an intermediate that may not sign certificates breaks the path")
    void intermediateMayNotSign(Spec spec) {
        TestAuthority middle = ROOT.intermediate(spec);
        assertThat(reasons(validator, client().issuedBy(middle), middle.certificate))
                .containsExactly(CertificateReason.PATH_INVALID);
    }

    @Test
    @DisplayName("CHN-04: a path length constraint that is exceeded breaks the path")
    void pathLength() {
        TestAuthority last = ROOT.intermediate(Spec.of("C=GB,O=OpenBanking,CN=Last")
                .ca(new BasicConstraints(0))
                .keyUsage(KeyUsage.keyCertSign));
        TestAuthority below = last.intermediate("C=GB,O=OpenBanking,CN=Below");
        assertThat(reasons(validator, client().issuedBy(last), last.certificate))
                .isEmpty();
        assertThat(reasons(validator, client().issuedBy(below), below.certificate, last.certificate))
                .containsExactly(CertificateReason.PATH_INVALID);
    }

    @Test
    @DisplayName("CHN-06: a name outside the permitted subtrees of an intermediate is refused")
    void nameConstraints() {
        TestAuthority constrained = ROOT.intermediate(Spec.of("C=GB,O=OpenBanking,CN=Constrained")
                .authority()
                .extension("2.5.29.30", true, permitted("good.example")));
        assertThat(reasons(validator, named("a.good.example").issuedBy(constrained), constrained.certificate))
                .isEmpty();
        assertThat(reasons(validator, named("evil.example").issuedBy(constrained), constrained.certificate))
                .containsExactly(CertificateReason.NAME_CONSTRAINTS);
    }

    @Test
    @DisplayName("CHN-07: name constraints in the trust anchor count")
    void nameConstraintsInTheAnchor() {
        KeyPair key = TestAuthority.ec();
        TestAuthority anchor = new TestAuthority(
                key,
                Spec.of("C=GB,CN=Constrained root")
                        .authority()
                        .extension("2.5.29.30", true, permitted("good.example"))
                        .selfSigned(key));
        CertificatePathValidator constrained = CertificatePathValidator.builder(anchor.trusted())
                .withoutRevocation("this test looks at paths")
                .build();
        assertThat(reasons(constrained, named("a.good.example").issuedBy(anchor)))
                .isEmpty();
        assertThat(reasons(constrained, named("evil.example").issuedBy(anchor)))
                .containsExactly(CertificateReason.NAME_CONSTRAINTS);
    }

    @Test
    @DisplayName("CHN-08: a policy tree that grows at each of many levels is judged in bounded time")
    void policyTree() {
        TestAuthority last = ROOT;
        List<ReadCertificate> chain = new ArrayList<>();
        for (int level = 0; level < 8; level++) {
            last = last.intermediate(Spec.of("CN=Level " + level)
                    .authority()
                    .extension("2.5.29.32", false, policies(40))
                    .extension("2.5.29.33", true, mappings(40)));
            chain.add(0, last.certificate);
        }
        chain.add(0, client().extension("2.5.29.32", false, policies(40)).issuedBy(last));
        CertificatePathValidator deep = CertificatePathValidator.builder(ROOT.trusted())
                .maxIntermediates(8)
                .withoutRevocation("this test looks at paths")
                .build();
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(deep.validate(
                                        Reasons.presented(chain.toArray(ReadCertificate[]::new)), TestAuthority.NOW)
                                .obstacles())
                        .isEmpty());
        assertThat(reasons(validator, chain.toArray(ReadCertificate[]::new)))
                .as("five intermediates at most")
                .containsExactly(CertificateReason.UNTRUSTED);
    }

    @Test
    @DisplayName("CHN-09: a thousand intermediates with the issuer's name are judged in bounded time")
    void crowdOfIntermediates() {
        ReadCertificate[] chain = IntStream.range(0, 10)
                .mapToObj(i -> i == 0
                        ? client().issuedBy(ISSUING)
                        : ROOT.intermediate("C=GB,O=OpenBanking,CN=Issuing").certificate)
                .toArray(ReadCertificate[]::new);
        TrustAnchors.Builder crowd = TrustAnchors.builder().anchor("root", ROOT.certificate.x509());
        IntStream.range(0, 990).mapToObj(i -> chain[1 + i % 9]).forEach(one -> crowd.intermediate(one.x509()));
        CertificatePathValidator crowded = CertificatePathValidator.builder(crowd.build())
                .withoutRevocation("this test looks at paths")
                .build();
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(reasons(crowded, chain)).containsExactly(CertificateReason.UNTRUSTED));
    }

    @Test
    @DisplayName("CHN-12: of two ways up, one to an expired root and one to a good one, the good one is taken")
    void crossSigned() {
        KeyPair shared = TestAuthority.ec();
        KeyPair oldKey = TestAuthority.ec();
        Spec expired =
                Spec.of("CN=Expired root").authority().valid(TestAuthority.FROM, TestAuthority.FROM.plusSeconds(9));
        TestAuthority old = new TestAuthority(oldKey, expired.selfSigned(oldKey));
        ReadCertificate viaOld = Spec.of("CN=Cross").authority().key(shared).issuedBy(old);
        ReadCertificate viaRoot = Spec.of("CN=Cross").authority().key(shared).issuedBy(ROOT);
        TrustAnchors both = TrustAnchors.builder()
                .anchor("old", old.certificate.x509())
                .anchor("new", ROOT.certificate.x509())
                .build();
        CertificatePathValidator cross = CertificatePathValidator.builder(both)
                .withoutRevocation("this test looks at paths")
                .build();
        ReadCertificate client = client().issuedBy(new TestAuthority(shared, viaOld));
        Verdict<ValidatedPath> verdict =
                cross.validate(Reasons.presented(client, viaOld, viaOld, viaRoot), TestAuthority.NOW);
        assertThat(verdict.toOptional().orElseThrow().anchor().name()).isEqualTo("new");
        assertThat(Reasons.of(cross.validate(Reasons.presented(client, viaOld), TestAuthority.NOW)))
                .containsExactly(CertificateReason.EXPIRED);
    }

    @Test
    @DisplayName("CHN-13: an authority's certificate without key identifiers breaks the path; a critical one does too")
    void keyIdentifiers() {
        TestAuthority bare =
                ROOT.intermediate(Spec.of("C=GB,CN=Bare").authority().withoutKeyIds());
        assertThat(reasons(validator, client().issuedBy(bare), bare.certificate))
                .contains(CertificateReason.EXTENSION);
        ReadCertificate critical = client().withoutKeyIds()
                .extension("2.5.29.14", true, new org.bouncycastle.asn1.DEROctetString(new byte[20]))
                .issuedBy(ROOT);
        assertThat(reasons(validator, critical)).containsExactly(CertificateReason.EXTENSION);
        assertThat(reasons(validator, client().withoutKeyIds().issuedBy(ROOT)))
                .as("a client's certificate needs none: ForgeRock's have none")
                .isEmpty();
    }

    @Test
    @DisplayName("CHN-16: to an authority that was taken off the list of trusted ones is untrusted from then on")
    void withdrawnAuthority() {
        TestAuthority withdrawn = TestAuthority.root("C=NO,CN=Qualified authority");
        AtomicReference<TrustAnchors> list = new AtomicReference<>(TrustAnchors.builder()
                .anchor("root", ROOT.certificate.x509())
                .anchor("qualified", withdrawn.certificate.x509())
                .build());
        CertificatePathValidator live = CertificatePathValidator.builder(list::get)
                .withoutRevocation("this test looks at paths")
                .build();
        ReadCertificate client = client().issuedBy(withdrawn);
        assertThat(reasons(live, client)).isEmpty();
        list.set(ROOT.trusted());
        assertThat(reasons(live, client)).containsExactly(CertificateReason.UNTRUSTED);
    }

    @Test
    @DisplayName(
            "CHN-17, CER-26: to an authority that is trusted elsewhere only is untrusted: each purpose has its anchors")
    void separateStores() {
        TestAuthority serverAuthority = TestAuthority.root("C=GB,O=OpenBanking,CN=Server authority");
        CertificatePathValidator elsewhere = CertificatePathValidator.builder(serverAuthority.trusted())
                .withoutRevocation("this test looks at paths")
                .build();
        ReadCertificate client = client().issuedBy(serverAuthority);
        assertThat(reasons(elsewhere, client)).isEmpty();
        assertThat(reasons(validator, client)).containsExactly(CertificateReason.UNTRUSTED);
    }

    @Test
    @DisplayName("CER-09: stands from its first second to its last and at no other instant")
    void validity() {
        ReadCertificate client = client().issuedBy(ROOT);
        assertThat(at(client, TestAuthority.UNTIL)).isEmpty();
        assertThat(at(client, TestAuthority.FROM)).isEmpty();
        assertThat(at(client, TestAuthority.UNTIL.plusSeconds(1)))
                .as("client and root end together")
                .containsOnly(CertificateReason.EXPIRED);
        assertThat(at(client, TestAuthority.FROM.minusSeconds(1))).containsOnly(CertificateReason.NOT_YET_VALID);
        ReadCertificate backwards =
                client().valid(TestAuthority.UNTIL, TestAuthority.FROM).issuedBy(ROOT);
        assertThat(at(backwards, TestAuthority.NOW)).containsOnly(CertificateReason.EXPIRED);
        ReadCertificate forever = client().valid(TestAuthority.FROM, Instant.parse("9999-12-31T23:59:59Z"))
                .issuedBy(ROOT);
        assertThat(at(forever, TestAuthority.NOW)).isEmpty();
    }

    @Test
    @DisplayName("CER-09: a time with fractions of a second or a zone that is not Z is malformed")
    void times() {
        byte[] der = client().valid(Instant.parse("2051-01-01T00:00:00Z"), Instant.parse("2052-01-01T00:00:00Z"))
                .derBy(ROOT);
        String hex = java.util.HexFormat.of().formatHex(der);
        String good = java.util.HexFormat.of()
                .formatHex("20510101000000Z".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(hex).contains(good);
        for (String bad : List.of("2051010100000.Z", "20510101000000+", "2051010100000 Z", "205101010000.0Z")) {
            byte[] changed = java.util.HexFormat.of()
                    .parseHex(hex.replace(
                            good,
                            java.util.HexFormat.of()
                                    .formatHex(bad.getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
            assertThat(Reasons.of(ReadCertificate.read(changed))).as(bad).containsExactly(CertificateReason.MALFORMED);
        }
    }

    private static Stream<BigInteger> oddSerials() {
        return Stream.of(BigInteger.ZERO, BigInteger.valueOf(-5), BigInteger.ONE.shiftLeft(168));
    }

    @ParameterizedTest
    @MethodSource("oddSerials")
    @DisplayName("CER-11: a serial number of zero, below zero or above 20 octets is refused")
    void serials(BigInteger serial) {
        assertThat(reasons(validator, client().serial(serial).issuedBy(ROOT)))
                .containsExactly(CertificateReason.SERIAL_NUMBER);
    }

    @Test
    @DisplayName(
            "CER-12: an extension twice, one that is critical and unknown, and one that cannot be read are refused")
    void extensions() {
        byte[] two = client().extension("1.2.3.4", false, DERNull.INSTANCE)
                .extension("1.2.3.5", false, DERNull.INSTANCE)
                .derBy(ROOT);
        byte[] twice = java.util.HexFormat.of()
                .parseHex(java.util.HexFormat.of().formatHex(two).replace("06032a0305", "06032a0304"));
        assertThat(Reasons.of(validator.validate(PresentedCertificates.ofDer(List.of(twice)), TestAuthority.NOW)))
                .containsExactly(CertificateReason.EXTENSION);
        assertThat(reasons(
                        validator,
                        client().extension("1.2.3.4", true, DERNull.INSTANCE).issuedBy(ROOT)))
                .containsExactly(CertificateReason.EXTENSION);
        assertThat(reasons(
                        validator,
                        client().extension("1.2.3.4", false, DERNull.INSTANCE).issuedBy(ROOT)))
                .isEmpty();
        byte[] unreadable =
                client().extension("2.5.29.17", true, DERNull.INSTANCE).derBy(ROOT);
        assertThat(Reasons.of(validator.validate(PresentedCertificates.ofDer(List.of(unreadable)), TestAuthority.NOW)))
                .isSubsetOf(CertificateReason.EXTENSION, CertificateReason.MALFORMED)
                .isNotEmpty();
    }

    @Test
    @DisplayName("CER-13: another signature algorithm outside than inside is malformed")
    void signatureAlgorithms() {
        byte[] der = client().derBy(ROOT);
        String oid = "06082a8648ce3d040302";
        String hex = java.util.HexFormat.of().formatHex(der);
        int last = hex.lastIndexOf(oid);
        String changed = hex.substring(0, last) + "06082a8648ce3d040303" + hex.substring(last + oid.length());
        assertThat(Reasons.of(ReadCertificate.read(java.util.HexFormat.of().parseHex(changed))))
                .containsExactly(CertificateReason.MALFORMED);
    }

    @Test
    @DisplayName("CER-14: signatures with SHA-1 or MD5 are refused")
    void weakSignatures() {
        assertThat(reasons(validator, client().signature("SHA1withECDSA").issuedBy(ROOT)))
                .containsExactly(CertificateReason.WEAK_SIGNATURE);
        KeyPair rsa = TestAuthority.rsa(2048);
        TestAuthority rsaRoot =
                new TestAuthority(rsa, Spec.of("CN=RSA root").authority().selfSigned(rsa));
        CertificatePathValidator trusting = CertificatePathValidator.builder(rsaRoot.trusted())
                .withoutRevocation("this test looks at paths")
                .build();
        assertThat(reasons(trusting, client().signature("MD5withRSA").issuedBy(rsaRoot)))
                .containsExactly(CertificateReason.WEAK_SIGNATURE);
        assertThat(reasons(trusting, client().signature("SHA256withRSAandMGF1").issuedBy(rsaRoot)))
                .isEmpty();
    }

    private static Stream<SubjectPublicKeyInfo> weakKeys() {
        return Stream.of(
                info(TestAuthority.rsa(1024)),
                info(TestAuthority.rsa(2047)),
                info(TestAuthority.dsa()),
                info(TestAuthority.p224()),
                rsa(BigInteger.ONE.shiftLeft(2047).setBit(0), BigInteger.ONE),
                rsa(BigInteger.ONE.shiftLeft(2047).setBit(0), BigInteger.TWO),
                closePrimes());
    }

    @ParameterizedTest
    @MethodSource("weakKeys")
    @DisplayName("CER-14, CER-16: keys of another type or size, with exponent 1, or of close primes are refused")
    void weakKeys(SubjectPublicKeyInfo key) {
        byte[] der = client().publicKey(key).derBy(ROOT);
        assertThat(Reasons.of(validator.validate(PresentedCertificates.ofDer(List.of(der)), TestAuthority.NOW)))
                .isSubsetOf(CertificateReason.WEAK_KEY, CertificateReason.MALFORMED)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roca/cert04.pem", "roca/cert05.pem", "badkeys/rsa-fermat.crt"})
    @DisplayName("CER-16: published certificates with keys of faulty generators are refused")
    void faultyGenerators(String file) {
        ReadCertificate weak = RealData.certificate(RealData.vectors(file));
        assertThat(KeyStrength.weakness(weak.x509().getPublicKey())).isPresent();
        assertThat(reasons(validator, weak)).contains(CertificateReason.WEAK_KEY);
    }

    @Test
    @DisplayName("CER-14: an EC key with explicit parameters is refused")
    void explicitParameters() {
        byte[] key = PemBlocks.of(RealData.vectors("badkeys/ecdsa-explicit-pub.key"), "PUBLIC KEY")
                .get(0);
        byte[] der = client().publicKey(SubjectPublicKeyInfo.getInstance(key)).derBy(ROOT);
        assertThat(Reasons.of(validator.validate(PresentedCertificates.ofDer(List.of(der)), TestAuthority.NOW)))
                .isSubsetOf(CertificateReason.WEAK_KEY, CertificateReason.MALFORMED)
                .hasSize(1);
    }

    @Test
    @DisplayName("POS-11, POS-16: RSA of 2048 to 4096 bits and EC on P-256, P-384 and P-521 are accepted")
    void strongKeys() {
        for (KeyPair key : List.of(
                TestAuthority.rsa(2048),
                TestAuthority.rsa(3072),
                TestAuthority.key("EC", new ECGenParameterSpec("secp384r1")),
                TestAuthority.key("EC", new ECGenParameterSpec("secp521r1")))) {
            assertThat(reasons(validator, client().key(key).issuedBy(ROOT))).isEmpty();
        }
    }

    @Test
    @DisplayName("CER-17: without clientAuth among its extended key usages a transport certificate is refused")
    void extendedKeyUsage() {
        Spec none = Spec.of(SUBJECT).keyUsage(KeyUsage.digitalSignature);
        assertThat(reasons(validator, none.issuedBy(ROOT))).containsExactly(CertificateReason.EXTENDED_KEY_USAGE);
        for (KeyPurposeId[] usages : List.of(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth},
                new KeyPurposeId[] {KeyPurposeId.anyExtendedKeyUsage},
                new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.anyExtendedKeyUsage})) {
            ReadCertificate client = Spec.of(SUBJECT)
                    .keyUsage(KeyUsage.digitalSignature)
                    .usages(usages)
                    .issuedBy(ROOT);
            assertThat(reasons(validator, client)).containsExactly(CertificateReason.EXTENDED_KEY_USAGE);
        }
        ReadCertificate more = Spec.of(SUBJECT)
                .keyUsage(KeyUsage.digitalSignature)
                .usages(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_codeSigning)
                .issuedBy(ROOT);
        assertThat(reasons(validator, more)).isEmpty();
    }

    @Test
    @DisplayName(
            "CER-17: a bank that waives the extended key usage says why, and every verdict that made use of it repeats it")
    void waivedExtendedKeyUsage() {
        CertificatePathValidator lenient = CertificatePathValidator.builder(ROOT.trusted())
                .waive(CertificateReason.EXTENDED_KEY_USAGE, "public authorities issue no clientAuth since 2026")
                .withoutRevocation("this test looks at paths")
                .build();
        ReadCertificate serverOnly = Spec.of(SUBJECT)
                .keyUsage(KeyUsage.digitalSignature)
                .usages(KeyPurposeId.id_kp_serverAuth)
                .issuedBy(ROOT);
        Verdict<ValidatedPath> verdict = lenient.validate(Reasons.presented(serverOnly), TestAuthority.NOW);
        assertThat(verdict.isAccepted()).isTrue();
        assertThat(verdict.evidence().find("certificate.waived"))
                .contains("certificate.extended_key_usage: public authorities issue no clientAuth since 2026");
        assertThat(lenient.validate(Reasons.presented(client().issuedBy(ROOT)), TestAuthority.NOW)
                        .evidence()
                        .find("certificate.waived"))
                .isEmpty();
        CertificatePathValidator.Builder builder = CertificatePathValidator.builder(ROOT.trusted());
        assertThatThrownBy(() -> builder.waive(CertificateReason.EXPIRED, "why not"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.waive(CertificateReason.KEY_USAGE, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName(
            "CER-18: without digitalSignature a transport certificate is refused, with keyCertSign or cRLSign it is an authority's")
    void keyUsage() {
        assertThat(reasons(validator, usage(KeyUsage.keyEncipherment))).containsExactly(CertificateReason.KEY_USAGE);
        assertThat(reasons(validator, usage(KeyUsage.nonRepudiation))).containsExactly(CertificateReason.KEY_USAGE);
        assertThat(reasons(validator, usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)))
                .containsExactly(CertificateReason.CA_AS_CLIENT);
        assertThat(reasons(validator, usage(KeyUsage.digitalSignature | KeyUsage.cRLSign)))
                .containsExactly(CertificateReason.CA_AS_CLIENT);
        ReadCertificate none =
                Spec.of(SUBJECT).usages(KeyPurposeId.id_kp_clientAuth).issuedBy(ROOT);
        assertThat(reasons(validator, none)).containsExactly(CertificateReason.KEY_USAGE);
    }

    @Test
    @DisplayName("CER-19: an authority's certificate in a client's place is refused")
    void authorityAsClient() {
        assertThat(reasons(validator, client().ca(new BasicConstraints(true)).issuedBy(ROOT)))
                .containsExactly(CertificateReason.CA_AS_CLIENT);
        assertThat(reasons(validator, ROOT.certificate)).contains(CertificateReason.CA_AS_CLIENT);
    }

    @Test
    @DisplayName("a certificate below version 3 is refused (RFC 5280, section 4.1.2.1)")
    void version() throws Exception {
        org.bouncycastle.cert.X509v1CertificateBuilder builder = new org.bouncycastle.cert.X509v1CertificateBuilder(
                org.bouncycastle.asn1.x500.X500Name.getInstance(
                        ROOT.certificate.structure().subject()),
                BigInteger.TEN,
                java.util.Date.from(TestAuthority.FROM),
                java.util.Date.from(TestAuthority.UNTIL),
                new org.bouncycastle.asn1.x500.X500Name(SUBJECT),
                info(TestAuthority.ec()));
        byte[] der = builder.build(new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("SHA256withECDSA")
                        .build(ROOT.key.getPrivate()))
                .getEncoded();
        assertThat(Reasons.of(validator.validate(PresentedCertificates.ofDer(List.of(der)), TestAuthority.NOW)))
                .contains(CertificateReason.VERSION);
    }

    @Test
    @DisplayName("POS-18: several policies, one of them ours, are accepted; so are accents in names (POS-12)")
    void harmless() {
        ReadCertificate client = Spec.of("C=FR,O=Société Générale,OU=org,CN=software")
                .transport()
                .extension("2.5.29.32", false, policies(3))
                .issuedBy(ROOT);
        assertThat(reasons(validator, client)).isEmpty();
    }

    @Test
    @DisplayName("CHN-03: an anchor that is itself no authority, or has ended, carries nothing")
    void badAnchors() {
        KeyPair key = TestAuthority.ec();
        TestAuthority noAuthority = new TestAuthority(
                key, Spec.of("CN=No authority").keyUsage(KeyUsage.keyCertSign).selfSigned(key));
        assertThat(reasons(
                        CertificatePathValidator.builder(noAuthority.trusted())
                                .withoutRevocation("this test looks at paths")
                                .build(),
                        client().issuedBy(noAuthority)))
                .containsExactly(CertificateReason.PATH_INVALID);
        assertThatThrownBy(() -> TrustAnchors.builder().build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustAnchors.builder().anchorsFromPem("x", "no PEM"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("leads to anchors from PEM, PKCS#12, JKS or code, each with its name")
    void anchorsFromFiles() throws Exception {
        ReadCertificate client = client().issuedBy(ROOT);
        for (String type : List.of("PKCS12", "JKS")) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setCertificateEntry("open-banking", ROOT.certificate.x509());
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            store.store(file, "changeit".toCharArray());
            TrustAnchors anchors = TrustAnchors.builder()
                    .anchorsFromKeyStore(new ByteArrayInputStream(file.toByteArray()), "changeit".toCharArray())
                    .build();
            Verdict<ValidatedPath> verdict = CertificatePathValidator.builder(anchors)
                    .withoutRevocation("this test looks at paths")
                    .build()
                    .validate(Reasons.presented(client), TestAuthority.NOW);
            assertThat(verdict.toOptional().orElseThrow().anchor().name()).isEqualTo("open-banking");
            assertThatThrownBy(() -> TrustAnchors.builder()
                            .anchorsFromKeyStore(new ByteArrayInputStream(file.toByteArray()), "wrong".toCharArray()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        String pem =
                "-----BEGIN CERTIFICATE-----\n" + java.util.Base64.getEncoder().encodeToString(ROOT.certificate.der())
                        + "\n-----END CERTIFICATE-----\n";
        assertThat(TrustAnchors.builder().anchorsFromPem("one", pem).build().anchors())
                .extracting(TrustAnchors.Anchor::name)
                .containsExactly("one");
    }

    @Test
    @DisplayName("warns of anchors and intermediates that end soon, once a day, months before")
    void expiryWarning() {
        TrustAnchors anchors = TrustAnchors.builder()
                .anchor("root", ROOT.certificate.x509())
                .intermediate(ISSUING.certificate.x509())
                .build();
        List<String> warned = new ArrayList<>();
        ExpiryWatch watch = ExpiryWatch.of(() -> anchors, Duration.ofDays(90), expiring -> warned.add(expiring.name()));
        watch.check(TestAuthority.UNTIL.minus(Duration.ofDays(91)));
        assertThat(warned).isEmpty();
        watch.check(TestAuthority.UNTIL.minus(Duration.ofDays(89)));
        watch.check(TestAuthority.UNTIL.minus(Duration.ofDays(89)).plusSeconds(60));
        assertThat(warned).containsExactly("root", "CN=Issuing,O=OpenBanking,C=GB");
        watch.check(TestAuthority.UNTIL.minus(Duration.ofDays(88)));
        assertThat(warned).hasSize(4);
        assertThat(RealData.preProduction().expiring(Instant.parse("2027-04-01T00:00:00Z"), Duration.ofDays(182)))
                .extracting(TrustAnchors.Expiring::notAfter)
                .containsExactly(Instant.parse("2027-09-22T13:16:57Z"));
    }

    private static Spec client() {
        return Spec.of(SUBJECT).transport();
    }

    private static Spec named(String host) {
        return client().extension("2.5.29.17", false, new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    }

    private static ReadCertificate usage(int bits) {
        return Spec.of(SUBJECT)
                .keyUsage(bits)
                .usages(KeyPurposeId.id_kp_clientAuth)
                .issuedBy(ROOT);
    }

    private static NameConstraints permitted(String host) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, host))}, null);
    }

    private static CertificatePolicies policies(int count) {
        return new CertificatePolicies(IntStream.range(0, count)
                .mapToObj(i -> new PolicyInformation(new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.3.5." + i)))
                .toArray(PolicyInformation[]::new));
    }

    private static DERSequence mappings(int count) {
        return new DERSequence(IntStream.range(0, count)
                .mapToObj(i -> new DERSequence(new org.bouncycastle.asn1.ASN1Encodable[] {
                    new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.3.5." + i),
                    new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.3.5." + (i + 1) % count)
                }))
                .toArray(DERSequence[]::new));
    }

    private static SubjectPublicKeyInfo info(KeyPair key) {
        return SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
    }

    private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                    new RSAPublicKey(modulus, exponent));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SubjectPublicKeyInfo closePrimes() {
        BigInteger p = new BigInteger("3").shiftLeft(1022).nextProbablePrime();
        BigInteger q = p.nextProbablePrime();
        return rsa(p.multiply(q), BigInteger.valueOf(65_537));
    }

    private static List<Reason> reasons(CertificatePathValidator validator, ReadCertificate... chain) {
        return Reasons.of(validator.validate(Reasons.presented(chain), TestAuthority.NOW));
    }

    private List<Reason> at(ReadCertificate certificate, Instant instant) {
        return Reasons.of(validator.validate(Reasons.presented(certificate), instant));
    }
}
