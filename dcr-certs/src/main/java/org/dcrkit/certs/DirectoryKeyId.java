package org.dcrkit.certs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The key id that the Open Banking directory gives a key: base64url of the SHA-1 of its canonical JWK (RFC 7638).
 *
 * <p>Only a hint for looking a key up; SHA-1 protects nothing here.
 */
final class DirectoryKeyId {

    private static final int P256_OCTETS = 32;

    private DirectoryKeyId() {}

    /** The key id; nothing for a key that is neither RSA nor EC on a curve of 256 bits. */
    static Optional<String> of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return Optional.of(digest("{\"e\":\"" + base64Url(unsigned(rsa.getPublicExponent(), 0))
                    + "\",\"kty\":\"RSA\",\"n\":\"" + base64Url(unsigned(rsa.getModulus(), 0)) + "\"}"));
        }
        if (key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField().getFieldSize() == P256_OCTETS * 8) {
            return Optional.of(digest("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                    + base64Url(unsigned(ec.getW().getAffineX(), P256_OCTETS)) + "\",\"y\":\""
                    + base64Url(unsigned(ec.getW().getAffineY(), P256_OCTETS)) + "\"}"));
        }
        return Optional.empty();
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] octets = number.toByteArray();
        byte[] bare = octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
        byte[] padded = new byte[Math.max(length, bare.length)];
        System.arraycopy(bare, 0, padded, padded.length - bare.length, bare.length);
        return padded;
    }

    private static String digest(String json) {
        try {
            return base64Url(MessageDigest.getInstance("SHA-1").digest(json.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static String base64Url(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
