package org.dcrkit.certs;

import static org.dcrkit.certs.ReadCertificate.violation;

import java.security.cert.CertificateParsingException;
import java.util.ArrayList;
import java.util.List;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/** Whether the key usage and extended key usage of a client's certificate allow its purpose (RFC 5280, 4.2.1.3 and 12). */
final class UsageRules {

    static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    static final String ANY = "2.5.29.37.0";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;

    private UsageRules() {}

    /** What no client certificate may be, whatever it is used for: an authority's. */
    static List<Violation> neverAnAuthority(ReadCertificate certificate) {
        List<Violation> violations = new ArrayList<>();
        if (certificate.isCa()) {
            violations.add(violation(CertificateReason.CA_AS_CLIENT, "basic constraints say that it is an authority"));
        }
        if (allows(certificate, KEY_CERT_SIGN) || allows(certificate, CRL_SIGN)) {
            violations.add(
                    violation(CertificateReason.CA_AS_CLIENT, "the key may sign certificates or revocation lists"));
        }
        return violations;
    }

    /** What the purpose asks of the usages. */
    static List<Violation> forPurpose(ReadCertificate certificate, CertificatePurpose purpose) {
        List<Violation> violations = new ArrayList<>();
        boolean transport = purpose == CertificatePurpose.TRANSPORT;
        boolean signs = allows(certificate, DIGITAL_SIGNATURE);
        if (certificate.extension(KEY_USAGE).isEmpty()) {
            violations.add(violation(CertificateReason.KEY_USAGE, "no key usage"));
        } else if (!(signs || (!transport && allows(certificate, NON_REPUDIATION)))) {
            violations.add(violation(CertificateReason.KEY_USAGE, "the key may not make signatures"));
        }
        List<String> extended = extendedKeyUsage(certificate);
        if (transport && !extended.contains(CLIENT_AUTH)) {
            violations.add(
                    violation(CertificateReason.EXTENDED_KEY_USAGE, "no clientAuth among the extended key usages")
                            .got(extended.isEmpty() ? "none" : String.join(" ", extended))
                            .expected(CLIENT_AUTH));
        } else if (extended.contains(ANY)) {
            violations.add(violation(CertificateReason.EXTENDED_KEY_USAGE, "anyExtendedKeyUsage is as good as none")
                    .got(ANY));
        }
        return violations;
    }

    /** Whether an authority that names extended key usages names one that covers the purpose. */
    static boolean authorityAllows(ReadCertificate authority, @Nullable CertificatePurpose purpose) {
        List<String> extended = extendedKeyUsage(authority);
        return purpose != CertificatePurpose.TRANSPORT
                || extended.isEmpty()
                || extended.contains(CLIENT_AUTH)
                || extended.contains(ANY);
    }

    /** Whether the key usage, where there is one, lets an authority sign certificates. */
    static boolean maySignCertificates(ReadCertificate authority) {
        return authority.x509().getKeyUsage() == null || allows(authority, KEY_CERT_SIGN);
    }

    /** The extended key usages; none where the extension is absent. */
    static List<String> extendedKeyUsage(ReadCertificate certificate) {
        try {
            List<String> usages = certificate.x509().getExtendedKeyUsage();
            return usages == null ? List.of() : List.copyOf(usages);
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static boolean allows(ReadCertificate certificate, int bit) {
        boolean @Nullable [] usage = certificate.x509().getKeyUsage();
        return usage != null && usage.length > bit && usage[bit];
    }
}
