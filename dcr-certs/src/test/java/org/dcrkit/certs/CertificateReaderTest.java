package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Certificates as servers and proxies hand them on")
class CertificateReaderTest {

    private static final TestAuthority ROOT = TestAuthority.root("C=GB,O=OpenBanking,CN=Root");
    private static final TestAuthority ISSUING = ROOT.intermediate("C=GB,O=OpenBanking,CN=Issuing");
    private static final ReadCertificate CLIENT = ISSUING.legacyTransport("software", "organisation");

    @Test
    @DisplayName("are read from DER, the client's own first")
    void der() {
        Verdict<PresentedCertificates> read = CertificateReader.der(CLIENT.der(), ISSUING.certificate.der());
        assertThat(ders(read)).containsExactly(CLIENT.der(), ISSUING.certificate.der());
    }

    @Test
    @DisplayName("POS-17: are read from PEM in any order, with duplicates, and the client's own comes first")
    void pemInAnyOrder() {
        String rootFirst = pem(ROOT.certificate) + pem(ISSUING.certificate) + pem(ISSUING.certificate) + pem(CLIENT);
        assertThat(ders(CertificateReader.pem(rootFirst)))
                .containsExactly(CLIENT.der(), ROOT.certificate.der(), ISSUING.certificate.der());
        assertThat(ders(CertificateReader.pem("subject=x\n" + pem(CLIENT) + "\nmore text")))
                .containsExactly(CLIENT.der());
    }

    @Test
    @DisplayName("CER-02: two certificates in one PEM that both could be the client's own are refused")
    void twoClients() {
        String two = pem(CLIENT) + pem(ISSUING.legacyTransport("other", "organisation"));
        assertThat(Reasons.of(CertificateReader.pem(two))).containsExactly(CertificateReason.MALFORMED);
    }

    @Test
    @DisplayName("CER-01: no certificate, no bytes and an empty header are a missing certificate")
    void missing() {
        assertThat(Reasons.of(CertificateReader.der())).containsExactly(CertificateReason.MISSING);
        assertThat(Reasons.of(CertificateReader.der(new byte[0]))).containsExactly(CertificateReason.MISSING);
        assertThat(Reasons.of(CertificateReader.urlEncodedPem(" "))).containsExactly(CertificateReason.MISSING);
        assertThat(Reasons.of(CertificateReader.clientCertFields(List.of(), List.of())))
                .containsExactly(CertificateReason.MISSING);
        CertificatePathValidator validator = CertificatePathValidator.builder(ROOT.trusted())
                .withoutRevocation("this test looks at paths")
                .build();
        assertThat(Reasons.of(validator.validate(PresentedCertificates.none(), TestAuthority.NOW)))
                .containsExactly(CertificateReason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nMII",
                "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
                "-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----",
                "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"
            })
    @DisplayName("CER-02: PEM that is no certificate is malformed")
    void notPem(String text) {
        assertThat(Reasons.of(CertificateReader.pem(text)))
                .isSubsetOf(CertificateReason.MALFORMED, CertificateReason.MISSING)
                .isNotEmpty();
        assertThat(Reasons.of(CertificateReader.urlEncodedPem(URLEncoder.encode(text, StandardCharsets.UTF_8))))
                .isSubsetOf(CertificateReason.MALFORMED, CertificateReason.MISSING)
                .isNotEmpty();
    }

    @Test
    @DisplayName("CER-02: a private key beside the certificate in a header is malformed")
    void privateKeyInHeader() {
        String both = pem(CLIENT) + "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
        assertThat(Reasons.of(CertificateReader.urlEncodedPem(encoded(both))))
                .containsExactly(CertificateReason.MALFORMED);
        assertThat(Reasons.of(CertificateReader.pem(both))).containsExactly(CertificateReason.MALFORMED);
    }

    @Test
    @DisplayName("CER-02: DER cut at any byte, or with bytes behind it, is malformed")
    void truncated() {
        byte[] der = CLIENT.der();
        for (int length = 1; length < der.length; length++) {
            assertThat(Reasons.of(ReadCertificate.read(Arrays.copyOf(der, length))))
                    .as("cut at " + length)
                    .containsExactly(CertificateReason.MALFORMED);
        }
        assertThat(Reasons.of(ReadCertificate.read(Arrays.copyOf(der, der.length + 1))))
                .containsExactly(CertificateReason.MALFORMED);
    }

    @Test
    @DisplayName("CER-02: DER with any octets changed is read or refused, and never throws")
    void mutated() {
        Random random = new Random(42);
        byte[] der = CLIENT.der();
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = der.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> CertificatePathValidator.builder(ROOT.trusted())
                            .withoutRevocation("this test looks at paths")
                            .build()
                            .validate(PresentedCertificates.ofDer(List.of(changed)), TestAuthority.NOW))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("CER-03: indefinite lengths nested 5,000 deep are malformed, and no stack overflows")
    void nestedIndefinite() {
        byte[] nested = new byte[10_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        assertThat(Reasons.of(ReadCertificate.read(nested))).containsExactly(CertificateReason.MALFORMED);
    }

    @Test
    @DisplayName("CER-03: the same inside an extension that the platform would parse is malformed")
    void nestedInsideAnExtension() {
        byte[] nested = new byte[20_000];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        for (String oid : List.of("2.5.29.17", "2.5.29.37", "1.3.6.1.5.5.7.1.1", "1.3.6.1.5.5.7.1.3")) {
            byte[] der =
                    TestAuthority.Spec.of("CN=x").extension(oid, false, nested).derBy(ISSUING);
            assertThat(Reasons.of(ReadCertificate.read(der))).containsExactly(CertificateReason.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30847fffffff",
                "3084ffffffff",
                "30820001ff",
                "308100",
                "3080020100" + "0000",
                "30800000",
                "3003240103",
                "1f8f0100",
                "3005020100020100ff"
            })
    @DisplayName("CER-04: lengths that are too large, negative, indefinite or not minimal are malformed")
    void lengths(String hex) {
        assertThat(Reasons.of(ReadCertificate.read(java.util.HexFormat.of().parseHex(hex))))
                .containsExactly(CertificateReason.MALFORMED);
    }

    @Test
    @DisplayName("CER-04: the indefinite-length form of a good certificate is malformed")
    void indefiniteForm() {
        byte[] der = CLIENT.der();
        byte[] ber = new byte[der.length];
        int header = 4;
        ber[0] = 0x30;
        ber[1] = (byte) 0x80;
        System.arraycopy(der, header, ber, 2, der.length - header);
        assertThat(Reasons.of(ReadCertificate.read(ber))).containsExactly(CertificateReason.MALFORMED);
    }

    @Test
    @DisplayName("CER-06: 100,000 alternative names are too large, and fewer than that are still too many")
    void manyNames() {
        assertThat(Reasons.of(ReadCertificate.read(withNames(100_000)))).containsExactly(CertificateReason.TOO_LARGE);
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(Reasons.of(ReadCertificate.read(withNames(8_000))))
                        .isNotEmpty());
    }

    @Test
    @DisplayName("CER-07: a subject of 200,000 commas is too large")
    void hugeSubject() {
        byte[] der = TestAuthority.Spec.of(new org.bouncycastle.asn1.x500.X500NameBuilder()
                        .addRDN(org.bouncycastle.asn1.x500.style.BCStyle.O, ",".repeat(200_000))
                        .build())
                .derBy(ISSUING);
        assertThat(Reasons.of(ReadCertificate.read(der))).containsExactly(CertificateReason.TOO_LARGE);
    }

    @Test
    @DisplayName("CHN-09: more than ten certificates are too many")
    void manyCertificates() {
        byte[][] eleven = new byte[11][];
        Arrays.fill(eleven, CLIENT.der());
        assertThat(Reasons.of(CertificateReader.der(eleven))).containsExactly(CertificateReason.TOO_LARGE);
    }

    @Test
    @DisplayName("CER-08: RFC 9440 fields are byte sequences, the chain a list of them")
    void rfc9440() {
        String client = sequence(CLIENT);
        assertThat(ders(CertificateReader.clientCertFields(
                        List.of(client), List.of(sequence(ISSUING.certificate) + ", " + sequence(ROOT.certificate)))))
                .containsExactly(CLIENT.der(), ISSUING.certificate.der(), ROOT.certificate.der());
        assertThat(ders(CertificateReader.clientCertFields(
                        List.of(client), List.of(sequence(ISSUING.certificate), sequence(ROOT.certificate)))))
                .hasSize(3);
    }

    @Test
    @DisplayName("CER-08: two Client-Cert fields, or one that is no byte sequence, are malformed")
    void rfc9440Broken() {
        String client = sequence(CLIENT);
        assertThat(Reasons.of(CertificateReader.clientCertFields(List.of(client, client), List.of())))
                .containsExactly(CertificateReason.MALFORMED);
        for (String broken : List.of(
                client.substring(1),
                client + "x",
                "::x",
                "?1",
                "\"" + client + "\"",
                client + "," + client,
                client + ";a=1")) {
            assertThat(Reasons.of(CertificateReader.clientCertFields(List.of(broken), List.of())))
                    .as(broken)
                    .containsExactly(CertificateReason.MALFORMED);
        }
        assertThat(Reasons.of(CertificateReader.clientCertFields(List.of("::"), List.of())))
                .containsExactly(CertificateReason.MISSING);
    }

    @Test
    @DisplayName("CER-08: URL-encoded PEM is read as nginx and AWS ALB write it, with blanks for line ends too")
    void urlEncoded() {
        String pem = pem(CLIENT);
        String alb = pem.replace("\n", "%0A").replace(" ", "%20");
        assertThat(ders(CertificateReader.urlEncodedPem(encoded(pem)))).containsExactly(CLIENT.der());
        assertThat(ders(CertificateReader.urlEncodedPem(alb)))
                .as("plus, slash and equals signs unescaped")
                .containsExactly(CLIENT.der());
        assertThat(ders(CertificateReader.urlEncodedPem(pem.replace("\n", " "))))
                .containsExactly(CLIENT.der());
        assertThat(ders(CertificateReader.urlEncodedPem(encoded(pem + pem(ISSUING.certificate)))))
                .hasSize(2);
    }

    @Test
    @DisplayName("CER-08: PEM that is encoded twice, or has a broken escape, is malformed")
    void urlEncodedBroken() {
        String once = encoded(pem(CLIENT));
        for (String broken : List.of(once.replace("%", "%25"), once + "%", once + "%0", once + "%zz", once + "é")) {
            assertThat(Reasons.of(CertificateReader.urlEncodedPem(broken)))
                    .containsExactly(CertificateReason.MALFORMED);
        }
    }

    @Test
    @DisplayName("CER-08: a header never puts another certificate in the place of the client's own")
    void headersKeepTheirOrder() {
        TestAuthority attacker = TestAuthority.root("C=GB,O=OpenBanking,CN=Issuing");
        String header = encoded(pem(attacker.certificate) + pem(CLIENT));
        assertThat(ders(CertificateReader.urlEncodedPem(header)).get(0)).isEqualTo(attacker.certificate.der());
    }

    @Test
    @DisplayName("CER-08: Envoy's X-Forwarded-Client-Cert is read when it has a single element")
    void envoy() {
        String cert = encoded(pem(CLIENT));
        String chain = encoded(pem(CLIENT) + pem(ISSUING.certificate));
        String head = "By=spiffe://cluster/ns;Hash=" + CLIENT.fingerprint() + ";Subject=\"CN=a,O=\\\"b\\\"\";URI=;";
        assertThat(ders(CertificateReader.forwardedClientCert(head + "Cert=\"" + cert + "\"")))
                .containsExactly(CLIENT.der());
        assertThat(ders(CertificateReader.forwardedClientCert("Cert=\"" + cert + "\";Chain=\"" + chain + "\"")))
                .containsExactly(CLIENT.der(), ISSUING.certificate.der());
        for (String broken : List.of(
                "Cert=\"" + cert + "\",Cert=\"" + cert + "\"",
                "Cert=\"" + cert + "\";Cert=\"" + cert + "\"",
                "Cert=\"" + cert,
                "x")) {
            assertThat(Reasons.of(CertificateReader.forwardedClientCert(broken)))
                    .containsExactly(CertificateReason.MALFORMED);
        }
        assertThat(Reasons.of(CertificateReader.forwardedClientCert(head))).containsExactly(CertificateReason.MISSING);
    }

    private static byte[] withNames(int count) {
        ASN1EncodableVector names = new ASN1EncodableVector();
        for (int i = 0; i < count; i++) {
            names.add(new GeneralName(GeneralName.dNSName, "a" + i));
        }
        return TestAuthority.Spec.of("CN=x")
                .transport()
                .extension("2.5.29.17", false, GeneralNames.getInstance(new DERSequence(names)))
                .derBy(ISSUING);
    }

    private static List<byte[]> ders(Verdict<PresentedCertificates> verdict) {
        assertThat(verdict.violations()).isEmpty();
        return verdict.toOptional().orElseThrow().der();
    }

    private static String sequence(ReadCertificate certificate) {
        return ":" + Base64.getEncoder().encodeToString(certificate.der()) + ":";
    }

    private static String pem(ReadCertificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.der())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
