package org.dcrkit.jwks;

import java.time.Duration;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.SkippedKey;

/**
 * Is told what happens to key sets. Every method does nothing unless it is overridden.
 *
 * <p>Called on the thread on which it happened, a validation's among them: be quick. What a listener throws is dropped.
 * Key ids come from tokens and details may quote servers: both are hostile text.
 */
public interface KeySetListener {

    /** A listener that writes to SLF4J, under the name of {@link JwksKeySource}. */
    static KeySetListener slf4j() {
        return new Slf4jKeySetListener();
    }

    /** A set was fetched and is in use from now on. */
    default void fetched(KeySetLocation location, KeySet set, Duration took) {}

    /** A set was served beyond its time, because its source is out of reach. */
    default void servedStale(KeySetLocation location, KeySet set) {}

    /** A location was not contacted: its host is not allowed, or has an address that is not public. */
    default void refusedByGuard(KeySetLocation location, String detail) {}

    /** A key was asked for that the set, as far as it is known, does not have. */
    default void unknownKid(KeySetLocation location, String kid) {}

    /** A fetch failed; the set known before, if any, stays in use for a while. */
    default void refreshFailed(KeySetLocation location, String detail) {}

    /** A set was fetched, and one of its keys cannot be used. */
    default void skippedKey(KeySetLocation location, SkippedKey key) {}

    /**
     * A fetched text was no acceptable key set. {@link KeySetFault#PRIVATE_KEY_PUBLISHED} calls for people: somebody's
     * private key is public.
     */
    default void setRejected(KeySetLocation location, KeySetFault fault, String detail) {}
}
