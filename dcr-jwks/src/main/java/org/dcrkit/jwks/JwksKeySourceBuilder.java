package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sets the times and bounds of a {@link JwksKeySource}; what is not set has the default that its method names.
 *
 * <p>The order of the layers (guard, cache, coalescing, cool-down, bulkhead, fetch) is fixed here and no option.
 */
public final class JwksKeySourceBuilder {

    private final KeySetLoader.Origin origin;
    private Duration ttl = Duration.ofMinutes(15);
    private Duration minTtl = Duration.ofMinutes(1);
    private Duration maxTtl = Duration.ofHours(6);
    private int refreshAtPercent = 80;
    private Duration staleFor = Duration.ofHours(24);
    private Duration coolDown = Duration.ofSeconds(30);
    private Duration firstBackOff = Duration.ofSeconds(5);
    private Duration mostBackOff = Duration.ofSeconds(30);
    private Duration maxWait;
    private int maxSets = 1_000;
    private long maxBytes = 64L * 1024 * 1024;
    private int maxUnknownKids = 10_000;
    private Duration unknownKidsFor = Duration.ofMinutes(5);
    private int fetchesPerHost = 8;
    private int waitingPerHost = 1_000;
    private KeySetListener listener = new KeySetListener() {};
    private Ticker ticker = new SystemTicker();
    private @Nullable Executor executor;

    JwksKeySourceBuilder(KeySetLoader.Origin origin, Duration deadline) {
        this.origin = origin;
        this.maxWait = deadline.plusMillis(250);
    }

    /** What was set. */
    record Settings(
            KeySetLoader.Origin origin,
            CacheTimes times,
            Duration maxWait,
            int maxSets,
            long maxBytes,
            int maxUnknownKids,
            Duration unknownKidsFor,
            int fetchesPerHost,
            int waitingPerHost,
            KeySetListener listener,
            Ticker ticker,
            Optional<Executor> executor) {

        Settings {
            if (maxWait.isNegative() || maxWait.isZero() || maxWait.compareTo(Duration.ofMinutes(10)) > 0) {
                throw new IllegalArgumentException("callers can wait for at most ten minutes, and not for no time");
            }
            if (maxSets < 1 || maxBytes < maxSets || maxUnknownKids < 1 || fetchesPerHost < 1 || waitingPerHost < 0) {
                throw new IllegalArgumentException("the bounds must be positive, with at least a byte for each set");
            }
            if (unknownKidsFor.isNegative() || unknownKidsFor.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("unknown key ids can be remembered for at most a day");
            }
        }
    }

    /** How long a set is fresh if its server says nothing: 15 minutes. */
    public JwksKeySourceBuilder ttl(Duration time) {
        this.ttl = requireNonNull(time, "time");
        return this;
    }

    /** The bounds of what a server may say about that ({@code Cache-Control}, {@code Expires}): 1 minute and 6 hours. */
    public JwksKeySourceBuilder ttlBounds(Duration least, Duration most) {
        this.minTtl = requireNonNull(least, "least");
        this.maxTtl = requireNonNull(most, "most");
        return this;
    }

    /** After how much of its time a set that is asked for is fetched anew in the background: 80 per cent. 100 is never. */
    public JwksKeySourceBuilder refreshAheadAtPercent(int percent) {
        this.refreshAtPercent = percent;
        return this;
    }

    /** For how long after its time a set is served while its source is out of reach: 24 hours. Zero is never. */
    public JwksKeySourceBuilder serveStaleFor(Duration time) {
        this.staleFor = requireNonNull(time, "time");
        return this;
    }

    /** The least time between a fetch and another that only an unknown key asks for, at each address: 30 seconds. */
    public JwksKeySourceBuilder coolDown(Duration time) {
        this.coolDown = requireNonNull(time, "time");
        return this;
    }

    /** How long to wait after a failure, doubled with each further one up to the most: 5 and 30 seconds. */
    public JwksKeySourceBuilder backOff(Duration first, Duration most) {
        this.firstBackOff = requireNonNull(first, "first");
        this.mostBackOff = requireNonNull(most, "most");
        return this;
    }

    /**
     * How many unknown key ids are remembered, and for how long at most one that is asked for again and again causes no
     * fetch (a cool-down at first, then twice as long each time): 10,000 and 5 minutes. Zero is never.
     */
    public JwksKeySourceBuilder rememberUnknownKids(int most, Duration time) {
        this.maxUnknownKids = most;
        this.unknownKidsFor = requireNonNull(time, "time");
        return this;
    }

    /** How many sets are held, and how many bytes of them, by their published length: 1,000 and 64 MiB. */
    public JwksKeySourceBuilder bounds(int sets, long bytes) {
        this.maxSets = sets;
        this.maxBytes = bytes;
        return this;
    }

    /** How long a caller waits for a fetch: a quarter of a second longer than the fetch's own deadline. */
    public JwksKeySourceBuilder maxWait(Duration time) {
        this.maxWait = requireNonNull(time, "time");
        return this;
    }

    /** How many fetches from one host run at a time, and how many more may wait: 8 and 1,000. */
    public JwksKeySourceBuilder fetchesPerHost(int running, int waiting) {
        this.fetchesPerHost = running;
        this.waitingPerHost = waiting;
        return this;
    }

    /** Who is told what happens: nobody. */
    public JwksKeySourceBuilder listener(KeySetListener keySetListener) {
        this.listener = requireNonNull(keySetListener, "keySetListener");
        return this;
    }

    /** What measures the time that passes: the machine's steady clock, which changes of the date do not move. */
    public JwksKeySourceBuilder ticker(Ticker steady) {
        this.ticker = requireNonNull(steady, "steady");
        return this;
    }

    /**
     * What runs the fetches: up to 64 daemon threads of the source's own. An executor that is given (of virtual threads, for
     * instance) is the user's to close.
     */
    public JwksKeySourceBuilder executor(Executor threads) {
        this.executor = requireNonNull(threads, "threads");
        return this;
    }

    /**
     * The source.
     *
     * @throws IllegalArgumentException if times or bounds make no sense together; the message names the rule
     */
    public JwksKeySource build() {
        CacheTimes times =
                new CacheTimes(ttl, minTtl, maxTtl, refreshAtPercent, staleFor, coolDown, firstBackOff, mostBackOff);
        return new JwksKeySource(new Settings(
                origin,
                times,
                maxWait,
                maxSets,
                maxBytes,
                maxUnknownKids,
                unknownKidsFor,
                fetchesPerHost,
                waitingPerHost,
                listener,
                ticker,
                Optional.ofNullable(executor)));
    }
}
