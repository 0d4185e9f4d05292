package org.dcrkit.spi;

import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;

/**
 * Takes note of checks that passed, so that an explanation can show them beside those that failed.
 *
 * <p>Handed in by the validator. Faults are not noted here: they are violations of the verdict.
 */
@FunctionalInterface
public interface CheckLog {

    /**
     * A check was made and passed.
     *
     * @param reason the reason that its failure would have had
     * @param where what was looked at
     * @param got what was found there
     * @param expected what had to be found
     */
    void passed(Reason reason, ClaimPath where, String got, String expected);

    /** Takes note of nothing. */
    static CheckLog none() {
        return (reason, where, got, expected) -> {};
    }
}
