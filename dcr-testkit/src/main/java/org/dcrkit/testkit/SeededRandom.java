package org.dcrkit.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Arrays;

/**
 * A stream of bytes that is the same for the same seed on every machine and JDK: SHA-256 of the seed and a counter.
 *
 * <p>It is a {@link SecureRandom} so that libraries take it, and as far from secure as can be.
 */
final class SeededRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private SeededRandom(Bytes bytes) {
        super(bytes, null);
    }

    /** The stream of these words. */
    static SeededRandom of(Object... words) {
        return new SeededRandom(new Bytes(Arrays.toString(words)));
    }

    /** That many letters and digits of the base 62 alphabet, as directories make their identifiers of. */
    String base62(int length) {
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** That many lower-case hexadecimal digits. */
    String hex(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit(nextInt(16), 16));
        }
        return text.toString();
    }

    private static final class Bytes extends SecureRandomSpi {

        private static final long serialVersionUID = 1L;
        private final String seed;
        private long counter;

        private Bytes(String seed) {
            this.seed = seed;
        }

        @Override
        protected void engineSetSeed(byte[] ignored) {
            // More seed would make the stream depend on who asked before.
        }

        @Override
        protected synchronized void engineNextBytes(byte[] wanted) {
            for (int at = 0; at < wanted.length; ) {
                byte[] block = block(counter++);
                int length = Math.min(block.length, wanted.length - at);
                System.arraycopy(block, 0, wanted, at, length);
                at += length;
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            byte[] seedBytes = new byte[length];
            engineNextBytes(seedBytes);
            return seedBytes;
        }

        private byte[] block(long number) {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest((seed + ' ' + number).getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
