package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
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

    private static final int MAX_CLIENT_ID = 64;
    private static final Pattern NOT_SHOWN = Pattern.compile("[^!-~]|[\"\\\\]");

    private final EventBuilder event;

    KeycloakEvents(EventBuilder event) {
        this.event = requireNonNull(event, "event");
    }

    void record(RegistrationEvent call) {
        event.event(type(call));
        details(call).forEach(event::detail);
        call.clientId().ifPresent(event::client);
        if (call.status() < SUCCESSES_END) {
            event.success();
        } else {
            event.error(call.verdict().map(KeycloakEvents::error).orElse("refused"));
        }
    }

    /** What is said of a call beside its type, its error and its client. */
    static Map<String, String> details(RegistrationEvent call) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("status", String.valueOf(call.status()));
        call.verdict().map(KeycloakEvents::words).ifPresent(words -> details.put("verdict", words));
        call.requestedClientId().map(KeycloakEvents::shown).ifPresent(id -> details.put("requested_client_id", id));
        return details;
    }

    /** Why something could not be checked is for the bank's people; an obstacle's detail is never what a TPP sent alone. */
    private static String error(Verdict<AcceptedRegistration> verdict) {
        return verdict.fold(accepted -> "accepted", rejected -> "rejected", unknown -> {
            LOG.warn("not decided: {}", unknown.obstacles());
            return "indeterminate";
        });
    }

    /** What a path said is shown as far as an id could go, and without what could be taken for something else in a log. */
    private static String shown(String sent) {
        return NOT_SHOWN
                .matcher(sent.substring(0, Math.min(sent.length(), MAX_CLIENT_ID)))
                .replaceAll("?");
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
