package org.dcrkit.architecture.broken.cli;

import java.time.Instant;
import java.util.Date;

/** Breaks no rule: an instant that was given. */
public final class UsesGivenDate {
    Date convert(Instant instant) {
        return Date.from(instant);
    }
}
