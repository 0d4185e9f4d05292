package org.dcrkit.examples.spring.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.dcrkit.jwks.KeySetFault;
import org.dcrkit.jwks.KeySetListener;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.SkippedKey;
import org.springframework.stereotype.Component;

/**
 * Knows how the directories' own key sets are: when each was fetched last, and since when it cannot be. Writes all that happens
 * to key sets to the log, too.
 */
@Component
class DirectoryWatch implements KeySetListener {

    private final KeySetListener log = KeySetListener.slf4j();
    private final InstantSource clock;
    private final Map<String, State> directories = new ConcurrentHashMap<>();

    /**
     * What is known of a directory's key set.
     *
     * @param fetched when it was fetched last; empty if never
     * @param keys how many keys of it are usable
     * @param failing since when fetching it fails; empty while it does not
     */
    record State(Optional<Instant> fetched, int keys, Optional<Instant> failing) {
        static final State UNASKED = new State(Optional.empty(), 0, Optional.empty());
    }

    DirectoryWatch(InstantSource clock) {
        this.clock = clock;
    }

    State of(KeySetLocation directory) {
        return directories.getOrDefault(directory.url().toString(), State.UNASKED);
    }

    @Override
    public void fetched(KeySetLocation location, KeySet set, Duration took) {
        log.fetched(location, set, took);
        put(
                location,
                before -> new State(Optional.of(clock.instant()), set.keys().size(), Optional.empty()));
    }

    @Override
    public void refreshFailed(KeySetLocation location, String detail) {
        log.refreshFailed(location, detail);
        failed(location);
    }

    @Override
    public void setRejected(KeySetLocation location, KeySetFault fault, String detail) {
        log.setRejected(location, fault, detail);
        failed(location);
    }

    @Override
    public void refusedByGuard(KeySetLocation location, String detail) {
        log.refusedByGuard(location, detail);
        failed(location);
    }

    @Override
    public void servedStale(KeySetLocation location, KeySet set) {
        log.servedStale(location, set);
    }

    @Override
    public void unknownKid(KeySetLocation location, String kid) {
        log.unknownKid(location, kid);
    }

    @Override
    public void skippedKey(KeySetLocation location, SkippedKey key) {
        log.skippedKey(location, key);
    }

    private void failed(KeySetLocation location) {
        put(
                location,
                before -> new State(
                        before.fetched(), before.keys(), before.failing().or(() -> Optional.of(clock.instant()))));
    }

    /** Directories only: software comes and goes, and anybody may make it many. */
    private void put(KeySetLocation location, UnaryOperator<State> change) {
        if (location.purpose() == Purpose.DIRECTORY) {
            directories.compute(
                    location.url().toString(), (url, before) -> change.apply(before == null ? State.UNASKED : before));
        }
    }
}
