package org.dcrkit.certs;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.verdict.Verdict;

/**
 * One way of telling that a certificate belongs to the software, or the organisation, of a statement.
 *
 * <p>{@link BindingRules} has those in use. A verifier applies the first that is meant for the kind of the certificate. A
 * rule only ever compares decoded values for equality, never strings of names.
 */
public interface BindingRule {

    /** What the rule is called in evidence, such as {@code legacy}. */
    String name();

    /** The kinds of certificate that the rule is meant for. */
    Set<CertificateKind> kinds();

    /**
     * Compares.
     *
     * @return accepted with what was compared and found equal; rejected with a violation for each difference
     * @throws CheckUnavailableException if a key set that is needed is out of reach
     * @throws KeySetRefusedException if a key set that is needed must not be fetched
     */
    Verdict<String> bind(BindingCandidate candidate) throws CheckUnavailableException, KeySetRefusedException;

    /** The same rule for other kinds: legacy comparison for a sandbox's own certificates, say. */
    default BindingRule forKinds(CertificateKind first, CertificateKind... more) {
        return BindingRules.named(name(), EnumSet.of(first, more), this::bind);
    }

    /** This rule and others: each has to find the certificate to belong. */
    default BindingRule and(BindingRule... others) {
        return BindingRules.all(this, List.of(others));
    }
}
