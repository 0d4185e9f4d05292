package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.dcrkit.verdict.Verdict;

/**
 * Every check of a submission, made or not, beside the verdict.
 *
 * @param verdict what {@link RegistrationValidator#validate} would have answered, but that no use is marked at the replay
 *     guard
 * @param checks every check in the order of the gates
 */
public record Explanation(Verdict<AcceptedRegistration> verdict, List<Check> checks) {

    /** Copies the checks. */
    public Explanation {
        requireNonNull(verdict, "verdict");
        checks = List.copyOf(checks);
    }

    /** The checks of one gate. */
    public List<Check> checks(Gate gate) {
        return checks.stream().filter(check -> check.gate() == gate).toList();
    }

    /** The checks with that outcome. */
    public List<Check> checks(Check.State state) {
        return checks.stream().filter(check -> check.state() == state).toList();
    }
}
