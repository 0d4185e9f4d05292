package org.dcrkit.jwks;

/** Why a whole key set is refused, rather than single keys of it skipped. */
public enum KeySetFault {
    /** Larger than the limits on bytes, nesting or values allow. */
    TOO_LARGE,
    /** Not JSON (RFC 8259) in UTF-8, or with a member name twice in one object. */
    NOT_JSON,
    /** JSON, but not an object with an array {@code keys} (RFC 7517, section 5). */
    NOT_A_KEY_SET,
    /** More keys than are read. */
    TOO_MANY_KEYS,
    /** No key at all where at least one must be. */
    EMPTY,
    /** Keys, but none that can be used, where a set with usable keys is known. */
    NO_USABLE_KEY,
    /** A private or symmetric key is published in it: whoever can read the set can sign. */
    PRIVATE_KEY_PUBLISHED
}
