package org.dcrkit.cli;

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
import org.jspecify.annotations.Nullable;

/** The identifiers that follow from a key, and from its certificate if it has one; directories use several as key id. */
final class KeyThumbprints {

    private static final int P256_BITS = 256;

    private final @Nullable String canonical;
    private final byte @Nullable [] certificate;

    private KeyThumbprints(@Nullable String canonical, byte @Nullable [] certificate) {
        this.canonical = canonical;
        this.certificate = certificate;
    }

    static KeyThumbprints of(PublicKey key, byte @Nullable [] certificate) {
        return new KeyThumbprints(canonical(key), certificate);
    }

    /** The members that RFC 7638 asks for, in its order; null for a key that it has no form for here. */
    private static @Nullable String canonical(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "{\"e\":\"" + unsigned(rsa.getPublicExponent(), 0) + "\",\"kty\":\"RSA\",\"n\":\""
                    + unsigned(rsa.getModulus(), 0) + "\"}";
        }
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P256_BITS) {
            int length = P256_BITS / Byte.SIZE;
            return "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                    + unsigned(ec.getW().getAffineX(), length) + "\",\"y\":\""
                    + unsigned(ec.getW().getAffineY(), length) + "\"}";
        }
        return null;
    }

    private static String unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] magnitude = bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        byte[] padded = new byte[Math.max(length, magnitude.length)];
        System.arraycopy(magnitude, 0, padded, padded.length - magnitude.length, magnitude.length);
        return base64url(padded);
    }

    /** The Open Banking directory's rule for the ids of software and organisation keys. */
    Optional<String> sha1OfJwk() {
        return Optional.ofNullable(canonical).map(text -> digest("SHA-1", text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 7638 with SHA-256. */
    Optional<String> sha256OfJwk() {
        return Optional.ofNullable(canonical).map(text -> digest("SHA-256", text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** {@code x5t}. */
    Optional<String> sha1OfCertificate() {
        return Optional.ofNullable(certificate).map(der -> digest("SHA-1", der));
    }

    /** {@code x5t#S256}. */
    Optional<String> sha256OfCertificate() {
        return Optional.ofNullable(certificate).map(der -> digest("SHA-256", der));
    }

    /** Which of these a key id is, in words. */
    String nameOf(String kid) {
        if (sha1OfJwk().equals(Optional.of(kid))) {
            return "the SHA-1 JWK thumbprint";
        }
        if (sha256OfJwk().equals(Optional.of(kid))) {
            return "the SHA-256 JWK thumbprint (RFC 7638)";
        }
        String unpadded = kid.replaceAll("=+$", "");
        if (sha1OfCertificate().equals(Optional.of(unpadded))) {
            return "the certificate's x5t";
        }
        if (sha256OfCertificate().equals(Optional.of(unpadded))) {
            return "the certificate's x5t#S256";
        }
        return "a free text, no thumbprint of the key";
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return base64url(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
