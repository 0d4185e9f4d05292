package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which key a caller hopes to find in a set, so that a caching source knows when its copy is too old.
 *
 * <p>A source whose cached set lacks the wanted kid may fetch the set anew, at most once in a while. It is only a hint:
 * choosing the key remains the caller's, and a set without it is a good answer.
 */
public final class WantedKey {

    private static final WantedKey ANY = new WantedKey(null, null);

    private final @Nullable String kid;
    private final @Nullable String exceptThumbprint;

    private WantedKey(@Nullable String kid, @Nullable String exceptThumbprint) {
        this.kid = kid;
        this.exceptThumbprint = exceptThumbprint;
    }

    /** The key with exactly that key id. */
    public static WantedKey kid(String kid) {
        return new WantedKey(requireNonNull(kid, "kid"), null);
    }

    /**
     * The key with exactly that key id, but another than the one known: a signature did not verify with that, and a TPP may
     * have put a new key under an old id.
     *
     * @param known the key that did not verify
     */
    public static WantedKey insteadOf(PublishedKey known) {
        return new WantedKey(known.kid(), known.jwkThumbprint());
    }

    /** No key in particular: the set as it is known. */
    public static WantedKey any() {
        return ANY;
    }

    /** The key id; empty if no key in particular is wanted. */
    public Optional<String> kid() {
        return Optional.ofNullable(kid);
    }

    /** Whether a set has the wanted key; any set has if none in particular is wanted. */
    public boolean isIn(KeySet set) {
        return kid == null
                || set.find(kid)
                        .filter(key -> !key.jwkThumbprint().equals(exceptThumbprint))
                        .isPresent();
    }
}
