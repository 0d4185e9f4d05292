package org.dcrkit.examples.spring.operation;

import java.util.Locale;
import org.dcrkit.endpoint.RegistrationEvent;

/** What was decided about a call, in a word. */
enum Outcome {
    ACCEPTED,
    REJECTED,
    INDETERMINATE,
    /** Reading, deleting, or a call that did not get as far as a verdict. */
    NOT_JUDGED;

    static Outcome of(RegistrationEvent event) {
        return event.verdict()
                .map(verdict -> verdict.fold(accepted -> ACCEPTED, rejected -> REJECTED, unknown -> INDETERMINATE))
                .orElse(NOT_JUDGED);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
