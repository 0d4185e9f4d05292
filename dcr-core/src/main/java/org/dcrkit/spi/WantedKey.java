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

    private static final WantedKey ANY = new WantedKey(null);

    private final @Nullable String kid;

    private WantedKey(@Nullable String kid) {
        this.kid = kid;
    }

    /** The key with exactly that key id. */
    public static WantedKey kid(String kid) {
        return new WantedKey(requireNonNull(kid, "kid"));
    }

    /** No key in particular: the set as it is known. */
    public static WantedKey any() {
        return ANY;
    }

    /** The key id; empty if no key in particular is wanted. */
    public Optional<String> kid() {
        return Optional.ofNullable(kid);
    }
}
