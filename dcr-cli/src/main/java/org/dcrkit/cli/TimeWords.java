package org.dcrkit.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants in words, seen from an instant of decision: {@code 16 March 2022, 09:12:05 UTC (3 years before)}. */
final class TimeWords {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final long DAYS_A_YEAR = 365;
    private static final long DAYS_A_MONTH = 30;

    private final Instant at;

    TimeWords(Instant at) {
        this.at = at;
    }

    Instant at() {
        return at;
    }

    static String date(Instant instant) {
        return DATE.format(instant);
    }

    String dateAndDistance(Instant instant) {
        return date(instant) + " (" + distance(instant) + ")";
    }

    /** How far an instant lies from the instant of decision, in its largest unit: {@code 3 years ago}, {@code in 12 minutes}. */
    String distance(Instant instant) {
        Duration away = Duration.between(at, instant);
        if (away.isZero()) {
            return "at this very second";
        }
        return away.isNegative() ? length(away.negated()) + " ago" : "in " + length(away);
    }

    static String length(Duration duration) {
        long days = duration.toDays();
        if (days >= DAYS_A_YEAR) {
            return count(days / DAYS_A_YEAR, "year");
        }
        if (days >= 2 * DAYS_A_MONTH) {
            return count(days / DAYS_A_MONTH, "month");
        }
        if (days >= 2) {
            return count(days, "day");
        }
        if (duration.toHours() >= 2) {
            return count(duration.toHours(), "hour");
        }
        if (duration.toMinutes() >= 2) {
            return count(duration.toMinutes(), "minute");
        }
        return count(duration.toSeconds(), "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
