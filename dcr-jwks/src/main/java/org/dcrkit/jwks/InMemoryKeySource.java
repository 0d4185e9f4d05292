package org.dcrkit.jwks;

import java.time.Duration;
import java.util.Map;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;
import org.jspecify.annotations.Nullable;

/** Key sets that never change. */
final class InMemoryKeySource implements KeySource {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(5);

    private final Map<HttpsUrl, KeySet> sets;

    InMemoryKeySource(Map<HttpsUrl, KeySet> sets) {
        this.sets = Map.copyOf(sets);
    }

    @Override
    public KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        OutboundGuard.requireAllowed(location);
        @Nullable KeySet set = sets.get(location.url());
        if (set == null) {
            throw new CheckUnavailableException("no key set is held for " + location, RETRY_AFTER);
        }
        return set;
    }
}
