package org.dcrkit.certs;

import java.time.Duration;
import org.dcrkit.SsaReason;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/** A check that needs a key set, so that trouble with the set is a verdict beside those of the other checks. */
@FunctionalInterface
interface KeySetQuestion<T> {

    Verdict<T> ask() throws CheckUnavailableException, KeySetRefusedException;

    /**
     * The answer; an obstacle where the set is out of reach; a violation where the set that a verified statement names is
     * not allowed. The sets of a statement that is not verified are not asked yet, which is no fault.
     */
    static <T> Verdict<T> answer(StatementKeySets keySets, Obstacle.Kind kind, KeySetQuestion<T> question) {
        try {
            return question.ask();
        } catch (CheckUnavailableException e) {
            return Verdict.indeterminate(new Obstacle(kind, e.detail(), e.retryAfter()));
        } catch (KeySetRefusedException e) {
            return keySets.statementVerified()
                    ? Verdict.rejected(Violation.of(SsaReason.KEY_SET_NOT_ALLOWED, ClaimPath.certificate())
                            .because(e.detail()))
                    : Verdict.indeterminate(new Obstacle(kind, e.detail(), RevocationSources.RETRY));
        }
    }

    /** Sets that are not asked for, because the answer could change nothing any more. */
    static StatementKeySets nobodyAsked(StatementKeySets keySets) {
        return new StatementKeySets() {
            @Override
            public boolean statementVerified() {
                return keySets.statementVerified();
            }

            @Override
            public KeySet software(WantedKey wanted) throws CheckUnavailableException {
                throw notAsked();
            }

            @Override
            public KeySet organisation(WantedKey wanted) throws CheckUnavailableException {
                throw notAsked();
            }

            @Override
            public KeySet revokedSoftware() throws CheckUnavailableException {
                throw notAsked();
            }

            @Override
            public KeySet revokedOrganisation() throws CheckUnavailableException {
                throw notAsked();
            }
        };
    }

    private static CheckUnavailableException notAsked() {
        return new CheckUnavailableException(
                "no key set is fetched for a certificate that is not trusted", Duration.ZERO);
    }
}
