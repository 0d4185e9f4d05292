package org.dcrkit.examples.spring.operation;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.dcrkit.endpoint.RegistrationEvent;
import org.springframework.stereotype.Component;

/**
 * How many calls ended how, and for which reasons. Tags have few values: operations, statuses, outcomes, and the codes of
 * reasons, none of which a caller can make up.
 */
@Component
class RegistrationFigures {

    private final MeterRegistry meters;

    RegistrationFigures(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(RegistrationEvent event, Transaction transaction) {
        meters.counter(
                        "dcr.registration.calls",
                        "operation",
                        event.operation().name(),
                        "status",
                        Integer.toString(transaction.answered(event.status())),
                        "outcome",
                        Outcome.of(event).word(),
                        "transaction",
                        transaction.word())
                .increment();
        reasons(event)
                .forEach(reason -> meters.counter("dcr.registration.reasons", "reason", reason)
                        .increment());
    }

    private static List<String> reasons(RegistrationEvent event) {
        return event.verdict()
                .map(verdict -> verdict.<List<String>>fold(
                        accepted -> List.of(),
                        rejected -> rejected.violations().stream()
                                .map(violation -> violation.reason().code())
                                .distinct()
                                .toList(),
                        unknown -> unknown.obstacles().stream()
                                .map(obstacle -> obstacle.kind().code())
                                .distinct()
                                .toList()))
                .orElse(List.of());
    }
}
