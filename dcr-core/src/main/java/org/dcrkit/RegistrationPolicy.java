package org.dcrkit;

import java.util.List;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.Reason;

/**
 * A bank's rules: what it asks of statement and request as tokens, and of every claim.
 *
 * <p>The {@code ClaimPolicy} of {@code org.dcrkit.policy} is one that is built rather than coded. A policy is a pure function
 * of the facts: the same facts give the same outcome, in any order of claims.
 */
public interface RegistrationPolicy {

    /** What the bank calls the policy, for evidence. */
    String name();

    /** What is asked of software statements. */
    SsaRequirements ssaRequirements();

    /** What is asked of request JWTs. */
    RequestRequirements requestRequirements();

    /**
     * Judges the facts.
     *
     * @param log takes note of the rules that were kept
     * @return every violation at once, and the effective metadata
     */
    PolicyOutcome evaluate(RegistrationFacts facts, CheckLog log);

    /**
     * Whether a claim goes with the rest of a client's metadata. An update need not repeat one that no longer does, such as the
     * algorithm of client assertions when the client turns to its certificate.
     */
    default boolean allowsBeside(RequestClaim claim, ClientMetadata metadata) {
        return true;
    }

    /** Every reason that {@link #evaluate} may reject for. */
    List<Reason> reasons();
}
