package org.dcrkit.certs;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * An X.509 certificate that has been read: well-formed DER of bounded size, names decoded, nothing believed.
 *
 * <p>Reading never throws and never needs more than one pass over at most 64 kB. Whether a certificate is trusted is for
 * {@link CertificatePathValidator} to say; reading only says that it is one.
 */
public final class ReadCertificate {

    private static final String QC_STATEMENTS = "1.3.6.1.5.5.7.1.3";
    private static final int NO_CA = -1;

    private final X509Certificate x509;
    private final byte[] der;
    private final DistinguishedName subject;
    private final DistinguishedName issuer;
    private final CertificateStructure structure;

    private ReadCertificate(
            X509Certificate x509,
            byte[] der,
            DistinguishedName subject,
            DistinguishedName issuer,
            CertificateStructure structure) {
        this.x509 = x509;
        this.der = der;
        this.subject = subject;
        this.issuer = issuer;
        this.structure = structure;
    }

    /**
     * Reads a certificate.
     *
     * @param der exactly one certificate in DER
     * @return rejected as {@link CertificateReason#MALFORMED}, {@link CertificateReason#TOO_LARGE} or, where an extension
     *     occurs twice, {@link CertificateReason#EXTENSION}
     */
    public static Verdict<ReadCertificate> read(byte[] der) {
        if (der.length > StrictDer.MAX_BYTES) {
            return refused(CertificateReason.TOO_LARGE, der.length + " bytes; at most " + StrictDer.MAX_BYTES);
        }
        Optional<CertificateStructure> structure = StrictDer.read(der).flatMap(CertificateStructure::of);
        if (structure.isEmpty()) {
            return refused(CertificateReason.MALFORMED, "not an X.509 certificate in DER");
        }
        if (structure.get().hasDuplicateExtension()) {
            return refused(CertificateReason.EXTENSION, "an extension occurs twice");
        }
        Optional<DistinguishedName> subject =
                DistinguishedName.ofDer(structure.get().subject());
        Optional<DistinguishedName> issuer =
                DistinguishedName.ofDer(structure.get().issuer());
        if (subject.isEmpty() || issuer.isEmpty()) {
            return refused(CertificateReason.MALFORMED, "the subject or issuer is not a distinguished name");
        }
        try {
            X509Certificate x509 = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            x509.getPublicKey();
            return Verdict.accepted(
                    new ReadCertificate(x509, der.clone(), subject.get(), issuer.get(), structure.get()));
        } catch (CertificateException | RuntimeException e) {
            return refused(CertificateReason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** Reads a certificate that the platform has parsed already. */
    public static Verdict<ReadCertificate> of(X509Certificate certificate) {
        try {
            return read(certificate.getEncoded());
        } catch (CertificateException e) {
            return refused(CertificateReason.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** The certificate as the platform knows it. */
    public X509Certificate x509() {
        return x509;
    }

    /** The certificate in DER. */
    public byte[] der() {
        return der.clone();
    }

    /** The subject. */
    public DistinguishedName subject() {
        return subject;
    }

    /** The issuer. */
    public DistinguishedName issuer() {
        return issuer;
    }

    /** The first instant of validity. */
    public Instant notBefore() {
        return x509.getNotBefore().toInstant();
    }

    /** The last second of validity. */
    public Instant notAfter() {
        return x509.getNotAfter().toInstant();
    }

    /** The serial number; may be zero or negative in a certificate that is not as it should be. */
    public BigInteger serialNumber() {
        return x509.getSerialNumber();
    }

    /** The SHA-256 of the certificate in lower-case hexadecimal. */
    public String fingerprint() {
        return Digests.sha256Hex(der);
    }

    /** Whether basic constraints say that it is the certificate of a certification authority. */
    public boolean isCa() {
        return x509.getBasicConstraints() != NO_CA;
    }

    /** The organizationIdentifier, if it occurs exactly once and follows the syntax of its scheme. */
    public Optional<OrganizationIdentifier> organizationIdentifier() {
        return single(AttributeTypes.ORGANIZATION_IDENTIFIER).flatMap(OrganizationIdentifier::parse);
    }

    /** The qualified statements; {@link QcStatements#statements()} is empty where the extension is absent. */
    public Verdict<QcStatements> qcStatements(QcStatementSyntax syntax) {
        return extension(QC_STATEMENTS)
                .map(value -> QcStatements.read(value, syntax))
                .orElseGet(() -> Verdict.accepted(QcStatements.none()));
    }

    /** The value of a subject attribute that occurs exactly once and is text. */
    Optional<String> single(String oid) {
        return subject.count(oid) == 1 ? subject.values(oid).stream().findFirst() : Optional.empty();
    }

    /** The content of an extension's OCTET STRING. */
    Optional<byte[]> extension(String oid) {
        return Optional.ofNullable(structure.extensions().get(oid)).map(value -> value.clone());
    }

    CertificateStructure structure() {
        return structure;
    }

    Set<String> criticalExtensions() {
        Set<String> critical = x509.getCriticalExtensionOIDs();
        return critical == null ? Set.of() : critical;
    }

    /** Whether the subject and issuer are the same octets. */
    boolean isSelfIssued() {
        return Arrays.equals(structure.subject(), structure.issuer());
    }

    static Violation violation(CertificateReason reason, String detail) {
        return Violation.of(reason, ClaimPath.certificate()).because(detail);
    }

    private static Verdict<ReadCertificate> refused(CertificateReason reason, String detail) {
        return Verdict.rejected(violation(reason, detail));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReadCertificate that && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return subject + " (serial " + serialNumber().toString(16) + ", issued by " + issuer + ")";
    }
}
