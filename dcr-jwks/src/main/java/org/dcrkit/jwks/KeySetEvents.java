package org.dcrkit.jwks;

import java.time.Duration;
import java.util.function.Consumer;
import org.dcrkit.jwks.KeySourceCounters.Count;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;

/** Counts what happens and tells the listener, whose exceptions end here. */
final class KeySetEvents {

    private final KeySetListener listener;
    private final KeySourceCounters counters;

    KeySetEvents(KeySetListener listener, KeySourceCounters counters) {
        this.listener = listener;
        this.counters = counters;
    }

    void count(Count count) {
        counters.add(count);
    }

    void fetched(KeySetLocation location, KeySet set, Duration took) {
        tell(to -> to.fetched(location, set, took));
        set.skipped().forEach(key -> {
            count(Count.SKIPPED_KEYS);
            tell(to -> to.skippedKey(location, key));
        });
    }

    void servedStale(KeySetLocation location, KeySet set) {
        count(Count.STALE_ANSWERS);
        tell(to -> to.servedStale(location, set));
    }

    void refusedByGuard(KeySetLocation location, String detail) {
        count(Count.GUARD_REFUSALS);
        tell(to -> to.refusedByGuard(location, detail));
    }

    void unknownKid(KeySetLocation location, String kid) {
        count(Count.UNKNOWN_KIDS);
        tell(to -> to.unknownKid(location, kid));
    }

    void refreshFailed(KeySetLocation location, String detail) {
        count(Count.FETCH_FAILURES);
        tell(to -> to.refreshFailed(location, detail));
    }

    void setRejected(KeySetLocation location, RejectedKeySetException why) {
        count(Count.REJECTED_SETS);
        tell(to -> to.setRejected(location, why.fault(), why.detail()));
    }

    private void tell(Consumer<KeySetListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | Error dropped) {
            // a listener that fails must not change a verdict, nor leave a fetch without an end
        }
    }
}
