package org.dcrkit.testkit;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/**
 * Assertions about a verdict. Each failure shows the whole verdict: its violations, obstacles and evidence.
 *
 * @param <T> what an accepted verdict proves
 */
public final class VerdictAssert<T> extends AbstractAssert<VerdictAssert<T>, Verdict<T>> {

    private final String more;

    VerdictAssert(Verdict<T> actual, String more) {
        super(actual, VerdictAssert.class);
        this.more = more;
    }

    /** The verdict is accepted. */
    public VerdictAssert<T> isAccepted() {
        return check(actual.isAccepted(), "to be accepted");
    }

    /** The verdict is a rejection, for whatever reason. */
    public VerdictAssert<T> isRejected() {
        return check(!actual.violations().isEmpty(), "to be rejected");
    }

    /** The verdict is a rejection, and each of these reasons is among its own. */
    public VerdictAssert<T> isRejectedFor(Reason... reasons) {
        return check(reasons().containsAll(asked(reasons)), "to be rejected for " + codes(asked(reasons)));
    }

    /** The verdict is a rejection for these reasons and no others. */
    public VerdictAssert<T> isRejectedOnlyFor(Reason... reasons) {
        return check(
                reasons().equals(asked(reasons)), "to be rejected for " + codes(asked(reasons)) + " and nothing else");
    }

    /** The verdict is a rejection, one violation of which has that reason at that place, such as {@code request:/iss}. */
    public VerdictAssert<T> isRejectedFor(Reason reason, String where) {
        return check(
                actual.violations().stream()
                        .anyMatch(violation -> violation.reason().equals(reason)
                                && violation.where().toString().equals(where)),
                "to be rejected for " + reason.code() + " at " + where);
    }

    /** The verdict is a rejection that is answered with that error (RFC 7591, section 3.2.2). */
    public VerdictAssert<T> isAnsweredWith(RegistrationError error) {
        String answered = actual.fold(
                accepted -> "", rejected -> ErrorResponse.to(rejected).error(), indeterminate -> "");
        return check(answered.equals(error.code()), "to be answered with " + error.code());
    }

    /** The verdict is indeterminate: something could not be checked. */
    public VerdictAssert<T> isIndeterminate() {
        return check(!actual.obstacles().isEmpty(), "to be indeterminate");
    }

    /** The verdict is indeterminate because these and no others were out of reach. */
    public VerdictAssert<T> isIndeterminateFor(Obstacle.Kind... kinds) {
        Set<Obstacle.Kind> met =
                actual.obstacles().stream().map(Obstacle::kind).collect(Collectors.toCollection(LinkedHashSet::new));
        return check(met.equals(Set.of(kinds)), "to be indeterminate for " + Arrays.toString(kinds));
    }

    /** The verdict rests on that fact. */
    public VerdictAssert<T> restsOn(String name, String value) {
        return check(
                actual.evidence().entries().stream()
                        .anyMatch(entry ->
                                entry.name().equals(name) && entry.value().equals(value)),
                "to rest on " + name + "=" + value);
    }

    private VerdictAssert<T> check(boolean holds, String expectation) {
        isNotNull();
        if (!holds) {
            failWithMessage("%nExpected the verdict%n  %s%nbut it is%n%s", expectation, described());
        }
        return this;
    }

    private Set<Reason> reasons() {
        return actual.violations().stream().map(Violation::reason).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Reason> asked(Reason... reasons) {
        if (reasons.length == 0) {
            throw new IllegalArgumentException("name at least one reason, or use isRejected()");
        }
        return new LinkedHashSet<>(List.of(reasons));
    }

    private static String codes(Set<Reason> reasons) {
        return reasons.stream().map(Reason::code).collect(Collectors.joining(", "));
    }

    private String described() {
        StringBuilder text = new StringBuilder("  ")
                .append(actual.<String>fold(a -> "accepted", r -> "rejected", i -> "indeterminate"));
        actual.violations().forEach(violation -> text.append("\n    ").append(violation));
        actual.obstacles().forEach(obstacle -> text.append("\n    ").append(obstacle));
        actual.evidence().entries().forEach(entry -> text.append("\n    on ").append(entry));
        return text.append(more).toString();
    }
}
