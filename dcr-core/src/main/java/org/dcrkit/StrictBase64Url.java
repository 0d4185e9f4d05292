package org.dcrkit;

import java.util.Base64;
import java.util.Optional;

/**
 * Base64url exactly as RFC 7515, section 2, writes it: no padding, no blanks, no other alphabet, and zero in the bits that
 * carry nothing, so that a signature has one spelling only.
 */
final class StrictBase64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private StrictBase64Url() {}

    static Optional<byte[]> decode(String text) {
        int rest = text.length() % 4;
        if (rest == 1 || text.indexOf('=') >= 0 || (rest != 0 && hasUnusedBits(text, rest))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean hasUnusedBits(String text, int rest) {
        int last = ALPHABET.indexOf(text.charAt(text.length() - 1));
        return (last & (rest == 2 ? 0b1111 : 0b11)) != 0;
    }
}
