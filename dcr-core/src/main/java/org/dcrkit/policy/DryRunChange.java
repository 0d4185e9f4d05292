package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.Violation;

/**
 * A request that fares differently under another policy.
 *
 * @param whose what the caller knows the request by
 * @param effect stricter if it is newly refused or refused for more, looser if the reverse, different if it is registered
 *     with other metadata or refused for other reasons
 * @param added the violations that only the other policy finds
 * @param removed the violations that only the present policy finds
 */
public record DryRunChange<T>(T whose, PolicyChange.Effect effect, List<Violation> added, List<Violation> removed) {

    /** Copies the violations. */
    public DryRunChange {
        requireNonNull(whose, "whose");
        requireNonNull(effect, "effect");
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    static <T> Optional<DryRunChange<T>> between(PastRequest<T> past, ClaimPolicy before, ClaimPolicy after) {
        PolicyOutcome old = before.evaluate(past.facts(), CheckLog.none());
        PolicyOutcome now = after.evaluate(past.facts(), CheckLog.none());
        List<Violation> added = without(now.violations(), old.violations());
        List<Violation> removed = without(old.violations(), now.violations());
        boolean sameMetadata = old.effective().equals(now.effective());
        boolean accepted = now.violations().isEmpty();
        if (added.isEmpty() && removed.isEmpty() && (sameMetadata || !accepted)) {
            return Optional.empty();
        }
        PolicyChange.Effect effect = added.isEmpty() == removed.isEmpty()
                ? PolicyChange.Effect.DIFFERENT
                : added.isEmpty() ? PolicyChange.Effect.LOOSER : PolicyChange.Effect.STRICTER;
        return Optional.of(new DryRunChange<>(past.whose(), effect, added, removed));
    }

    /** What is in one list and not in the other by reason, place and value; what was expected may differ. */
    private static List<Violation> without(List<Violation> violations, List<Violation> others) {
        List<Violation> rest = new ArrayList<>(violations);
        rest.removeIf(violation -> others.stream().anyMatch(other -> same(violation, other)));
        return rest;
    }

    private static boolean same(Violation one, Violation other) {
        return one.reason().equals(other.reason())
                && one.where().equals(other.where())
                && one.got().equals(other.got());
    }
}
