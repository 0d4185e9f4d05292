package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Violation;

/**
 * What a policy makes of the facts.
 *
 * @param violations every rule that is broken; empty if none is
 * @param effective the metadata to register: defaults filled in, permitted alterations made (RFC 7591, section 3.2.1)
 * @param evidence what the outcome rests on, waivers among it
 */
public record PolicyOutcome(List<Violation> violations, ClientMetadata effective, Evidence evidence) {

    /** Copies the violations. */
    public PolicyOutcome {
        violations = List.copyOf(violations);
        requireNonNull(effective, "effective");
        requireNonNull(evidence, "evidence");
    }
}
