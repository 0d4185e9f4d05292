package org.dcrkit.certs;

import static org.dcrkit.certs.ReadCertificate.violation;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a path has to keep: the platform's PKIX validation (RFC 5280, section 6) and what that leaves out.
 *
 * <p>Left out by the JDK and Bouncy Castle alike: the anchor's own validity, strength and name constraints; certificates
 * below version 3; weak keys and signatures; serial numbers of zero and below; an authority's certificate as a client's.
 */
final class PathRules {

    private static final String QC_STATEMENTS = "1.3.6.1.5.5.7.1.3";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final int MAX_SERIAL_OCTETS = 20;

    private PathRules() {}

    /** The library's own rules that the path breaks above the client's certificate. */
    static List<Violation> violations(
            PathSearch.Path path, @Nullable CertificatePurpose purpose, KeyStrength keys, Instant at) {
        List<Violation> violations = new ArrayList<>();
        List<ReadCertificate> certificates = path.certificates();
        for (int i = 1; i < certificates.size(); i++) {
            violations.addAll(certificate(certificates.get(i), false, keys, at));
            if (!UsageRules.authorityAllows(certificates.get(i), purpose)) {
                violations.add(violation(
                        CertificateReason.EXTENDED_KEY_USAGE,
                        "an authority on the path may not issue certificates for this use: " + certificates.get(i)));
            }
        }
        violations.addAll(anchor(path.anchor(), keys, at));
        NameConstraintsCheck.fault(path)
                .ifPresent(detail -> violations.add(violation(CertificateReason.NAME_CONSTRAINTS, detail)));
        return violations;
    }

    /** The rules for one certificate on a path below the anchor. */
    static List<Violation> certificate(ReadCertificate certificate, boolean client, KeyStrength keys, Instant at) {
        List<Violation> violations = new ArrayList<>(validity(certificate, at));
        if (certificate.x509().getVersion() != 3) {
            violations.add(violation(CertificateReason.VERSION, certificate.toString())
                    .got(Integer.toString(certificate.x509().getVersion()))
                    .expected("3"));
        }
        BigInteger serial = certificate.serialNumber();
        if (serial.signum() <= 0 || serial.toByteArray().length > MAX_SERIAL_OCTETS) {
            violations.add(violation(CertificateReason.SERIAL_NUMBER, certificate.toString())
                    .got(serial.toString(16)));
        }
        keys.weaknessOf(certificate.x509().getPublicKey())
                .ifPresent(detail -> violations.add(violation(CertificateReason.WEAK_KEY, detail)));
        if (!SignatureStrength.accepts(certificate.x509())) {
            violations.add(violation(CertificateReason.WEAK_SIGNATURE, certificate.toString())
                    .got(certificate.x509().getSigAlgName()));
        }
        ExtensionRules.faults(certificate, client)
                .forEach(detail -> violations.add(violation(CertificateReason.EXTENSION, detail)));
        return violations;
    }

    private static List<Violation> validity(ReadCertificate certificate, Instant at) {
        if (at.isAfter(certificate.notAfter())) {
            return List.of(violation(CertificateReason.EXPIRED, certificate.toString())
                    .got(at.toString())
                    .expected("at most " + certificate.notAfter()));
        }
        return at.isBefore(certificate.notBefore())
                ? List.of(violation(CertificateReason.NOT_YET_VALID, certificate.toString())
                        .got(at.toString())
                        .expected("at least " + certificate.notBefore()))
                : List.of();
    }

    private static List<Violation> anchor(TrustAnchors.Anchor anchor, KeyStrength keys, Instant at) {
        List<Violation> violations = new ArrayList<>(validity(anchor.certificate(), at));
        keys.weaknessOf(anchor.certificate().x509().getPublicKey())
                .ifPresent(detail -> violations.add(
                        violation(CertificateReason.WEAK_KEY, "trust anchor " + anchor.name() + ": " + detail)));
        if (!anchor.certificate().isCa() || !UsageRules.maySignCertificates(anchor.certificate())) {
            violations.add(violation(
                    CertificateReason.PATH_INVALID,
                    "trust anchor " + anchor.name() + " is no certification authority"));
        }
        return violations;
    }

    /** What the platform's PKIX validation finds wrong with the whole path. */
    static List<Violation> platform(PathSearch.Path path, Set<String> policies, Instant at) {
        try {
            List<X509Certificate> certificates =
                    path.certificates().stream().map(ReadCertificate::x509).toList();
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(certificates);
            X509Certificate anchor = path.anchor().certificate().x509();
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setDate(Date.from(at));
            parameters.setRevocationEnabled(false);
            parameters.setInitialPolicies(policies);
            parameters.setExplicitPolicyRequired(!policies.isEmpty());
            parameters.addCertPathChecker(new ReadElsewhere());
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return List.of();
        } catch (CertPathValidatorException e) {
            return List.of(violation(reason(e), e.getReason() + ": " + e.getMessage()));
        } catch (GeneralSecurityException | RuntimeException e) {
            return List.of(violation(CertificateReason.PATH_INVALID, String.valueOf(e.getMessage())));
        }
    }

    private static CertificateReason reason(CertPathValidatorException e) {
        return switch (e.getReason().toString()) {
            case "UNRECOGNIZED_CRIT_EXT" -> CertificateReason.EXTENSION;
            case "ALGORITHM_CONSTRAINED" -> CertificateReason.WEAK_SIGNATURE;
            case "INVALID_NAME" -> CertificateReason.NAME_CONSTRAINTS;
            default -> CertificateReason.PATH_INVALID;
        };
    }

    /** Tells the platform which critical extensions this library has read, which is no reason to refuse them. */
    private static final class ReadElsewhere extends PKIXCertPathChecker {

        private static final Set<String> READ = Set.of(QC_STATEMENTS, EXTENDED_KEY_USAGE);

        @Override
        public void init(boolean forward) {
            // holds no state
        }

        @Override
        public boolean isForwardCheckingSupported() {
            return true;
        }

        @Override
        public Set<String> getSupportedExtensions() {
            return READ;
        }

        @Override
        public void check(Certificate certificate, @Nullable Collection<String> unresolved) {
            if (unresolved != null) {
                unresolved.removeAll(READ);
            }
        }
    }
}
