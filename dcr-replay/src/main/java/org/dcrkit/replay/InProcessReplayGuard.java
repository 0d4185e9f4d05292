package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;

/**
 * Remembers the request JWTs that were used, in the memory of one process.
 *
 * <p>Atomic: of any number of threads with the same token, one is the first. Each token is kept until it would not be
 * accepted any more, and no longer. Bounded: when that many tokens are remembered, a further one is neither accepted nor
 * refused, because forgetting an older one would open it to replay; the verdict is indeterminate until some have expired.
 *
 * <p>What it does not do: survive a restart, or know what another process saw. A bank with several nodes needs a guard on a
 * shared store.
 */
public final class InProcessReplayGuard implements ReplayGuard {

    /** How many tokens are remembered unless told otherwise. */
    public static final int DEFAULT_MAX_TOKENS = 100_000;

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration SHORTEST = Duration.ofNanos(1);
    private static final Duration RETRY = Duration.ofSeconds(60);

    private final Cache<TokenUse, Instant> used;
    private final int maxTokens;

    private InProcessReplayGuard(InstantSource clock, int maxTokens) {
        this.maxTokens = maxTokens;
        Instant start = clock.instant();
        this.used = Caffeine.newBuilder()
                .expireAfter(Expiry.<TokenUse, Instant>creating((token, until) -> remaining(clock.instant(), until)))
                .ticker(() -> Duration.between(start, clock.instant()).toNanos())
                .executor(Runnable::run)
                .build();
    }

    /** A guard of the default size on that clock. */
    public static InProcessReplayGuard create(InstantSource clock) {
        return create(clock, DEFAULT_MAX_TOKENS);
    }

    /**
     * A guard that remembers at most that many tokens; each takes about 200 bytes.
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
        if (used.getIfPresent(use) != null) {
            return false;
        }
        if (used.estimatedSize() >= maxTokens) {
            used.cleanUp();
            if (used.estimatedSize() >= maxTokens) {
                throw new CheckUnavailableException(
                        "the replay guard remembers " + maxTokens + " tokens, all of which are still valid", RETRY);
            }
        }
        return used.asMap().putIfAbsent(use, until) == null;
    }

    /** How many tokens are remembered now, expired ones not yet cleared away included. */
    public long size() {
        return used.estimatedSize();
    }

    private static Duration remaining(Instant now, Instant until) {
        Duration remaining = Duration.between(now, until);
        if (remaining.compareTo(LONGEST) > 0) {
            return LONGEST;
        }
        return remaining.compareTo(SHORTEST) < 0 ? SHORTEST : remaining;
    }
}
