package org.dcrkit.jwks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.spi.SkippedKey.Cause;

/**
 * Checks that the certificate members of a JWK ({@code x5c}, {@code x5t}, {@code x5t#S256}; RFC 7517, sections 4.7 to 4.9)
 * say the same as its key.
 *
 * <p>Directories write them loosely, so the form is read leniently (blanks and PEM lines inside {@code x5c}; padded
 * thumbprints; thumbprints in hexadecimal before base64url) and the meaning strictly. A thumbprint in none of these forms
 * says nothing and is ignored; beside a certificate, one in any of them must be the certificate's. {@code x5u} is never
 * fetched.
 */
final class CertificateMembers {

    private static final int MAX_CERTIFICATES = 10;
    private static final int SHA256_BYTES = 32;
    private static final Pattern SHA256_HEXADECIMAL = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern WRAPPING = Pattern.compile("-----(?:BEGIN|END) CERTIFICATE-----|[ \\t\\r\\n]");

    private CertificateMembers() {}

    /** The certificates in DER, the key's own first; empty if the key has none. */
    static List<byte[]> read(JsonObject jwk, PublicKey key, Optional<Instant> validAt) throws Skip {
        Optional<JsonValue> member = jwk.get("x5c");
        if (member.isEmpty()) {
            return List.of();
        }
        List<byte[]> chain = decode(member.orElseThrow());
        byte[] own = chain.get(0);
        DerCertificate certificate = DerCertificate.read(own)
                .orElseThrow(() -> new Skip(Cause.MALFORMED, "x5c starts with something that is no certificate"));
        if (!certificate.certifies(DerCertificate.subjectPublicKey(key.getEncoded()))) {
            throw new Skip(Cause.CONTRADICTORY, "the certificate in x5c is for another key");
        }
        if (validAt.isPresent() && !certificate.isValidAt(validAt.orElseThrow())) {
            throw new Skip(Cause.EXPIRED, "x5c: " + certificate);
        }
        requireThumbprint(jwk, "x5t", "SHA-1", own);
        requireThumbprint(jwk, "x5t#S256", "SHA-256", own);
        return chain;
    }

    /** What {@code x5t#S256} says in a readable form, as base64url without padding; empty if it says nothing. */
    static Optional<String> sha256Thumbprint(JsonObject jwk) {
        return jwk.text("x5t#S256")
                .flatMap(written -> Base64Url.decode(unpadded(written)))
                .flatMap(CertificateMembers::sha256)
                .map(Base64Url::encode);
    }

    private static Optional<byte[]> sha256(byte[] decoded) {
        if (decoded.length == SHA256_BYTES) {
            return Optional.of(decoded);
        }
        String text = new String(decoded, StandardCharsets.US_ASCII);
        return SHA256_HEXADECIMAL.matcher(text).matches()
                ? Optional.of(HexFormat.of().parseHex(text))
                : Optional.empty();
    }

    private static String unpadded(String written) {
        return written.replaceFirst("={1,2}$", "");
    }

    private static List<byte[]> decode(JsonValue member) throws Skip {
        if (!(member instanceof JsonArray array)
                || array.elements().isEmpty()
                || array.elements().size() > MAX_CERTIFICATES) {
            throw new Skip(Cause.MALFORMED, "x5c is no array of 1 to " + MAX_CERTIFICATES + " certificates");
        }
        List<byte[]> chain = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            if (!(element instanceof JsonString text)) {
                throw new Skip(Cause.MALFORMED, "x5c holds a value that is no string");
            }
            try {
                chain.add(Base64.getDecoder()
                        .decode(WRAPPING.matcher(text.value()).replaceAll("")));
            } catch (IllegalArgumentException notBase64) {
                throw new Skip(Cause.MALFORMED, "x5c holds a value that is not base64");
            }
        }
        return chain;
    }

    private static void requireThumbprint(JsonObject jwk, String member, String digest, byte[] certificate)
            throws Skip {
        if (!jwk.has(member)) {
            return;
        }
        String written =
                unpadded(jwk.text(member).orElseThrow(() -> new Skip(Cause.MALFORMED, member + " is no string")));
        byte[] thumbprint = digest(digest, certificate);
        byte[] hexadecimal = HexFormat.of().formatHex(thumbprint).getBytes(StandardCharsets.US_ASCII);
        byte[] decoded = Base64Url.decode(written).orElse(new byte[0]);
        boolean readable = decoded.length == thumbprint.length || decoded.length == hexadecimal.length;
        if (readable && !Arrays.equals(decoded, thumbprint) && !Arrays.equals(decoded, hexadecimal)) {
            throw new Skip(Cause.CONTRADICTORY, member + " is not the thumbprint of the certificate in x5c");
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
