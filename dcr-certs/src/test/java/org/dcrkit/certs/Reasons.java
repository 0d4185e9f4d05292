package org.dcrkit.certs;

import java.util.List;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/** Short ways from a certificate to a verdict and from a verdict to its reasons. */
final class Reasons {

    private Reasons() {}

    static List<Reason> of(Verdict<?> verdict) {
        return verdict.violations().stream().map(Violation::reason).toList();
    }

    static PresentedCertificates presented(ReadCertificate... certificates) {
        return PresentedCertificates.ofDer(
                List.of(certificates).stream().map(ReadCertificate::der).toList());
    }

    static Verdict<CertificateFacts> verify(
            X509CertificateVerifier verifier, SoftwareStatement statement, ReadCertificate... certificates) {
        return verify(verifier, statement, new NoKeySets(), certificates);
    }

    static Verdict<CertificateFacts> verify(
            X509CertificateVerifier verifier,
            SoftwareStatement statement,
            StatementKeySets keySets,
            ReadCertificate... certificates) {
        try {
            return verifier.verify(presented(certificates), statement, keySets, TestAuthority.NOW, CheckLog.none());
        } catch (CheckUnavailableException | KeySetRefusedException e) {
            throw new AssertionError(e);
        }
    }
}
