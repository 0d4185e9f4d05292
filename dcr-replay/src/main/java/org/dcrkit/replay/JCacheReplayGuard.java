package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;

/**
 * Remembers the request JWTs that were used, in a cache that several nodes share (JSR 107).
 *
 * <p>A token is marked with {@code putIfAbsent}, which the engine makes atomic over all nodes. The cache has to keep each
 * entry for the longest time that a token may be valid and some minutes more, made with {@link #configuration(Duration)}; it
 * must not evict entries for want of room, and the engine must keep at least one synchronous copy of each on another node. A
 * request that is valid longer than that cannot be remembered long enough and is answered with "cannot tell"; a bank limits
 * the lifetime of requests in its policy.
 *
 * <p>Calls are made on threads of the given executor, and tried again if they fail, until the deadline. Then, if the caller
 * is interrupted, or if the executor is full, the answer is a {@link CheckUnavailableException}. A call that wrote its mark
 * and lost the answer recognises the mark as its own in the next try. If the deadline passes first, the mark may stay although
 * nobody was told that it was the first; this guard remembers its undecided marks, so that the same request is decided rightly
 * when it comes to the same node again. The limit of that: to another node, after a restart, or when 10,000 more tokens or eight more callers with the same token have
 * stayed undecided since, it looks used, and the TPP has to sign a new request.
 */
@SuppressWarnings("exports") // whoever has a cache to hand over has its module
public final class JCacheReplayGuard implements ReplayGuard {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    private final Cache<String, String> cache;
    private final Duration longest;
    private final EngineCalls calls;
    private final Mark.Writer writer = new Mark.Writer();
    private final UndecidedMarks undecided = new UndecidedMarks();

    private JCacheReplayGuard(Builder builder) {
        this.cache = builder.cache;
        this.longest = builder.longest;
        this.calls = new EngineCalls("the cache " + cache.getName(), builder.executor, builder.deadline);
    }

    /**
     * The settings that the guard's cache is to be made with: text to text, stored by value, without statistics, each entry
     * kept for five minutes more than that, from when it was made or replaced.
     *
     * <p>The five minutes are for what an engine cannot know: a mark ends by the clock of the node that keeps it, while other
     * nodes decide, and some time passes between a decision and its mark. The time for judging and the difference between the
     * clocks of any two nodes may not be more than that together, or a token could be used again in its last moments.
     *
     * @param longest how long from its decision a token may be accepted at most: the policy's greatest lifetime of a request
     *     and the clock skew on either side
     * @throws IllegalArgumentException if that is not positive
     */
    public static MutableConfiguration<String, String> configuration(Duration longest) {
        return CacheSettings.keeping(CacheSettings.withMargin(longest));
    }

    /**
     * Starts a guard on that cache.
     *
     * @param cache made with {@link #configuration(Duration)}, and used for nothing else
     * @param longest what {@link #configuration(Duration)} was given
     * @param executor runs the calls, one thread each; bounded, refusing work when full, not running it on the thread that
     *     hands it over, and used for this instance of the engine only: engines leave things behind on threads, such as
     *     transactions, and some do not let go of a thread at the deadline (a member of Hazelcast does so sooner if its
     *     {@code hazelcast.operation.call.timeout.millis} and {@code hazelcast.max.no.heartbeat.seconds} are lowered). It is to
     *     be shut down with the engine
     * @throws IllegalArgumentException if the cache says of itself that it forgets earlier than five minutes after that time, be
     *     it an entry that took the place of an expired one
     */
    public static Builder builder(Cache<String, String> cache, Duration longest, Executor executor) {
        return new Builder(cache, longest, executor);
    }

    @Override
    public boolean firstUse(TokenUse use, Instant until, Instant at) throws CheckUnavailableException {
        if (Duration.between(at, until).compareTo(longest) > 0) {
            throw new CheckUnavailableException(
                    "the token is valid until " + until + " and the cache " + cache.getName() + " remembers for "
                            + longest + " only: the policy has to limit the lifetime of requests",
                    RETRY_AFTER);
        }
        String key = HashedKey.of(use.issuer(), use.jwtId());
        List<Mark> earlier = undecided.take(key, until);
        List<Mark> own = earlier.isEmpty() ? List.of(writer.mark(until.toString())) : earlier;
        EngineCalls.Call<Boolean> call = calls.call(() -> first(key, own, at));
        try {
            return call.answer();
        } catch (CheckUnavailableException e) {
            if (call.mayHaveBegun() || !earlier.isEmpty()) {
                undecided.keep(key, until, own, at);
            }
            throw e;
        }
    }

    /** Comes out the same when it is made again with the same marks, all of which are the caller's. */
    private boolean first(String key, List<Mark> marks, Instant at) {
        Mark own = marks.get(0);
        if (cache.putIfAbsent(key, own.text())) {
            return true;
        }
        String text = cache.get(key);
        if (text == null) {
            throw new IllegalStateException("an entry vanished while it was looked at");
        }
        Mark there = Mark.read(text);
        if (marks.stream().anyMatch(mark -> mark.writer().equals(there.writer()))) {
            return true;
        }
        if (!there.until().isBefore(at)) {
            return false;
        }
        if (cache.replace(key, text, own.text())) {
            return true;
        }
        throw new IllegalStateException("an expired entry changed while it was replaced");
    }

    /** A guard in the making. */
    public static final class Builder {

        private final Cache<String, String> cache;
        private final Duration longest;
        private final Executor executor;
        private Duration deadline = EngineCalls.DEFAULT_DEADLINE;

        private Builder(Cache<String, String> cache, Duration longest, Executor executor) {
            CacheSettings.requireKeeping(cache, CacheSettings.withMargin(longest));
            this.cache = cache;
            this.longest = longest;
            this.executor = requireNonNull(executor, "executor");
        }

        /**
         * How long a caller waits at most, further tries included; two seconds unless told otherwise.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder deadline(Duration most) {
            this.deadline = EngineCalls.positive(most, "deadline");
            return this;
        }

        /** The guard. */
        public JCacheReplayGuard build() {
            return new JCacheReplayGuard(this);
        }
    }
}
