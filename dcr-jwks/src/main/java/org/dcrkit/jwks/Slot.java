package org.dcrkit.jwks;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The place of one address in the cache: its state, and the rule that only one fetch is under way at a time.
 *
 * <p>The monitor is held for a few assignments and never around I/O, so that it pins no virtual thread.
 */
final class Slot {

    private volatile SlotState state = SlotState.EMPTY;
    private volatile int weight;

    SlotState state() {
        return state;
    }

    /**
     * Takes the right to fetch, if nobody has it and nothing has happened since the state was seen.
     *
     * @return whether the caller must now fetch, and finish
     */
    synchronized boolean startLoading(SlotState seen, CompletableFuture<SlotState> load, long now) {
        if (state.attempts() != seen.attempts() || state.loading() != null) {
            return false;
        }
        state = seen.startedLoading(load, now);
        return true;
    }

    /**
     * Ends a fetch; only its starter calls this.
     *
     * @return what the others wait for, to be completed by the caller
     */
    synchronized @Nullable CompletableFuture<SlotState> finishLoading(SlotState after, long bytes) {
        @Nullable CompletableFuture<SlotState> load = state.loading();
        weight = (int) Math.min(Integer.MAX_VALUE, bytes);
        state = after;
        return load;
    }

    /** The room that it takes; 0 during the first fetch, so that it is not evicted and the fetch not repeated. */
    int weight() {
        return weight;
    }
}
