package org.dcrkit.jwks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.dcrkit.jwks.JwksKeySource.Address;
import org.jspecify.annotations.Nullable;

/**
 * Key ids that a set was fetched for and turned out not to have: the more often, the longer they cause no other fetch, and so
 * leave the next one to a key id that may be new.
 *
 * <p>The first miss costs a kid no more than the cool-down that holds for all. Bounded: a key that is in the set is never
 * looked up here, and an entry that is forgotten costs no more than a fetch that the cool-down allows anyway, so that filling
 * this cannot hurt a good key.
 */
final class UnknownKids {

    private static final int MAX_DOUBLINGS = 20;

    private final Cache<Entry, Misses> entries;
    private final Duration first;
    private final Duration most;
    private final Ticker ticker;

    UnknownKids(int maxEntries, Duration first, Duration most, Ticker ticker) {
        this.first = first;
        this.most = most;
        this.ticker = ticker;
        this.entries = Caffeine.newBuilder()
                .maximumSize(maxEntries)
                .expireAfterWrite(most.multipliedBy(2))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private record Entry(Address address, String kid) {}

    private record Misses(int count, long until) {}

    void remember(Address address, String kid) {
        if (!most.isZero() && JwkReader.isPossibleKid(kid)) {
            entries.asMap().merge(new Entry(address, kid), missed(1), (known, one) -> missed(known.count + 1));
        }
    }

    boolean remembers(Address address, String kid) {
        @Nullable Misses misses = entries.getIfPresent(new Entry(address, kid));
        return misses != null && ticker.read() - misses.until < 0;
    }

    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }

    private Misses missed(int count) {
        Duration doubled = first.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        Duration wait = doubled.compareTo(most) > 0 ? most : doubled;
        return new Misses(count, ticker.read() + wait.toNanos());
    }
}
