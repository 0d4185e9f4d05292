package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
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
        List<String> chosen = Values.of(metadata, claim);
        return !chosen.isEmpty()
                && !Collections.disjoint(Values.canonical(claim, chosen), Values.canonical(claim, values));
    }

    @Override
    public String toString() {
        return claim.claimName() + (claim.isList() ? " has " : " is ") + String.join(" or ", values);
    }
}
