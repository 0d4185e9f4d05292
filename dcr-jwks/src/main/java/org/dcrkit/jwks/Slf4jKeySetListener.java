package org.dcrkit.jwks;

import java.time.Duration;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.SkippedKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to key sets to the log; what comes out of tokens goes no higher than DEBUG. */
final class Slf4jKeySetListener implements KeySetListener {

    private static final Logger LOG = LoggerFactory.getLogger(JwksKeySource.class);

    @Override
    public void fetched(KeySetLocation location, KeySet set, Duration took) {
        LOG.info(
                "key set {}: {} keys, {} skipped, fetched in {} ms",
                location,
                set.keys().size(),
                set.skipped().size(),
                took.toMillis());
    }

    @Override
    public void servedStale(KeySetLocation location, KeySet set) {
        LOG.warn("key set {}: served stale, as of {}", location, set.fetchedAt());
    }

    @Override
    public void refusedByGuard(KeySetLocation location, String detail) {
        LOG.warn("key set {}: refused: {}", location, Printable.text(detail));
    }

    @Override
    public void unknownKid(KeySetLocation location, String kid) {
        LOG.debug("key set {}: no key {}", location, Printable.text(kid));
    }

    @Override
    public void refreshFailed(KeySetLocation location, String detail) {
        LOG.warn("key set {}: fetch failed: {}", location, Printable.text(detail));
    }

    @Override
    public void skippedKey(KeySetLocation location, SkippedKey key) {
        LOG.warn(
                "key set {}: key {} skipped: {}, {}",
                location,
                Printable.text(key.kid()),
                key.cause(),
                Printable.text(key.detail()));
    }

    @Override
    public void setRejected(KeySetLocation location, KeySetFault fault, String detail) {
        LOG.error("key set {}: rejected: {}, {}", location, fault, Printable.text(detail));
    }
}
