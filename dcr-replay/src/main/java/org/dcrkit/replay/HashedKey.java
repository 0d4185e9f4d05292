package org.dcrkit.replay;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One key for several texts that an attacker may have written: 64 hexadecimal digits.
 *
 * <p>Each text goes into SHA-256 with its length before it, so that no separator can be forged, and in UTF-16 code units, so
 * that ill-formed text (unpaired surrogates) stays different from other ill-formed text, which an encoder would not keep.
 */
final class HashedKey {

    private HashedKey() {}

    static String of(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * part.length());
            bytes.putInt(part.length());
            bytes.asCharBuffer().put(part);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
