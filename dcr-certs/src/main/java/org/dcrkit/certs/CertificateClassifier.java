package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.dcrkit.spi.CertificateKind;

/**
 * Tells which kind a certificate is, by its issuer, its QcType, its extended key usage and the layout of its subject (OBIE
 * certificate profiles; ETSI TS 119 495).
 *
 * <p>A kind is what a certificate looks like. That its issuer is who it says is proven by the path alone.
 */
public final class CertificateClassifier {

    private static final String OPEN_BANKING = "OpenBanking";
    private static final String DOCUMENT_SIGNING = "1.3.6.1.4.1.311.10.3.12";
    private static final CertificateClassifier STANDARD = new CertificateClassifier(OPEN_BANKING);

    private final String directory;

    private CertificateClassifier(String directory) {
        this.directory = directory;
    }

    /** A classifier for certificates of the Open Banking directory and of eIDAS. */
    public static CertificateClassifier standard() {
        return STANDARD;
    }

    /**
     * A classifier for a directory of another name.
     *
     * @param organisation the {@code O} of the directory's issuing authority, and of the subject of its legacy certificates
     */
    public static CertificateClassifier forDirectory(String organisation) {
        return new CertificateClassifier(requireNonNull(organisation, "organisation"));
    }

    /** The kind; {@link CertificateKind#UNKNOWN} if it is not exactly of the shape of one of the others. */
    public CertificateKind kind(ReadCertificate certificate, QcStatements statements) {
        boolean web = statements.types().contains(QcStatements.QC_TYPE_WEB);
        boolean seal = statements.types().contains(QcStatements.QC_TYPE_ESEAL);
        if (web == seal) {
            return web ? CertificateKind.UNKNOWN : legacy(certificate, statements);
        }
        if (statements.isQualified()) {
            return web ? CertificateKind.QWAC : CertificateKind.QSEALC;
        }
        boolean openBanking = fromDirectory(certificate)
                && statements.psd2().isPresent()
                && certificate.subject().count(AttributeTypes.ORGANIZATION_IDENTIFIER) > 0;
        if (!openBanking) {
            return CertificateKind.UNKNOWN;
        }
        return web ? CertificateKind.OBWAC : CertificateKind.OBSEAL;
    }

    private CertificateKind legacy(ReadCertificate certificate, QcStatements statements) {
        DistinguishedName subject = certificate.subject();
        boolean layout = fromDirectory(certificate)
                && statements.statements().isEmpty()
                && subject.values(AttributeTypes.ORGANIZATION).equals(List.of(directory))
                && subject.count(AttributeTypes.ORGANIZATIONAL_UNIT) > 0
                && subject.count(AttributeTypes.COMMON_NAME) > 0
                && subject.count(AttributeTypes.ORGANIZATION_IDENTIFIER) == 0;
        List<String> usages = UsageRules.extendedKeyUsage(certificate);
        if (layout && usages.contains(UsageRules.CLIENT_AUTH)) {
            return CertificateKind.OB_TRANSPORT;
        }
        return layout && usages.contains(DOCUMENT_SIGNING) ? CertificateKind.OB_SIGNING : CertificateKind.UNKNOWN;
    }

    private boolean fromDirectory(ReadCertificate certificate) {
        return certificate.issuer().values(AttributeTypes.ORGANIZATION).equals(List.of(directory));
    }
}
