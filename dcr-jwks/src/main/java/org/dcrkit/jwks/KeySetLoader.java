package org.dcrkit.jwks;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.dcrkit.jwks.KeySourceCounters.Count;
import org.dcrkit.jwks.SlotState.Copy;
import org.dcrkit.jwks.SlotState.Failure;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.jspecify.annotations.Nullable;

/** Makes one fetch and says what the state is afterwards. Whatever happens, there is a state afterwards. */
final class KeySetLoader {

    /** Where sets are fetched from. */
    @FunctionalInterface
    interface Origin {
        Fetched fetch(KeySetLocation location)
                throws CheckUnavailableException, KeySetRefusedException, RejectedKeySetException;
    }

    private final Origin origin;
    private final CacheTimes times;
    private final Ticker ticker;
    private final KeySetEvents events;

    KeySetLoader(Origin origin, CacheTimes times, Ticker ticker, KeySetEvents events) {
        this.origin = origin;
        this.times = times;
        this.ticker = ticker;
        this.events = events;
    }

    /** The state after a fetch, and the room that it takes. */
    record Loaded(SlotState state, long bytes) {}

    Loaded load(KeySetLocation location, SlotState before) {
        long start = ticker.read();
        events.count(Count.FETCHES);
        @Nullable Copy kept = before.copy();
        try {
            Fetched fetched = origin.fetch(location);
            KeySet set = fetched.set();
            requireGoodEnough(location, set, kept);
            long now = ticker.read();
            Duration freshFor = set.keys().isEmpty() && location.purpose() != Purpose.REVOKED
                    ? times.minTtl()
                    : times.freshFor(fetched.freshFor());
            events.fetched(location, set, Duration.ofNanos(now - start));
            return new Loaded(before.loaded(Copy.of(set, now, freshFor, times), now), fetched.bytes());
        } catch (RejectedKeySetException e) {
            events.setRejected(location, e);
            boolean disclosed = e.fault() == KeySetFault.PRIVATE_KEY_PUBLISHED;
            return failed(location, before, disclosed ? null : kept, e.detail(), disclosed, Duration.ZERO);
        } catch (KeySetRefusedException e) {
            events.refusedByGuard(location, e.detail());
            return failed(location, before, kept, e.detail(), true, Duration.ZERO);
        } catch (CheckUnavailableException e) {
            return failed(location, before, kept, e.detail(), false, e.retryAfter());
        } catch (RuntimeException | Error e) {
            return failed(
                    location, before, kept, "the source failed: " + e.getClass().getName(), false, Duration.ZERO);
        }
    }

    /** The state after a fetch that could not even start. */
    Loaded overloaded(KeySetLocation location, SlotState before) {
        events.count(Count.OVERLOADS);
        return failed(location, before, before.copy(), "too many fetches are under way", false, Duration.ZERO);
    }

    private Loaded failed(
            KeySetLocation location,
            SlotState before,
            @Nullable Copy kept,
            String detail,
            boolean refused,
            Duration asked) {
        events.refreshFailed(location, detail);
        Duration wait = times.backOff(before.failures() + 1, asked);
        return new Loaded(
                before.failed(new Failure(detail, refused), kept, ticker.read() + wait.toNanos()),
                kept == null ? 0 : kept.set().keys().size());
    }

    /** An empty set, or one without a usable key, never replaces a good one; only a set of revoked keys may be empty. */
    private static void requireGoodEnough(KeySetLocation location, KeySet set, @Nullable Copy known)
            throws RejectedKeySetException {
        if (location.purpose() == Purpose.REVOKED || !set.keys().isEmpty()) {
            return;
        }
        if (set.skipped().isEmpty()) {
            throw new RejectedKeySetException(KeySetFault.EMPTY, "the set has no keys");
        }
        if (known != null && !known.set().keys().isEmpty()) {
            throw new RejectedKeySetException(
                    KeySetFault.NO_USABLE_KEY, "none of the " + set.skipped().size() + " keys can be used");
        }
    }
}
