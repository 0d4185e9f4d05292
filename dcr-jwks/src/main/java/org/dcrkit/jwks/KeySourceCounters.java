package org.dcrkit.jwks;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How often what happened to key sets, since the source was built. Only ever counts up; safe to read from any thread.
 *
 * <p>{@link #all()} makes them meters of any registry in one line.
 */
public final class KeySourceCounters {

    private final Map<Count, LongAdder> adders = new EnumMap<>(Count.class);

    KeySourceCounters() {
        for (Count count : Count.values()) {
            adders.put(count, new LongAdder());
        }
    }

    /** What is counted. */
    public enum Count {
        /** Questions for a key set. */
        REQUESTS,
        /** Fetches started. */
        FETCHES,
        /** Fetches that brought no acceptable set, for whatever reason. */
        FETCH_FAILURES,
        /** Answers from a set beyond its time. */
        STALE_ANSWERS,
        /** Questions that were answered with the source being out of reach and no set to serve. */
        UNAVAILABLE_ANSWERS,
        /** Questions for a key that the set does not have. */
        UNKNOWN_KIDS,
        /** Fetches made only because of an unknown key. */
        FORCED_REFRESHES,
        /** Locations that were not contacted. */
        GUARD_REFUSALS,
        /** Keys of fetched sets that cannot be used. */
        SKIPPED_KEYS,
        /** Fetched texts that were no acceptable set. */
        REJECTED_SETS,
        /** Fetches that found no free place: too many are under way. */
        OVERLOADS;

        /** The name in lower case with dots, such as {@code stale.answers}. */
        public String meterName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '.');
        }
    }

    /** How often that happened. */
    public long get(Count count) {
        return adder(count).sum();
    }

    /** Every counter by its meter name, read when it is asked. */
    public Map<String, LongSupplier> all() {
        Map<String, LongSupplier> all = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            all.put(count.meterName(), () -> get(count));
        }
        return Collections.unmodifiableMap(all);
    }

    void add(Count count) {
        adder(count).increment();
    }

    private LongAdder adder(Count count) {
        return java.util.Objects.requireNonNull(adders.get(count));
    }
}
