package org.dcrkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What one gate finds while it looks at one submission: the only place where validation and explanation differ.
 *
 * <p>Lives for one call on one thread. When explaining, passed checks are written down too, and a gate goes on after a
 * fault where there is something left to look at.
 */
final class Findings implements CheckLog {

    private final Gate gate;
    private final boolean explaining;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();
    private Evidence evidence = Evidence.none();
    private boolean verified = true;

    Findings(Gate gate, boolean explaining) {
        this.gate = gate;
        this.explaining = explaining;
    }

    boolean explaining() {
        return explaining;
    }

    /** What this gate looks at may have been written by anybody; what it noted before was read there too. */
    void unverified() {
        verified = false;
    }

    boolean isVerified() {
        return verified;
    }

    /** Notes a check whose texts cost something to make; they are made only where they are noted. */
    boolean require(boolean holds, Reason reason, ClaimPath where, Supplier<String> got, Supplier<String> expected) {
        return (holds && !explaining) || require(holds, reason, where, got.get(), expected.get());
    }

    /** Notes a check; a violation with what was got and expected if it does not hold. */
    boolean require(boolean holds, Reason reason, ClaimPath where, @Nullable String got, @Nullable String expected) {
        if (holds) {
            if (explaining) {
                checks.add(Check.passed(gate, reason, where, got, expected));
            }
        } else {
            Violation violation = Violation.of(reason, where);
            violation = got == null ? violation : violation.got(got);
            fail(expected == null ? violation : violation.expected(expected));
        }
        return holds;
    }

    @Override
    public void passed(Reason reason, ClaimPath where, String got, String expected) {
        require(true, reason, where, got, expected);
    }

    void fail(Violation violation) {
        violations.add(violation);
        if (explaining) {
            checks.add(Check.failed(gate, violation));
        }
    }

    void fail(List<Violation> found) {
        found.forEach(this::fail);
    }

    /** Notes that a check could not be made for want of something out of reach. */
    void obstructed(Reason reason, ClaimPath where, Obstacle obstacle) {
        obstacles.add(obstacle);
        notCheckable(reason, where, obstacle.detail());
    }

    /** Notes that a check cannot be made; an earlier fault is the cause, so this adds none. */
    void notCheckable(Reason reason, ClaimPath where, String why) {
        if (explaining) {
            checks.add(Check.notCheckable(gate, reason, where, why));
        }
    }

    void rely(String name, String value) {
        evidence = evidence.with(name, value);
    }

    void rely(Evidence more) {
        evidence = evidence.and(more);
    }

    /** Whether a fault stands exactly there. */
    boolean violates(ClaimPath where) {
        return violations.stream().anyMatch(violation -> violation.where().equals(where));
    }

    boolean failed() {
        return !violations.isEmpty();
    }

    boolean settled() {
        return violations.isEmpty() && obstacles.isEmpty();
    }

    /** How many faults there are so far. */
    int faults() {
        return violations.size();
    }

    Gate gate() {
        return gate;
    }

    /** What was noted, with what was not verified marked so. */
    List<Check> checks() {
        return verified ? checks : checks.stream().map(Check::unverified).toList();
    }

    /** Whether anything was noted about a reason. */
    boolean notes(Reason reason) {
        return checks.stream().anyMatch(check -> check.reason().equals(reason));
    }

    <T> Verdict<T> verdict(Supplier<T> value) {
        if (failed()) {
            return Verdict.rejected(violations, evidence);
        }
        return obstacles.isEmpty()
                ? Verdict.accepted(value.get(), evidence)
                : new Verdict.Indeterminate<>(obstacles, evidence);
    }
}
