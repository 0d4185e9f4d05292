package org.dcrkit.certs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.dcrkit.spi.CheckUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched, for as long as it answers; and what could not be, for a moment.
 *
 * <p>One caller fetches and the others wait for it. After a failure nobody asks the same place again for ten seconds, so
 * that a silent responder costs one deadline and not one for each request. Holds at most a thousand places.
 *
 * @param <T> what is kept
 */
final class RevocationCache<T> {

    private static final int MAX_PLACES = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Map<String, Place<T>> places = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place<T>> eldest) {
            return size() > MAX_PLACES;
        }
    };

    private static final class Place<T> {
        private @Nullable T value;
        private @Nullable CheckUnavailableException failure;
        private Instant askedAt = Instant.MIN;
    }

    /** How something is fetched. */
    @FunctionalInterface
    interface Source<T> {
        T fetch() throws CheckUnavailableException;
    }

    /**
     * What is kept, if it still answers, or what is fetched.
     *
     * @param fresh whether what is kept still answers
     */
    T get(String key, Instant at, Source<T> source, Predicate<T> fresh) throws CheckUnavailableException {
        Place<T> place;
        synchronized (places) {
            place = places.computeIfAbsent(key, absent -> new Place<>());
        }
        synchronized (place) {
            boolean pausing = !place.askedAt.equals(Instant.MIN) && at.isBefore(place.askedAt.plus(PAUSE));
            T kept = place.value;
            if (kept != null && (pausing || fresh.test(kept))) {
                return kept;
            }
            if (place.failure != null && pausing) {
                throw place.failure;
            }
            place.value = null;
            place.failure = null;
            place.askedAt = at;
            try {
                T fetched = source.fetch();
                place.value = fetched;
                return fetched;
            } catch (CheckUnavailableException e) {
                place.failure = e;
                throw e;
            }
        }
    }
}
