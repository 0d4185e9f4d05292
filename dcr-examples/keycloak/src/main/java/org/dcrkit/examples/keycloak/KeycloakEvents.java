package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.verdict.Verdict;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Keycloak's event listeners what became of a call, and the log why something could not be checked. */
final class KeycloakEvents {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakEvents.class);
    private static final int SUCCESSES_END = 300;

    private final EventBuilder event;

    KeycloakEvents(EventBuilder event) {
        this.event = requireNonNull(event, "event");
    }

    void record(RegistrationEvent call) {
        event.event(type(call)).detail("status", String.valueOf(call.status()));
        call.clientId().ifPresent(event::client);
        String words = call.verdict().map(KeycloakEvents::words).orElse("");
        if (!words.isEmpty()) {
            event.detail("verdict", words);
        }
        if (call.status() < SUCCESSES_END) {
            event.success();
        } else {
            event.error(call.verdict().map(KeycloakEvents::error).orElse("refused"));
        }
    }

    /** Why something could not be checked is for the bank's people; an obstacle's detail is never what a TPP sent alone. */
    private static String error(Verdict<AcceptedRegistration> verdict) {
        return verdict.fold(accepted -> "accepted", rejected -> "rejected", unknown -> {
            LOG.warn("not decided: {}", unknown.obstacles());
            return "indeterminate";
        });
    }

    private static EventType type(RegistrationEvent call) {
        return switch (call.operation()) {
            case REGISTER -> EventType.CLIENT_REGISTER;
            case READ -> EventType.CLIENT_INFO;
            case UPDATE -> EventType.CLIENT_UPDATE;
            case DELETE -> EventType.CLIENT_DELETE;
        };
    }

    /** Codes and places only: what a token says is for the log of the library at DEBUG. */
    static String words(Verdict<AcceptedRegistration> verdict) {
        return verdict.<String>fold(
                accepted -> "accepted: software "
                        + accepted.value().ssa().statement().softwareId().orElse(""),
                rejected -> "rejected: "
                        + rejected.violations().stream()
                                .map(violation -> violation.reason().code() + " at " + violation.where())
                                .collect(Collectors.joining(", ")),
                unknown -> "indeterminate: "
                        + unknown.obstacles().stream()
                                .map(obstacle -> obstacle.kind().name())
                                .collect(Collectors.joining(", ")));
    }
}
