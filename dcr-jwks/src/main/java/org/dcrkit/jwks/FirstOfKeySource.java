package org.dcrkit.jwks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;

/** Several sources in a row, the first that answers being heard. */
final class FirstOfKeySource implements KeySource {

    private final List<KeySource> sources;

    FirstOfKeySource(List<KeySource> sources) {
        this.sources = List.copyOf(sources);
        if (this.sources.isEmpty()) {
            throw new IllegalArgumentException("at least one source is needed");
        }
    }

    @Override
    public KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        List<String> details = new ArrayList<>();
        Duration retryAfter = Duration.ofDays(1);
        for (KeySource source : sources) {
            try {
                return source.keySet(location, wanted);
            } catch (CheckUnavailableException e) {
                details.add(e.detail());
                retryAfter = retryAfter.compareTo(e.retryAfter()) <= 0 ? retryAfter : e.retryAfter();
            }
        }
        throw new CheckUnavailableException(String.join("; ", details), retryAfter);
    }
}
