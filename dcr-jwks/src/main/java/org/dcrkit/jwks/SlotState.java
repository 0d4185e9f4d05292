package org.dcrkit.jwks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.dcrkit.spi.KeySet;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one address at a moment; replaced as a whole, never changed. Times are ticks in nanoseconds and
 * compared by difference.
 *
 * @param attempts how many fetches were started
 * @param lastAttempt when the last one was started
 * @param loading the fetch under way
 * @param copy the last good set
 * @param failures how many fetches failed since
 * @param retryAt before when no further fetch is started
 * @param failure why the last fetch failed, if it did
 */
record SlotState(
        long attempts,
        long lastAttempt,
        @Nullable CompletableFuture<SlotState> loading,
        @Nullable Copy copy,
        int failures,
        long retryAt,
        @Nullable Failure failure) {

    static final SlotState EMPTY = new SlotState(0, 0, null, null, 0, 0, null);

    /**
     * A set and its times.
     *
     * @param set the set
     * @param stale the same, marked as stale
     * @param refreshAt when it is fetched anew in the background
     * @param freshUntil when its time is over
     * @param staleUntil when it is not served any more
     */
    record Copy(KeySet set, KeySet stale, long refreshAt, long freshUntil, long staleUntil) {

        static Copy of(KeySet set, long now, Duration freshFor, CacheTimes times) {
            long fresh = freshFor.toNanos();
            return new Copy(
                    set,
                    set.asStale(),
                    now + fresh / 100 * times.refreshAtPercent(),
                    now + fresh,
                    now + fresh + times.staleFor().toNanos());
        }
    }

    /**
     * Why a fetch failed.
     *
     * @param detail what happened
     * @param refused whether the location must not be used, rather than could not be reached
     */
    record Failure(String detail, boolean refused) {}

    SlotState startedLoading(CompletableFuture<SlotState> load, long now) {
        return new SlotState(attempts + 1, now, load, copy, failures, retryAt, failure);
    }

    SlotState loaded(Copy fetched, long now) {
        return new SlotState(attempts, lastAttempt, null, fetched, 0, now, null);
    }

    SlotState failed(Failure why, @Nullable Copy kept, long nextTry) {
        return new SlotState(attempts, lastAttempt, null, kept, failures + 1, nextTry, why);
    }

    /** Whether there is a set that may still be served. */
    boolean hasUsableCopy(long now) {
        return copy != null && now - copy.staleUntil() < 0;
    }

    boolean isFresh(long now) {
        return copy != null && now - copy.freshUntil() < 0;
    }

    /** Whether a fetch may be started as far as failures are concerned. */
    boolean mayRetry(long now) {
        return failures == 0 || now - retryAt >= 0;
    }
}
