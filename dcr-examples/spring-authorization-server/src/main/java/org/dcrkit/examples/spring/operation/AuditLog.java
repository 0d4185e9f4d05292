package org.dcrkit.examples.spring.operation;

import java.util.List;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The bank's audit trail: one line of JSON for each call to an operation, written by the logger {@code dcr.audit} once
 * it is known what the database made of it. Tokens, and what unverified tokens say, are never in it.
 *
 * <p>Where the database failed when it was told to commit, the transaction is {@code unknown}: the caller was answered 503 and the
 * line says so, beside the outcome that was decided and the client that may or may not be stored.
 */
@Component
class AuditLog {

    private static final Logger AUDIT = LoggerFactory.getLogger("dcr.audit");

    void write(RegistrationEvent event, Transaction transaction) {
        AUDIT.info("{}", line(event, transaction));
    }

    static JsonObject line(RegistrationEvent event, Transaction transaction) {
        JsonObject line = JsonObject.empty()
                .with("operation", event.operation().name())
                .with("status", transaction.answered(event.status()))
                .with("transaction", transaction.word());
        if (event.requestedClientId().isPresent()) {
            line = line.with("requested_client_id", event.requestedClientId().get());
        }
        if (event.clientId().isPresent()) {
            line = line.with("client_id", event.clientId().get());
        }
        if (event.verdict().isEmpty()) {
            return line;
        }
        Verdict<?> verdict = event.verdict().get();
        return line.with("outcome", Outcome.of(event).word())
                .with("reasons", reasons(verdict))
                .with("evidence", evidence(verdict.evidence()));
    }

    private static List<String> reasons(Verdict<?> verdict) {
        return verdict.fold(
                accepted -> List.of(),
                rejected -> rejected.violations().stream()
                        .map(violation -> violation.reason().code() + " at " + violation.where())
                        .toList(),
                unknown -> unknown.obstacles().stream()
                        .map(obstacle -> obstacle.kind().code())
                        .toList());
    }

    private static JsonArray evidence(Evidence evidence) {
        return new JsonArray(evidence.entries().stream()
                .map(entry -> JsonObject.empty().with("name", entry.name()).with("value", entry.value()))
                .map(JsonValue.class::cast)
                .toList());
    }
}
