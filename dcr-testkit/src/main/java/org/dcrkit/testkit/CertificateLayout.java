package org.dcrkit.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.dcrkit.testkit.CertificateAuthority.Psd2Subject;
import org.dcrkit.testkit.CertificateDraft.Usage;

/**
 * What real certificates look like, one method for each kind.
 *
 * <p>Subjects, string types and the order of extensions are those of certificates that the Open Banking pre-production CA
 * and a qualified trust service provider issued.
 */
final class CertificateLayout {

    private static final String CN = "2.5.4.3";
    private static final String SERIAL_NUMBER = "2.5.4.5";
    private static final String C = "2.5.4.6";
    private static final String L = "2.5.4.7";
    private static final String O = "2.5.4.10";
    private static final String OU = "2.5.4.11";
    private static final String BUSINESS_CATEGORY = "2.5.4.15";
    private static final String POSTAL_CODE = "2.5.4.17";
    private static final String ORGANIZATION_IDENTIFIER = "2.5.4.97";
    private static final String JURISDICTION = "1.3.6.1.4.1.311.60.2.1.3";

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final String DOCUMENT_SIGNING = "1.3.6.1.4.1.311.10.3.12";
    private static final String POLICIES = "2.5.29.32";
    private static final String CABF_ORGANIZATION_IDENTIFIER = "2.23.140.3.1";
    private static final String CERTIFICATE_TRANSPARENCY = "1.3.6.1.4.1.11129.2.4.2";

    private CertificateLayout() {}

    static CertificateDraft root(CertificateDraft draft, boolean openBanking) {
        return caSubject(draft, openBanking, "Root")
                .keyUsage(Usage.KEY_CERT_SIGN, Usage.CRL_SIGN)
                .ca()
                .subjectKeyIdentifier();
    }

    static CertificateDraft issuing(CertificateDraft draft, boolean openBanking, String statusUrl) {
        return obEnd(
                caSubject(draft, openBanking, "Issuing")
                        .keyUsage(Usage.KEY_CERT_SIGN, Usage.CRL_SIGN)
                        .ca(0),
                statusUrl);
    }

    static CertificateDraft obTransport(
            CertificateDraft draft, String organisationId, String softwareId, String statusUrl) {
        return obEnd(
                legacySubject(draft, organisationId, softwareId)
                        .keyUsage(Usage.DIGITAL_SIGNATURE)
                        .extendedKeyUsage(true, SERVER_AUTHENTICATION, CLIENT_AUTHENTICATION),
                statusUrl);
    }

    static CertificateDraft obSigning(
            CertificateDraft draft, String organisationId, String softwareId, String statusUrl) {
        return obEnd(
                legacySubject(draft, organisationId, softwareId)
                        .keyUsage(Usage.DIGITAL_SIGNATURE, Usage.NON_REPUDIATION)
                        .extendedKeyUsage(false, DOCUMENT_SIGNING),
                statusUrl);
    }

    static CertificateDraft obwac(
            CertificateDraft draft, Psd2Subject subject, Collection<String> roles, String statusUrl) {
        return obEnd(
                obSubject(draft, subject)
                        .keyUsage(Usage.DIGITAL_SIGNATURE)
                        .qcStatements(QcStatements.none().web().psd2(roles, "Financial Conduct Authority", "GB-FCA"))
                        .extendedKeyUsage(true, SERVER_AUTHENTICATION, CLIENT_AUTHENTICATION),
                statusUrl);
    }

    static CertificateDraft obseal(
            CertificateDraft draft, Psd2Subject subject, Collection<String> roles, String statusUrl) {
        return obEnd(
                obSubject(draft, subject)
                        .keyUsage(Usage.DIGITAL_SIGNATURE, Usage.NON_REPUDIATION)
                        .qcStatements(QcStatements.none().seal().psd2(roles, "Financial Conduct Authority", "GB-FCA"))
                        .extendedKeyUsage(false, DOCUMENT_SIGNING),
                statusUrl);
    }

    static CertificateDraft qwac(
            CertificateDraft draft, Psd2Subject subject, Collection<String> roles, String statusUrl) {
        String host = subject.commonName();
        QcStatements statements = QcStatements.none()
                .compliance()
                .psd2(roles, "Bank of Lithuania", "LT-BL")
                .web()
                .disclosure("https://qtsp.example/pds/pds_en.pdf");
        return qualifiedSubject(draft, subject)
                .notCa()
                .authorityKeyIdentifier()
                .subjectKeyIdentifier()
                .keyUsage(Usage.DIGITAL_SIGNATURE, Usage.KEY_ENCIPHERMENT)
                .extendedKeyUsage(false, SERVER_AUTHENTICATION, CLIENT_AUTHENTICATION)
                .extension(POLICIES, false, qualifiedPolicies("0.4.0.194112.1.4"))
                .crl(statusUrl + "/issuing.crl")
                .hosts(host, "dev-" + host, "sandbox-" + host)
                .authorityAccess(statusUrl + "/ocsp", statusUrl + "/issuing.crt")
                .extension(CABF_ORGANIZATION_IDENTIFIER, false, cabfIdentifier(subject.organizationIdentifier()))
                .qcStatements(statements)
                .extension(CERTIFICATE_TRANSPARENCY, false, timestamps());
    }

    static CertificateDraft qseal(
            CertificateDraft draft, Psd2Subject subject, Collection<String> roles, String statusUrl) {
        QcStatements statements = QcStatements.none()
                .compliance()
                .secureDevice()
                .psd2(roles, "Bank of Lithuania", "LT-BL")
                .seal()
                .disclosure("https://qtsp.example/pds/pds_en.pdf");
        return qualifiedSubject(draft, subject)
                .notCa()
                .authorityKeyIdentifier()
                .subjectKeyIdentifier()
                .keyUsage(Usage.DIGITAL_SIGNATURE, Usage.NON_REPUDIATION)
                .extension(POLICIES, false, qualifiedPolicies("0.4.0.194112.1.3"))
                .crl(statusUrl + "/issuing.crl")
                .authorityAccess(statusUrl + "/ocsp", statusUrl + "/issuing.crt")
                .qcStatements(statements);
    }

    static CertificateDraft server(CertificateDraft draft) {
        return draft.attribute(CN, "localhost")
                .keyUsage(Usage.DIGITAL_SIGNATURE, Usage.KEY_ENCIPHERMENT)
                .extendedKeyUsage(false, SERVER_AUTHENTICATION)
                .hosts("localhost", "127.0.0.1", "::1")
                .authorityKeyIdentifier()
                .subjectKeyIdentifier();
    }

    /** The value of a name constraints extension that permits subjects of that organisation in GB only. */
    static byte[] permittedOrganisation(String organisation) {
        X500Name permitted = new X500NameBuilder()
                .addRDN(new ASN1ObjectIdentifier(C), new DERPrintableString("GB"))
                .addRDN(new ASN1ObjectIdentifier(O), new DERPrintableString(organisation))
                .build();
        GeneralSubtree subtree = new GeneralSubtree(new GeneralName(permitted));
        return encoded(new NameConstraints(new GeneralSubtree[] {subtree}, null));
    }

    private static CertificateDraft caSubject(CertificateDraft draft, boolean openBanking, String level) {
        return openBanking
                ? draft.attribute(C, "GB")
                        .attribute(O, "OpenBanking")
                        .attribute(CN, "OpenBanking Pre-Production " + level + " CA")
                : draft.attribute(C, "LT")
                        .utf8Attribute(O, "Example Trust Services UAB")
                        .utf8Attribute(CN, "Example Qualified " + level + " CA");
    }

    private static CertificateDraft legacySubject(CertificateDraft draft, String organisationId, String softwareId) {
        return draft.attribute(C, "GB")
                .attribute(O, "OpenBanking")
                .attribute(OU, organisationId)
                .attribute(CN, softwareId);
    }

    private static CertificateDraft obSubject(CertificateDraft draft, Psd2Subject subject) {
        return draft.attribute(C, "GB")
                .attribute(O, subject.legalName())
                .attribute(ORGANIZATION_IDENTIFIER, subject.organizationIdentifier())
                .attribute(CN, subject.commonName());
    }

    private static CertificateDraft qualifiedSubject(CertificateDraft draft, Psd2Subject subject) {
        return draft.utf8Attribute(POSTAL_CODE, "09320")
                .utf8Attribute(L, "Vilnius")
                .utf8Attribute(BUSINESS_CATEGORY, "Private Organization")
                .attribute(JURISDICTION, "LT")
                .attribute(C, "LT")
                .utf8Attribute(O, subject.legalName())
                .utf8Attribute(CN, subject.commonName())
                .utf8Attribute(ORGANIZATION_IDENTIFIER, subject.organizationIdentifier())
                .attribute(SERIAL_NUMBER, "304000000");
    }

    /** The extensions that all of the Open Banking CA's certificates end with. */
    private static CertificateDraft obEnd(CertificateDraft draft, String statusUrl) {
        ASN1Encodable notice = sequence(
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.2.2"),
                sequence(new DERUTF8String("This certificate is for tests and binds nobody.")));
        return draft.extension(
                        POLICIES,
                        false,
                        encoded(sequence(sequence(
                                new ASN1ObjectIdentifier("1.3.6.1.4.1.5237.134.1.100"),
                                sequence(practice("http://ca.example/policies"), notice)))))
                .authorityAccess(statusUrl + "/ocsp", statusUrl + "/issuing.crt")
                .crl(statusUrl + "/issuing.crl")
                .authorityKeyIdentifier()
                .subjectKeyIdentifier();
    }

    private static byte[] qualifiedPolicies(String qualified) {
        ASN1Encodable practice = sequence(practice("https://qtsp.example/cps"));
        return encoded(sequence(
                sequence(new ASN1ObjectIdentifier("2.16.578.1.26.1.3.3"), practice),
                sequence(new ASN1ObjectIdentifier("2.23.140.1.1"), practice),
                sequence(new ASN1ObjectIdentifier(qualified))));
    }

    private static ASN1Encodable practice(String url) {
        return sequence(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.2.1"), new DERIA5String(url));
    }

    /** The CA/Browser Forum's form of the identifier: scheme, country and reference apart. */
    private static byte[] cabfIdentifier(String organizationIdentifier) {
        String[] parts = organizationIdentifier.split("-", 2);
        boolean regular = parts.length == 2 && parts[0].length() == 5;
        return encoded(sequence(
                new DERPrintableString(regular ? parts[0].substring(0, 3) : "PSD"),
                new DERPrintableString(regular ? parts[0].substring(3) : "XX"),
                new DERUTF8String(regular ? parts[1] : organizationIdentifier)));
    }

    /** Two signed certificate timestamps (RFC 6962, section 3.3) of logs that do not exist. */
    private static byte[] timestamps() {
        SeededRandom random = SeededRandom.of("certificate transparency");
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (int i = 0; i < 2; i++) {
            byte[] signature = encoded(sequence(
                    new ASN1Integer(new BigInteger(255, random).setBit(254)),
                    new ASN1Integer(new BigInteger(255, random).setBit(254))));
            byte[] log = new byte[32];
            random.nextBytes(log);
            ByteBuffer timestamp = ByteBuffer.allocate(47 + signature.length)
                    .put((byte) 0)
                    .put(log)
                    .putLong(1_600_000_000_000L)
                    .putShort((short) 0)
                    .put((byte) 4)
                    .put((byte) 3)
                    .putShort((short) signature.length)
                    .put(signature);
            list.writeBytes(lengthAndBytes(timestamp.array()));
        }
        return encoded(new DEROctetString(lengthAndBytes(list.toByteArray())));
    }

    private static byte[] lengthAndBytes(byte[] bytes) {
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(Arrays.copyOf(elements, elements.length));
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("a value that cannot be encoded", e);
        }
    }
}
