package org.dcrkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /** From here on, what is looked at may have been written by anybody. */
    void nowUnverified() {
        verified = false;
    }

    /** Notes a check; a violation with what was got and expected if it does not hold. */
    boolean require(boolean holds, Reason reason, ClaimPath where, @Nullable String got, @Nullable String expected) {
        if (holds) {
            if (explaining) {
                checks.add(Check.passed(gate, reason, where, got, expected, verified));
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
            checks.add(Check.failed(gate, violation, verified));
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

    /** Whether to go on to a check that needs the earlier ones of this gate to have passed. */
    boolean goOn() {
        return explaining || settled();
    }

    List<Check> checks() {
        return checks;
    }

    Gate gate() {
        return gate;
    }

    /** What was noted, and after a fault a line for each of the gate's reasons that nothing was noted about. */
    List<Check> checksWith(List<? extends Reason> reasons, ClaimPath where, String why) {
        if (settled() && !checks.isEmpty()) {
            return checks;
        }
        Set<Reason> noted = checks.stream().map(Check::reason).collect(Collectors.toSet());
        List<Check> all = new ArrayList<>(checks);
        reasons.stream()
                .filter(reason -> !noted.contains(reason))
                .forEach(reason -> all.add(Check.notReached(gate, reason, where, why)));
        return all;
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
