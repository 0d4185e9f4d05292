package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.jwks.JwksKeySourceBuilder.Settings;
import org.dcrkit.jwks.KeySourceCounters.Count;
import org.dcrkit.jwks.SlotState.Copy;
import org.dcrkit.jwks.SlotState.Failure;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the key sets of many addresses in one bounded cache, and goes on serving them while their servers are down.
 *
 * <p>A set is fetched once however many ask for it. While it is fresh it is served from memory; near the end of its time it
 * is fetched anew in the background. If that fails, the known set is served on, marked as stale, up to a limit. A key that a
 * set lacks makes it be fetched anew, but no sooner than a cool-down after the last fetch, so that made-up key ids cause no
 * traffic. If a wanted key is unknown and the source cannot be asked whether it is new, the answer is that it is unavailable:
 * neither yes nor no. Failures back off, each address for itself, and a host that hangs holds up no other.
 *
 * <p>Nobody waits longer than the set time. Thread-safe; build one for the whole application and close it at its end.
 */
public final class JwksKeySource implements KeySource, AutoCloseable {

    private final KeySetLoader loader;
    private final HostLanes lanes;
    private final Ticker ticker;
    private final CacheTimes times;
    private final Duration maxWait;
    private final KeySetEvents events;
    private final KeySourceCounters counters = new KeySourceCounters();
    private final Cache<Address, Slot> slots;
    private final UnknownKids unknownKids;
    private final @Nullable ExecutorService ownThreads;

    JwksKeySource(Settings settings) {
        this.ticker = settings.ticker();
        this.times = settings.times();
        this.maxWait = settings.maxWait();
        this.events = new KeySetEvents(settings.listener(), counters);
        this.loader = new KeySetLoader(settings.origin(), times, ticker, events);
        this.ownThreads = settings.executor().isPresent() ? null : FetchThreads.create();
        this.lanes = new HostLanes(
                settings.executor().orElse(ownThreads == null ? Runnable::run : ownThreads),
                settings.fetchesPerHost(),
                settings.waitingPerHost());
        long leastWeight = Math.max(1, settings.maxBytes() / settings.maxSets());
        this.slots = Caffeine.newBuilder()
                .maximumWeight(settings.maxBytes())
                .weigher((Address address, Slot slot) ->
                        slot.weight() == 0 ? 0 : (int) Math.max(leastWeight, slot.weight()))
                .executor(Runnable::run)
                .build();
        this.unknownKids =
                new UnknownKids(settings.maxUnknownKids(), times.coolDown(), settings.unknownKidsFor(), ticker);
    }

    /** Where a set is, and whether it may be empty. */
    record Address(HttpsUrl url, boolean revoked) {
        static Address of(KeySetLocation location) {
            return new Address(location.url(), location.purpose() == Purpose.REVOKED);
        }
    }

    /**
     * A cache in front of HTTPS with its default limits.
     *
     * @param instants where the time comes from
     */
    public static JwksKeySourceBuilder https(InstantSource instants) {
        return builder(HttpsKeySource.builder(instants).build());
    }

    /** A cache in front of a source: {@link HttpsKeySource}, or the user's own, of which every set has the default time. */
    public static JwksKeySourceBuilder builder(KeySource source) {
        requireNonNull(source, "source");
        if (source instanceof HttpsKeySource https) {
            return new JwksKeySourceBuilder(https::fetch, https.deadline());
        }
        return new JwksKeySourceBuilder(
                location -> {
                    KeySet set = source.keySet(location, WantedKey.any());
                    return new Fetched(
                            set,
                            Optional.empty(),
                            2_048L * (1 + set.keys().size() + set.skipped().size()));
                },
                Duration.ofSeconds(5));
    }

    @Override
    public KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        events.count(Count.REQUESTS);
        try {
            OutboundGuard.requireAllowed(location);
        } catch (KeySetRefusedException e) {
            events.refusedByGuard(location, e.detail());
            throw e;
        }
        Address address = Address.of(location);
        WantedKey sought = address.revoked() ? WantedKey.any() : wanted;
        Slot slot = slots.get(address, key -> new Slot());
        while (true) {
            SlotState state = slot.state();
            long now = ticker.read();
            boolean force = isUnknown(sought, state) && mayForce(address, sought, state, now);
            Need need = need(state, force, now);
            if (need == Need.SERVE) {
                return answer(location, sought, state, now);
            }
            @Nullable CompletableFuture<SlotState> load = state.loading();
            if (load == null) {
                load = new CompletableFuture<>();
                if (!slot.startLoading(state, load, now)) {
                    continue;
                }
                if (force) {
                    events.count(Count.FORCED_REFRESHES);
                }
                start(location, address, slot);
            }
            if (need == Need.SERVE_AND_LOAD) {
                return answer(location, sought, state, now);
            }
            SlotState after = await(load, slot);
            if (after.failure() == null && isUnknown(sought, after)) {
                sought.kid().ifPresent(kid -> unknownKids.remember(address, kid));
            }
            return answer(location, sought, after, ticker.read());
        }
    }

    /** Forgets the set at an address, so that the next question fetches it: for operators who know better. */
    public void invalidate(HttpsUrl url) {
        slots.invalidate(new Address(url, false));
        slots.invalidate(new Address(url, true));
    }

    /** Forgets all sets. */
    public void invalidateAll() {
        slots.invalidateAll();
    }

    /** What happened so far, in figures. */
    public KeySourceCounters counters() {
        return counters;
    }

    /** How many sets are held, about. */
    public long heldSets() {
        slots.cleanUp();
        return slots.estimatedSize();
    }

    /** How many unknown key ids are remembered, about. */
    long rememberedUnknownKids() {
        return unknownKids.size();
    }

    /** Ends the threads that the source made for itself; fetches under way fail. */
    @Override
    public void close() {
        if (ownThreads != null) {
            ownThreads.shutdownNow();
        }
    }

    private enum Need {
        SERVE,
        SERVE_AND_LOAD,
        LOAD
    }

    private Need need(SlotState state, boolean force, long now) {
        boolean loading = state.loading() != null;
        if (!state.hasUsableCopy(now)) {
            return loading || state.mayRetry(now) ? Need.LOAD : Need.SERVE;
        }
        if (!state.isFresh(now)) {
            if (state.failures() == 0) {
                return Need.LOAD;
            }
            return !loading && state.mayRetry(now) ? Need.SERVE_AND_LOAD : Need.SERVE;
        }
        if (force) {
            return Need.LOAD;
        }
        @Nullable Copy copy = state.copy();
        boolean due = copy != null && now - copy.refreshAt() >= 0;
        return due && !loading && state.mayRetry(now) ? Need.SERVE_AND_LOAD : Need.SERVE;
    }

    private static boolean isUnknown(WantedKey wanted, SlotState state) {
        return state.copy() != null && !wanted.isIn(state.copy().set());
    }

    private boolean mayForce(Address address, WantedKey wanted, SlotState state, long now) {
        String kid = wanted.kid().orElse("");
        if (!JwkReader.isPossibleKid(kid)) {
            return false;
        }
        return state.loading() != null
                || (now - state.lastAttempt() >= times.coolDown().toNanos()
                        && state.mayRetry(now)
                        && !unknownKids.remembers(address, kid));
    }

    private void start(KeySetLocation location, Address address, Slot slot) {
        lanes.submit(location.url().host() + ":" + location.url().port(), new HostLanes.Task() {
            @Override
            public void run() {
                finish(loader.load(location, slot.state()));
            }

            @Override
            public void reject() {
                finish(loader.overloaded(location, slot.state()));
            }

            private void finish(KeySetLoader.Loaded loaded) {
                @Nullable
                CompletableFuture<SlotState> waiting = slot.finishLoading(loaded.state(), Math.max(1, loaded.bytes()));
                slots.asMap().replace(address, slot, slot);
                if (waiting != null) {
                    waiting.complete(loaded.state());
                }
            }
        });
    }

    /** The state after the fetch; if that takes too long or the thread is interrupted, the state as if it had failed. */
    private SlotState await(CompletableFuture<SlotState> load, Slot slot) {
        String detail = "no answer within " + maxWait.toMillis() + " ms";
        try {
            return load.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            detail = "interrupted while waiting";
        } catch (TimeoutException | ExecutionException e) {
            // the fetch goes on without this caller
        }
        SlotState now = slot.state();
        return now.failed(new Failure(detail, false), now.copy(), ticker.read());
    }

    private KeySet answer(KeySetLocation location, WantedKey wanted, SlotState state, long now)
            throws CheckUnavailableException, KeySetRefusedException {
        @Nullable Copy copy = state.copy();
        @Nullable Failure failure = state.failure();
        if (copy == null || !state.hasUsableCopy(now)) {
            throw unavailable(location, failure, state, now);
        }
        if (!wanted.isIn(copy.set())) {
            wanted.kid().ifPresent(kid -> events.unknownKid(location, kid));
            if (failure != null) {
                throw unavailable(location, new Failure(failure.detail(), false), state, now);
            }
        }
        if (state.isFresh(now)) {
            return copy.set();
        }
        events.servedStale(location, copy.stale());
        return copy.stale();
    }

    private CheckUnavailableException unavailable(
            KeySetLocation location, @Nullable Failure failure, SlotState state, long now)
            throws KeySetRefusedException {
        String detail = failure == null ? "the key set " + location + " is not known" : failure.detail();
        if (failure != null && failure.refused()) {
            throw new KeySetRefusedException(detail);
        }
        events.count(Count.UNAVAILABLE_ANSWERS);
        Duration wait = Duration.ofNanos(Math.max(0, state.retryAt() - now));
        return new CheckUnavailableException(
                detail, wait.plusSeconds(1).truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }
}
