package org.dcrkit;

import java.time.Duration;

/** Refuses durations that make no sense where they are configured. */
final class Durations {

    private static final Duration MAX_SKEW = Duration.ofMinutes(10);
    private static final Duration MAX = Duration.ofDays(36_525);

    private Durations() {}

    static Duration skew(Duration skew) {
        if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("a clock skew lies between zero and ten minutes: " + skew);
        }
        return skew;
    }

    static Duration positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(name + " must be positive and at most a century: " + duration);
        }
        return duration;
    }
}
