package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;

/**
 * A rule that a bank writes itself, for what cannot be said otherwise.
 *
 * @param where what it looks at
 * @param reason why a request that breaks it is refused: a constant of an enum of the bank's own
 * @param words the rule in words, for descriptions and explanations
 * @param holds whether the facts keep it; a pure function that never throws
 */
record BankRule(ClaimPath where, Reason reason, String words, Predicate<RegistrationFacts> holds) {

    BankRule {
        requireNonNull(where, "where");
        requireNonNull(reason, "reason");
        requireNonNull(words, "words");
        requireNonNull(holds, "holds");
    }

    void judge(PolicyEvaluation evaluation) {
        evaluation.require(holds.test(evaluation.facts()), reason, where, "as sent", words);
    }
}
