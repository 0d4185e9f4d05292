package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;

/**
 * A choice that a request makes in one claim and that another claim depends on.
 *
 * @param claim the claim that the choice is made in
 * @param values the values of which it has at least one, in the order in which a description lists them
 */
public record Condition(RequestClaim claim, List<String> values) {

    /** Copies the values, each of them once. */
    public Condition {
        requireNonNull(claim, "claim");
        values = List.copyOf(new LinkedHashSet<>(values));
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a condition needs a value to look for in " + claim.claimName());
        }
    }

    /** That a claim is, or a list has, one of these values. */
    public static Condition in(RequestClaim claim, String... values) {
        return new Condition(claim, List.of(values));
    }

    boolean holds(ClientMetadata metadata) {
        Set<String> wanted = Values.canonical(claim, values);
        return Values.canonical(claim, Values.of(metadata, claim)).stream().anyMatch(wanted::contains);
    }

    @Override
    public String toString() {
        return claim.claimName() + (claim.isList() ? " has " : " is ") + String.join(" or ", values);
    }
}
