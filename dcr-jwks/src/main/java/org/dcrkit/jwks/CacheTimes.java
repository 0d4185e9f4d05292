package org.dcrkit.jwks;

import java.time.Duration;
import java.util.Optional;

/**
 * The times that a cached set lives by, checked against each other.
 *
 * @param ttl how long a set is fresh if its server says nothing
 * @param minTtl the shortest that a server may ask for
 * @param maxTtl the longest that a server may ask for
 * @param refreshAtPercent after how much of its time a set is fetched anew in the background
 * @param staleFor for how long after its time a set is served if its source is out of reach
 * @param coolDown the least time between a fetch and one that only an unknown key asks for
 * @param firstBackOff how long to wait after the first failure; doubled with each further one
 * @param mostBackOff the longest to wait after a failure
 */
record CacheTimes(
        Duration ttl,
        Duration minTtl,
        Duration maxTtl,
        int refreshAtPercent,
        Duration staleFor,
        Duration coolDown,
        Duration firstBackOff,
        Duration mostBackOff) {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 20;

    CacheTimes {
        require(minTtl.isNegative() || minTtl.isZero(), "the least time to live must be positive");
        require(ttl.compareTo(minTtl) < 0 || ttl.compareTo(maxTtl) > 0, "the time to live must lie within its bounds");
        require(
                maxTtl.compareTo(LONGEST) > 0 || staleFor.compareTo(LONGEST) > 0,
                "a year is the longest time there is");
        require(refreshAtPercent < 1 || refreshAtPercent > 100, "refresh ahead at 1 to 100 per cent");
        require(staleFor.isNegative(), "stale sets cannot be served for a negative time");
        require(
                coolDown.isNegative() || coolDown.compareTo(maxTtl) > 0,
                "the cool-down must be 0 to the longest time to live");
        require(firstBackOff.isNegative() || firstBackOff.isZero(), "the first back-off must be positive");
        require(firstBackOff.compareTo(mostBackOff) > 0, "the first back-off must not exceed the longest");
        require(mostBackOff.compareTo(Duration.ofHours(1)) > 0, "an hour is the longest back-off");
    }

    /** How long a set is fresh, given what its server said. */
    Duration freshFor(Optional<Duration> said) {
        Duration wanted = said.orElse(ttl);
        if (wanted.compareTo(minTtl) < 0) {
            return minTtl;
        }
        return wanted.compareTo(maxTtl) > 0 ? maxTtl : wanted;
    }

    /** How long to wait after that many failures in a row, given what the server asked for. */
    Duration backOff(int failures, Duration asked) {
        Duration doubled = firstBackOff.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
        Duration own = doubled.compareTo(mostBackOff) > 0 ? mostBackOff : doubled;
        Duration polite = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        return own.compareTo(polite) > 0 ? own : polite;
    }

    private static void require(boolean nonsense, String rule) {
        if (nonsense) {
            throw new IllegalArgumentException(rule);
        }
    }
}
