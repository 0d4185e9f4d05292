package org.dcrkit.jwks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.dcrkit.jwks.JwksKeySource.Address;

/**
 * Key ids that a set was fetched for and turned out not to have: they do not cause another fetch for a while, and so leave
 * the next one to a key id that may be new.
 *
 * <p>Bounded. A key that is in the set is never looked up here, and an entry that is forgotten costs no more than a fetch
 * that the cool-down allows anyway: filling this cannot hurt a good key.
 */
final class UnknownKids {

    private final Cache<Entry, Boolean> entries;

    UnknownKids(int most, Duration lifetime, Ticker ticker) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(lifetime)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private record Entry(Address address, String kid) {}

    void remember(Address address, String kid) {
        if (JwkReader.isPossibleKid(kid)) {
            entries.put(new Entry(address, kid), Boolean.TRUE);
        }
    }

    boolean remembers(Address address, String kid) {
        return entries.getIfPresent(new Entry(address, kid)) != null;
    }
}
