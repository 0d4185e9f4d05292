package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaDialect;

/**
 * A request of the past, for trying a policy on it.
 *
 * @param whose what the caller knows it by: a client id, a TPP's name, a line of a log
 * @param facts what the gates had proven of it
 */
public record PastRequest<T>(T whose, RegistrationFacts facts) {

    /** Requires both. */
    public PastRequest {
        requireNonNull(whose, "whose");
        requireNonNull(facts, "facts");
    }

    /**
     * A request from the claims that an archive kept.
     *
     * @param request the claims of the request JWT
     * @param statement the claims of its software statement
     * @param dialect how the statement names them
     * @param environment the environment that it was for
     * @param at when it was judged
     */
    public static <T> PastRequest<T> of(
            T whose, JsonObject request, JsonObject statement, SsaDialect dialect, String environment, Instant at) {
        return new PastRequest<>(
                whose,
                RegistrationFacts.archived(
                        SoftwareStatement.readAsFarAsPossible(statement, dialect, fault -> {}),
                        ClientMetadata.readAsFarAsPossible(request, fault -> {}),
                        null,
                        environment,
                        at));
    }
}
