package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

/**
 * A key of a set that cannot be used, and why; it never spoils the rest of the set.
 *
 * @param kid its key id, or an empty string if it has none that can be read
 * @param cause the kind of trouble
 * @param detail the particulars
 */
public record SkippedKey(String kid, Cause cause, String detail) {

    /** Why a key cannot be used. */
    public enum Cause {
        /** A member is missing, of the wrong type or not base64url. */
        MALFORMED,
        /** A key type or curve that this library has no use for. */
        UNSUPPORTED,
        /** Too short, or of a known weakness. */
        WEAK,
        /** Too large to be worth the work. */
        TOO_LARGE,
        /** Its members contradict each other: use, operations, algorithm, certificate. */
        CONTRADICTORY,
        /** Its own lifetime members or its certificate say that it is not valid at the time of reading, or it is revoked. */
        EXPIRED,
        /** Two keys of the set have the same key id. */
        DUPLICATE_KID
    }

    /** Requires all three. */
    public SkippedKey {
        requireNonNull(kid, "kid");
        requireNonNull(cause, "cause");
        requireNonNull(detail, "detail");
    }
}
