package org.dcrkit.jwks;

import java.util.Base64;
import java.util.Optional;

/** Base64url as RFC 7515, section 2, has it: no padding, no blanks, one spelling for each sequence of bytes. */
final class Base64Url {

    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Base64Url() {}

    /** The bytes, if the text is their only spelling. */
    static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return ENCODER.encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
