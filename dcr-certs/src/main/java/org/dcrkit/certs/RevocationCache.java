package org.dcrkit.certs;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.dcrkit.spi.CheckUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched, for as long as it answers; and what could not be, for a moment.
 *
 * <p>One caller fetches and the others wait for it. After a failure nobody asks the same place again for ten seconds, so
 * that a silent responder costs one deadline and not one for each request. Holds at most a thousand places and a bound of
 * octets; what was not asked for longest goes first.
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

    private final ToIntFunction<T> sizeOf;
    private final long maxOctets;

    RevocationCache(ToIntFunction<T> sizeOf, long maxOctets) {
        this.sizeOf = sizeOf;
        this.maxOctets = maxOctets;
    }

    private static final class Place<T> {
        /** Guarded by the places, unlike the rest. */
        private int octets;

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
                makeRoom(place, sizeOf.applyAsInt(fetched));
                return fetched;
            } catch (CheckUnavailableException e) {
                place.failure = e;
                throw e;
            }
        }
    }

    /** Forgets places, those that were not asked for longest first, until what is kept is within the bound. */
    private void makeRoom(Place<T> place, int octets) {
        synchronized (places) {
            place.octets = octets;
            long kept = places.values().stream().mapToLong(one -> one.octets).sum();
            Iterator<Place<T>> eldest = places.values().iterator();
            while (kept > maxOctets && eldest.hasNext()) {
                kept -= eldest.next().octets;
                eldest.remove();
            }
        }
    }
}
