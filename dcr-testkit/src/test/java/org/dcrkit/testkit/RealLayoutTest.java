package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.dcrkit.testkit.CertificateAuthority.Psd2Subject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Minted certificates against real ones: the same structure, down to string types; only values differ. */
class RealLayoutTest {

    private static final TestClock CLOCK = TestClock.at("2026-03-02T10:00:00Z");
    private static final CertificateAuthority OB = CertificateAuthority.openBanking(1, CLOCK);
    private static final CertificateAuthority QUALIFIED = CertificateAuthority.qualified(1, CLOCK);

    /** What in a line of openssl's dump is a value, and what is put in its place. */
    private static final String[][] VALUES = {
        {"^ +[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*:?$", "#"},
        {"[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){2,}:?", "#"},
        {"(Serial Number:).*", "$1"},
        {"((Not Before|Not After|Timestamp) *:).*", "$1"},
        {"((URI|CPS|Explicit Text):).*", "$1"},
        {"DNS:[^,]+", "DNS"},
        {"= (\"[^\"]*\"|[^,]*)", "="}
    };

    static Stream<Arguments> real() {
        Psd2Subject organisation = new Psd2Subject("0015800001ACMEXAAX", "Acme", "PSDGB-OB-Unknown0015800001ACMEXAAX");
        Psd2Subject host = new Psd2Subject("api.acme.example", "Acme UAB", "PSDLT-BL-LB000001");
        List<String> two = List.of("AISP", "PISP");
        List<String> three = List.of("PISP", "AISP", "CBPII");
        return Stream.of(
                Arguments.of(
                        "obie/certs/tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919.pem",
                        OB.obTransport("0015800001ACMEXAAX", "AcmeAcmeAcmeAcmeAcme01")),
                Arguments.of(
                        "obie/certs/sig-oQ4KoaavpOuoE7rvQsZEOV-59c66918.pem",
                        OB.obSigning("0015800001ACMEXAAX", "AcmeAcmeAcmeAcmeAcme01")),
                Arguments.of("obie/certs/obwac-0015800001041REAAY-59c60a38.pem", OB.obwac(organisation, two)),
                Arguments.of("obie/certs/obseal-0015800001HQQrZAAX-59c6950a.pem", OB.obseal(organisation, three)),
                Arguments.of(
                        "eidas/tls-api.getkevin.eu-c5c19ce93e.pem",
                        QUALIFIED.qwac(host, List.of("CBPII", "AISP", "PISP"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("real")
    @DisplayName("A minted certificate differs from the real one only in values")
    void layout(String file, CertificateDraft draft) throws Exception {
        Path path =
                Path.of(System.getProperty("dcr.realdata", "../../shared/data")).resolve(file);
        assumeTrue(Files.exists(path), () -> "no real data at " + path + ": skipped");

        assertThat(shape(draft.mint().x509())).isEqualTo(shape(read(path)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("real")
    @DisplayName("The text that openssl prints of a minted certificate differs from the real one's only in values")
    void text(String file, CertificateDraft draft) throws Exception {
        Path path =
                Path.of(System.getProperty("dcr.realdata", "../../shared/data")).resolve(file);
        assumeTrue(Files.exists(path), () -> "no real data at " + path + ": skipped");

        Optional<List<String>> minted = openssl(draft.mint().pem());
        assumeTrue(minted.isPresent(), "there is no openssl here: skipped");
        assertThat(minted.orElseThrow())
                .isEqualTo(openssl(Files.readString(path)).orElseThrow());
    }

    @Test
    @DisplayName("Certificates of different kinds differ in structure and in text, so that the comparison can fail")
    void sensitive() throws Exception {
        MintedCertificate transport = OB.obTransport("org", "software").mint();
        MintedCertificate signing = OB.obSigning("org", "software").mint();
        MintedCertificate utf8 = OB.obTransport("org", "software")
                .utf8Attribute("2.5.4.11", "org")
                .mint();

        assertThat(shape(transport.x509())).isNotEqualTo(shape(signing.x509())).isNotEqualTo(shape(utf8.x509()));
        Optional<List<String>> text = openssl(transport.pem());
        assumeTrue(text.isPresent(), "there is no openssl here: skipped");
        assertThat(text).isNotEqualTo(openssl(signing.pem()));
        assertThat(text.orElseThrow()).anyMatch(line -> line.contains("TLS Web Client Authentication"));
    }

    /** The structure as one line an element: tags and object identifiers, no other values. */
    private static List<String> shape(X509Certificate certificate) throws Exception {
        List<String> lines = new ArrayList<>();
        describe(ASN1Primitive.fromByteArray(certificate.getEncoded()), "", lines);
        return lines;
    }

    private static void describe(ASN1Encodable value, String indent, List<String> lines) {
        ASN1Primitive primitive = value.toASN1Primitive();
        if (primitive instanceof ASN1Sequence sequence) {
            lines.add(indent + "SEQUENCE");
            sequence.forEach(element -> describe(element, indent + "  ", lines));
        } else if (primitive instanceof ASN1Set set) {
            lines.add(indent + "SET");
            set.forEach(element -> describe(element, indent + "  ", lines));
        } else if (primitive instanceof ASN1TaggedObject tagged) {
            lines.add(indent + "[" + tagged.getTagNo() + "]");
            describe(tagged.getBaseObject(), indent + "  ", lines);
        } else if (primitive instanceof ASN1ObjectIdentifier oid) {
            lines.add(indent + oid.getId());
        } else if (primitive instanceof ASN1OctetString octets) {
            lines.add(indent + "OCTETS");
            nested(octets).ifPresent(inner -> describe(inner, indent + "  ", lines));
        } else {
            lines.add(indent + primitive.getClass().getSimpleName().replaceFirst("^(DL|BER)", "DER"));
        }
    }

    private static Optional<ASN1Primitive> nested(ASN1OctetString octets) {
        try {
            ASN1Primitive inner = ASN1Primitive.fromByteArray(octets.getOctets());
            return inner instanceof ASN1Sequence ? Optional.of(inner) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The lines of openssl's dump, with the values taken out of them. */
    private static Optional<List<String>> openssl(String pem) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder("openssl", "x509", "-noout", "-text", "-nameopt", "oneline")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try (var in = process.getOutputStream()) {
            in.write(pem.getBytes("US-ASCII"));
        }
        List<String> lines = new ArrayList<>();
        for (String line : new String(process.getInputStream().readAllBytes(), "UTF-8").split("\n")) {
            String plain = withoutValues(line);
            if (!plain.isBlank()
                    && !(lines.size() > 0 && lines.get(lines.size() - 1).equals(plain))) {
                lines.add(plain);
            }
        }
        return Optional.of(lines);
    }

    private static String withoutValues(String line) {
        String plain = line;
        for (String[] value : VALUES) {
            plain = plain.replaceAll(value[0], value[1]);
        }
        return plain.strip().equals("#") || plain.matches(" {16,}[0]?\\.+.*|^ +0..*\\.\\..*")
                ? ""
                : plain.stripTrailing();
    }

    private static X509Certificate read(Path path) throws Exception {
        try (InputStream in = Files.newInputStream(path)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
