package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.cache.Cache;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What guards and claims promise on three nodes of a distributed cache. */
abstract class JCacheContract extends ReplayGuardContract {

    /** What a bank would set; for tests in which a node is lost. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** What the documentation says that engines keep a mark. */
    private static final Duration KEPT = LONGEST.plusMinutes(5);

    /** For tests in which nothing is lost, on machines that are busy. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    static final ExecutorService CALLS = threads();

    /** Threads for the calls of one node: engines leave things behind on the threads that they are called on. */
    static ExecutorService threads() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "engine calls");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The nodes' caches for tokens, before any node is lost. */
    abstract List<Cache<String, String>> tokenCaches();

    /** The nodes' caches for claims. */
    abstract List<Cache<String, String>> claimCaches();

    /** When the engine forgets the mark of that key in {@link #tokenCaches()}, by its own clock. */
    abstract Instant endOfMark(String key);

    @Override
    List<JCacheReplayGuard> nodes() {
        return guards(tokenCaches(), PATIENT);
    }

    static List<JCacheReplayGuard> guards(List<Cache<String, String>> caches, Duration deadline) {
        return caches.stream()
                .map(cache -> JCacheReplayGuard.builder(cache, LONGEST, threads())
                        .deadline(deadline)
                        .build())
                .toList();
    }

    List<JCacheRegisteredSoftware> claims() {
        return claimCaches().stream()
                .map(cache -> JCacheRegisteredSoftware.builder(
                                (directory, environment, software) -> Optional.empty(), cache, CALLS)
                        .deadline(PATIENT)
                        .build())
                .toList();
    }

    @Test
    @DisplayName("A token that is valid longer than the cache remembers is neither accepted nor refused")
    void validForTooLong() {
        assertThatThrownBy(
                        () -> first().firstUse(newToken(), START.plus(LONGEST).plusMillis(1), START))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("limit the lifetime");
    }

    @Test
    @DisplayName(
            "A mark, be it in the place of one that is over, ends by itself five minutes after the longest token would")
    void marksEnd() throws Exception {
        TokenUse token = newToken();
        Instant before = Instant.now();
        assertThat(use(first(), token, START)).isTrue();
        Instant end = endOfMark(HashedKey.of(token.issuer(), token.jwtId()));
        assertThat(end)
                .isBetween(
                        before.plus(KEPT).minusMillis(1),
                        Instant.now().plus(KEPT).plusMillis(5));

        Instant later = awaitAfter(Instant.now().plusMillis(50));
        assertThat(use(last(), token, START.plus(LIFETIME).plusSeconds(2))).isTrue();
        Instant renewed = endOfMark(HashedKey.of(token.issuer(), token.jwtId()));
        assertThat(renewed)
                .isAfter(end)
                .isBetween(
                        later.plus(KEPT).minusMillis(1),
                        Instant.now().plus(KEPT).plusMillis(5));
        assertThat(use(first(), token, START.plus(LIFETIME).plusSeconds(3)))
                .as("a replay")
                .isFalse();
    }

    /** Some milliseconds, so that two ends can be told apart. */
    private static Instant awaitAfter(Instant instant) {
        Instant now = Instant.now();
        while (!now.isAfter(instant)) {
            Thread.onSpinWait();
            now = Instant.now();
        }
        return now;
    }

    @Test
    @DisplayName("A guard is not built on a cache that forgets before a token's longest lifetime is over")
    void forgetsTooEarly() {
        Cache<String, String> cache = tokenCaches().get(0);
        assertThat(JCacheReplayGuard.builder(cache, LONGEST, CALLS).build()).isNotNull();
        assertThatThrownBy(() -> JCacheReplayGuard.builder(cache, LONGEST.plusSeconds(1), CALLS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("forgets");
    }

    /**
     * How long the call took that ended as unavailable. A cluster takes a moment to notice that a member is gone; until then
     * calls may succeed.
     */
    static double secondsUntilUnavailable(JCacheReplayGuard guard) {
        for (int calls = 0; calls < 10_000; calls++) {
            long start = System.nanoTime();
            try {
                use(guard, newToken(), START);
            } catch (CheckUnavailableException e) {
                return (System.nanoTime() - start) / 1e9;
            }
        }
        throw new AssertionError("never unavailable");
    }
}
