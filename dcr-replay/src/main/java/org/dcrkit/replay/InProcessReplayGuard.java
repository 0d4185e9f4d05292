package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;

/**
 * Remembers the request JWTs that were used, in the memory of one process.
 *
 * <p>Atomic: of any number of threads with the same token, one is the first. Whether a token that was used is over is decided
 * by the instant of decision alone; the guard's clock only says when an entry is cleared away, five minutes after its token's
 * end. So a decision may come up to five minutes late, and clock and instant of decision may differ by as much. Bounded: when
 * that many tokens are remembered, a further one is neither accepted nor refused, because forgetting an older one would open it
 * to replay; the verdict is indeterminate until some have been cleared away. What is kept of a token is the SHA-256 of issuer
 * and {@code jti}, so that its room does not depend on what an attacker wrote.
 *
 * <p>What it does not do: survive a restart, or know what another process saw. A bank with several nodes needs a guard on a
 * shared store.
 */
public final class InProcessReplayGuard implements ReplayGuard {

    /** How many tokens are remembered unless told otherwise. */
    public static final int DEFAULT_MAX_TOKENS = 100_000;

    /** How long after a token's end its entry stays, for decisions from before the end that are still under way. */
    static final Duration KEPT_LONGER = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration SHORTEST = Duration.ofNanos(1);
    private static final Duration RETRY = Duration.ofSeconds(60);

    private final Cache<String, Instant> used;
    private final int maxTokens;

    private InProcessReplayGuard(InstantSource clock, int maxTokens) {
        this.maxTokens = maxTokens;
        Instant start = clock.instant();
        this.used = Caffeine.newBuilder()
                .expireAfter(Expiry.<String, Instant>writing((token, until) -> remaining(clock.instant(), until)))
                .ticker(() -> Duration.between(start, clock.instant()).toNanos())
                .executor(Runnable::run)
                .build();
    }

    /** A guard of the default size on that clock. */
    public static InProcessReplayGuard create(InstantSource clock) {
        return create(clock, DEFAULT_MAX_TOKENS);
    }

    /**
     * A guard that remembers at most that many tokens; each takes about 200 bytes. Threads that bring new tokens at the same
     * moment may exceed the number by one each.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public static InProcessReplayGuard create(InstantSource clock, int maxTokens) {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("a guard has to remember at least one token: " + maxTokens);
        }
        return new InProcessReplayGuard(requireNonNull(clock, "clock"), maxTokens);
    }

    @Override
    public boolean firstUse(TokenUse use, Instant until, Instant at) throws CheckUnavailableException {
        String key = HashedKey.of(use.issuer(), use.jwtId());
        if (used.getIfPresent(key) == null) {
            requireRoom();
        }
        AtomicBoolean first = new AtomicBoolean();
        used.asMap().compute(key, (token, was) -> {
            first.set(was == null || was.isBefore(at));
            return was == null || was.isBefore(at) ? until : was;
        });
        return first.get();
    }

    private void requireRoom() throws CheckUnavailableException {
        if (used.estimatedSize() < maxTokens) {
            return;
        }
        used.cleanUp();
        if (used.estimatedSize() >= maxTokens) {
            throw new CheckUnavailableException(
                    "the replay guard remembers " + maxTokens + " tokens, all of which may still come again", RETRY);
        }
    }

    /** How many tokens are remembered now, expired ones not yet cleared away included. */
    public long size() {
        return used.estimatedSize();
    }

    private static Duration remaining(Instant now, Instant until) {
        Duration remaining = Duration.between(now, until).plus(KEPT_LONGER);
        if (remaining.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return remaining.compareTo(SHORTEST) < 0 ? SHORTEST : remaining;
    }
}
