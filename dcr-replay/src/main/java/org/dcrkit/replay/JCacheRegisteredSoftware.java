package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.RegisteredSoftware;

/**
 * Claims on software in a cache that several nodes share (JSR 107), before a client store that holds the truth.
 *
 * <p>A claim covers the time between the verdict and the moment when the client is stored; then it is released. It ends by
 * itself with the time that the cache keeps entries, so that a node that dies in between locks nobody out. Storing has to be
 * faster than that.
 *
 * <p>A claim that the caller was not told of, because the cache gave no answer in time, is taken back without anybody waiting
 * for that; it is tried for as long as a caller waits. The limit of that: if the cache is out of order for longer, or if the
 * node dies, a claim that was made nevertheless stays until it ends by itself, and until then the software cannot be
 * registered.
 *
 * <p>Calls of the cache are made as {@link JCacheReplayGuard} makes them; how long the client store may take is its own
 * affair.
 */
@SuppressWarnings("exports") // whoever has a cache to hand over has its module
public final class JCacheRegisteredSoftware implements SoftwareClaims {

    private final RegisteredSoftware truth;
    private final Cache<String, String> cache;
    private final EngineCalls calls;
    private final Mark.Writer writer = new Mark.Writer();

    private JCacheRegisteredSoftware(Builder builder) {
        this.truth = builder.truth;
        this.cache = builder.cache;
        this.calls = new EngineCalls("the cache " + cache.getName(), builder.executor, builder.deadline);
    }

    /**
     * The settings that the cache of claims is to be made with: text to text, stored by value, without statistics, each entry
     * kept for that long.
     *
     * @param longest how long storing a client may take at most, with some room for differences between the clocks of the nodes;
     *     and how long a claim of a node that died locks its software
     * @throws IllegalArgumentException if that is not positive
     */
    public static MutableConfiguration<String, String> configuration(Duration longest) {
        return CacheSettings.keeping(longest);
    }

    /**
     * Starts claims in that cache.
     *
     * @param truth the bank's client store
     * @param cache made with {@link #configuration(Duration)}, and used for nothing else
     * @param executor runs the calls, as for {@link JCacheReplayGuard#builder}
     */
    public static Builder builder(RegisteredSoftware truth, Cache<String, String> cache, Executor executor) {
        return new Builder(truth, cache, executor);
    }

    @Override
    public Optional<String> clientOf(String directory, String environment, String softwareId)
            throws CheckUnavailableException {
        // The claim is read first: one that is stored and released in between is then seen in the store.
        String key = HashedKey.of(directory, environment, softwareId);
        Optional<String> claimed = calls.answer(() ->
                Optional.ofNullable(cache.get(key)).map(text -> Mark.read(text).content()));
        Optional<String> stored = truth.clientOf(directory, environment, softwareId);
        return stored.isPresent() ? stored : claimed;
    }

    @Override
    public boolean claim(String directory, String environment, String softwareId, String clientId)
            throws CheckUnavailableException {
        String key = HashedKey.of(directory, environment, softwareId);
        Mark own = writer.mark(requireNonNull(clientId, "clientId"));
        if (!isMade(key, own)) {
            return false;
        }
        // Another node may have stored and released between the verdict and this claim.
        boolean free = false;
        try {
            free = truth.clientOf(directory, environment, softwareId).isEmpty();
        } finally {
            if (!free) {
                giveUp(key, own);
            }
        }
        return free;
    }

    @Override
    public void release(String directory, String environment, String softwareId, String clientId)
            throws CheckUnavailableException {
        requireNonNull(clientId, "clientId");
        String key = HashedKey.of(directory, environment, softwareId);
        calls.answer(() -> {
            String text = cache.get(key);
            return text != null && Mark.read(text).content().equals(clientId) && cache.remove(key, text);
        });
    }

    /** A claim of which nobody is told is taken back: the TPP comes again and would be refused because of itself. */
    private boolean isMade(String key, Mark own) throws CheckUnavailableException {
        AtomicBoolean givenUp = new AtomicBoolean();
        EngineCalls.Call<Boolean> call = calls.call(() -> {
            boolean made = put(key, own);
            if (made && givenUp.get()) {
                cache.remove(key, own.text());
            }
            return made;
        });
        try {
            return call.answer();
        } catch (CheckUnavailableException e) {
            if (call.mayHaveBegun()) {
                givenUp.set(true);
                calls.later(() -> cache.remove(key, own.text()));
            }
            throw e;
        }
    }

    private boolean put(String key, Mark own) {
        return cache.putIfAbsent(key, own.text()) || own.text().equals(cache.get(key));
    }

    private void giveUp(String key, Mark own) {
        try {
            calls.answer(() -> cache.remove(key, own.text()));
        } catch (CheckUnavailableException e) {
            // The claim ends by itself; what the caller is told does not depend on it.
        }
    }

    /** Claims in the making. */
    public static final class Builder {

        private final RegisteredSoftware truth;
        private final Cache<String, String> cache;
        private final Executor executor;
        private Duration deadline = EngineCalls.DEFAULT_DEADLINE;

        private Builder(RegisteredSoftware truth, Cache<String, String> cache, Executor executor) {
            this.truth = requireNonNull(truth, "truth");
            this.cache = requireNonNull(cache, "cache");
            this.executor = requireNonNull(executor, "executor");
        }

        /**
         * How long a caller waits for the cache at most, further tries included; two seconds unless told otherwise.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder deadline(Duration most) {
            this.deadline = EngineCalls.positive(most, "deadline");
            return this;
        }

        /** The claims. */
        public JCacheRegisteredSoftware build() {
            return new JCacheRegisteredSoftware(this);
        }
    }
}
