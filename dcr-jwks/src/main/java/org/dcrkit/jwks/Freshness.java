package org.dcrkit.jwks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * For how long a response says that it may be kept ({@code Cache-Control}, {@code Age} and {@code Expires}; RFC 9111,
 * section 4.2).
 *
 * <p>What cannot be read counts as no time at all; whoever asks clamps the answer anyway.
 */
final class Freshness {

    private static final int MAX_DIGITS = 9;

    private Freshness() {}

    /** The remaining time; empty if the response says nothing. */
    static Optional<Duration> of(HttpResponse response, Instant received) {
        Optional<Duration> lifetime = cacheControl(response).or(() -> expires(response, received));
        return lifetime.map(time -> atLeastZero(time.minus(age(response))));
    }

    /** How long the server asks to wait before the next try, in seconds; a date is not heeded. */
    static Duration retryAfter(HttpResponse response) {
        return response.headers("retry-after").stream()
                .findFirst()
                .map(Freshness::seconds)
                .orElse(Duration.ZERO);
    }

    private static Optional<Duration> cacheControl(HttpResponse response) {
        Optional<Duration> shortest = Optional.empty();
        for (String header : response.headers("cache-control")) {
            for (String directive : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = directive.strip().split("=", 2);
                boolean forbids = parts[0].equals("no-store") || parts[0].equals("no-cache");
                if (forbids || parts[0].equals("max-age")) {
                    Duration time = forbids || parts.length < 2 ? Duration.ZERO : seconds(parts[1]);
                    shortest =
                            shortest.filter(known -> known.compareTo(time) <= 0).or(() -> Optional.of(time));
                }
            }
        }
        return shortest;
    }

    private static Optional<Duration> expires(HttpResponse response, Instant received) {
        List<String> values = response.headers("expires");
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Instant from = response.headers("date").stream()
                .findFirst()
                .flatMap(Freshness::date)
                .orElse(received);
        return Optional.of(
                date(values.get(0)).map(until -> Duration.between(from, until)).orElse(Duration.ZERO));
    }

    private static Duration age(HttpResponse response) {
        return response.headers("age").stream()
                .findFirst()
                .map(Freshness::seconds)
                .orElse(Duration.ZERO);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Duration seconds(String text) {
        String digits = text.replace("\"", "").strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ZERO;
        }
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return Duration.ofSeconds(
                significant.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(significant));
    }

    private static Duration atLeastZero(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
