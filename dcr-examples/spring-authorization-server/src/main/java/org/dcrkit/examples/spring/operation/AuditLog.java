package org.dcrkit.examples.spring.operation;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The bank's audit trail: one line of JSON for each call that names an operation, written by the logger {@code dcr.audit} once
 * it is known what the database made of it. Tokens, and what unverified tokens say, are never in it.
 */
@Component
class AuditLog implements Consumer<RegistrationEvent> {

    private static final Logger AUDIT = LoggerFactory.getLogger("dcr.audit");

    @Override
    public void accept(RegistrationEvent event) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            AUDIT.info("{}", line(event, "none"));
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                AUDIT.info(
                        "{}",
                        line(
                                event,
                                switch (status) {
                                    case STATUS_COMMITTED -> "committed";
                                    case STATUS_ROLLED_BACK -> "rolled_back";
                                    default -> "unknown";
                                }));
            }
        });
    }

    static JsonObject line(RegistrationEvent event, String transaction) {
        JsonObject line = JsonObject.empty()
                .with("operation", event.operation().name())
                .with("status", event.status())
                .with("transaction", transaction);
        if (event.clientId().isPresent()) {
            line = line.with("client_id", event.clientId().get());
        }
        if (event.verdict().isEmpty()) {
            return line;
        }
        Verdict<?> verdict = event.verdict().get();
        return line.with("outcome", Outcome.of(verdict).word())
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
                .collect(Collectors.toList()));
    }
}
