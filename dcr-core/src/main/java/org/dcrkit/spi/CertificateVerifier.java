package org.dcrkit.spi;

import java.time.Instant;
import java.util.List;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;

/**
 * Decides whether a presented certificate is trusted, fit for client authentication, of an accepted kind, and belongs to
 * the software of a statement.
 *
 * <p>{@code dcr-certs} has the implementation for Open Banking and eIDAS certificates.
 */
@FunctionalInterface
public interface CertificateVerifier {

    /**
     * Checks the certificate.
     *
     * @param presented the chain as the client presented it; hostile until shown otherwise
     * @param statement the claims of a software statement whose signature stands
     * @param keySets the key sets that the statement names
     * @param at the instant of decision
     * @param log takes note of the checks that passed
     * @return accepted with what was found out; rejected with a violation for each fault
     * @throws CheckUnavailableException if something needed for the decision is out of reach
     * @throws KeySetRefusedException if a key set that is needed must not be fetched
     */
    Verdict<CertificateFacts> verify(
            PresentedCertificates presented,
            SoftwareStatement statement,
            StatementKeySets keySets,
            Instant at,
            CheckLog log)
            throws CheckUnavailableException, KeySetRefusedException;

    /**
     * Every reason that {@link #verify} may reject for, in the order of its checks; an explanation lists those that were
     * not reached.
     */
    default List<Reason> reasons() {
        return List.of();
    }
}
