package org.dcrkit.certs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The digests by which certificates are named. */
final class Digests {

    private Digests() {}

    static String sha256Hex(byte[] der) {
        return HexFormat.of().formatHex(sha256(der));
    }

    /** The value of {@code x5t#S256} (RFC 7517, section 4.9), without padding. */
    static String sha256Base64Url(byte[] der) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(der));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
