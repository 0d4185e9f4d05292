package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Binds the presented certificate to the software of a verified statement.
 *
 * <p>What makes a certificate trusted and whose it is, a {@link CertificateVerifier} decides; this class sees to it that it
 * is asked about a verified statement only, that it can reach only the key sets which that statement names, and that only
 * its acceptance becomes a proof.
 */
public final class CertificateBindingChecker {

    private final CertificateVerifier verifier;
    private final KeySource keySource;

    private CertificateBindingChecker(CertificateVerifier verifier, KeySource keySource) {
        this.verifier = requireNonNull(verifier, "verifier");
        this.keySource = requireNonNull(keySource, "keySource");
    }

    /**
     * A checker.
     *
     * @param verifier what decides about certificates
     * @param keySource where the key sets of a statement come from
     */
    public static CertificateBindingChecker of(CertificateVerifier verifier, KeySource keySource) {
        return new CertificateBindingChecker(verifier, keySource);
    }

    /**
     * Checks that a certificate belongs to the software of a statement.
     *
     * @param presented the chain as the client presented it
     * @param ssa the verified statement
     * @param at the instant of decision
     */
    public Verdict<CertificateBinding> check(PresentedCertificates presented, VerifiedSsa ssa, Instant at) {
        Findings findings = new Findings(Gate.CERTIFICATE, false);
        Optional<CertificateFacts> facts = examine(presented, ssa.statement(), ssa.signed(), at, findings);
        return findings.verdict(() -> new CertificateBinding(facts.orElseThrow()));
    }

    List<Reason> reasons() {
        return verifier.reasons();
    }

    Optional<CertificateFacts> examine(
            PresentedCertificates presented,
            SoftwareStatement statement,
            @Nullable SignedStatement ssa,
            Instant at,
            Findings findings) {
        StatementKeySets keySets = ssa == null ? new NoKeySets() : new StatementEndpoints(ssa, keySource);
        try {
            Verdict<CertificateFacts> verdict = verifier.verify(presented, statement, keySets, at, findings);
            findings.rely(verdict.evidence());
            findings.fail(verdict.violations());
            verdict.obstacles().forEach(obstacle -> obstructed(obstacle, findings));
            verdict.toOptional().ifPresent(facts -> relyOn(facts, findings));
            return verdict.toOptional();
        } catch (CheckUnavailableException e) {
            obstructed(new Obstacle(Obstacle.Kind.CERTIFICATE_STATUS, e.detail(), e.retryAfter()), findings);
        } catch (KeySetRefusedException e) {
            refused(e.detail(), ssa != null, findings);
        }
        return Optional.empty();
    }

    private static void obstructed(Obstacle obstacle, Findings findings) {
        findings.obstructed(Unchecked.CERTIFICATE, ClaimPath.certificate(), obstacle);
    }

    /** A refusal of {@link NoKeySets} is no fault of the statement's: it follows from an earlier one. */
    private static void refused(String why, boolean statementVerified, Findings findings) {
        if (statementVerified) {
            findings.fail(Violation.of(SsaReason.KEY_SET_NOT_ALLOWED, ClaimPath.certificate())
                    .because(why));
        } else {
            findings.notCheckable(Unchecked.CERTIFICATE, ClaimPath.certificate(), why);
        }
    }

    /** What stands in an explanation for the checks of a certificate that could not be made; never a violation. */
    private enum Unchecked implements Reason {
        CERTIFICATE;

        @Override
        public String code() {
            return "certificate.unchecked";
        }

        @Override
        public RegistrationError error() {
            return RegistrationError.INVALID_CLIENT_METADATA;
        }

        @Override
        public String text() {
            return "The certificate could not be checked.";
        }

        @Override
        public String spec() {
            return "RFC 8705 section 2";
        }
    }

    private static void relyOn(CertificateFacts facts, Findings findings) {
        findings.rely("certificate.kind", facts.kind().name());
        findings.rely("certificate.subject", facts.subject().rfc4514());
        findings.rely("certificate.sha256", facts.fingerprint());
        findings.rely("certificate.path", String.join(" <- ", facts.path()));
        findings.rely("certificate.bound_by", facts.boundBy());
        findings.rely("certificate.revocation", facts.revocation());
    }

    /** The key sets of a statement that is not verified: none is ever fetched. */
    private static final class NoKeySets implements StatementKeySets {

        private static final String WHY = "no key set is fetched for a software statement that is not verified";

        @Override
        public boolean statementVerified() {
            return false;
        }

        @Override
        public KeySet software(WantedKey wanted) throws KeySetRefusedException {
            throw new KeySetRefusedException(WHY);
        }

        @Override
        public KeySet organisation(WantedKey wanted) throws KeySetRefusedException {
            throw new KeySetRefusedException(WHY);
        }

        @Override
        public KeySet revokedSoftware() throws KeySetRefusedException {
            throw new KeySetRefusedException(WHY);
        }

        @Override
        public KeySet revokedOrganisation() throws KeySetRefusedException {
            throw new KeySetRefusedException(WHY);
        }
    }
}
