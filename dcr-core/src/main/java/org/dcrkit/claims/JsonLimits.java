package org.dcrkit.claims;

/**
 * How large a JSON text may be before it is refused, unread.
 *
 * @param maxBytes the length of the text in bytes
 * @param maxDepth how deep objects and arrays may nest; the outermost one is depth 1; at most 64
 * @param maxValues how many values (members, elements and the text itself) there may be in all
 * @param maxNumberLength how many characters a number may have
 */
public record JsonLimits(int maxBytes, int maxDepth, int maxValues, int maxNumberLength) {

    private static final int DEEPEST = 64;
    private static final JsonLimits TOKEN = new JsonLimits(64 * 1024, 16, 2_000, 40);
    private static final JsonLimits KEY_SET = new JsonLimits(512 * 1024, 16, 20_000, 40);

    /** Requires positive limits. */
    public JsonLimits {
        if (maxBytes < 1 || maxDepth < 1 || maxDepth > DEEPEST || maxValues < 1 || maxNumberLength < 1) {
            throw new IllegalArgumentException("JSON limits must be positive, and the depth at most " + DEEPEST);
        }
    }

    /** For a JOSE header or a set of claims: 64 KiB, depth 16, 2,000 values, numbers of 40 characters. */
    public static JsonLimits forToken() {
        return TOKEN;
    }

    /** For a JWK set: 512 KiB, depth 16, 20,000 values, numbers of 40 characters. */
    public static JsonLimits forKeySet() {
        return KEY_SET;
    }

    /**
     * For a text of that length which was judged before it was stored: all that it can hold is read, whatever limits held then.
     *
     * @param bytes the length of the text; that of an empty one counts as 1
     */
    public static JsonLimits forStored(int bytes) {
        int length = Math.max(bytes, 1);
        return new JsonLimits(length, DEEPEST, length, length);
    }

    /** The same limits with another length in bytes. */
    public JsonLimits withMaxBytes(int bytes) {
        return new JsonLimits(bytes, maxDepth, maxValues, maxNumberLength);
    }
}
