package org.dcrkit.jwks;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey.Cause;

/** Reads one JWK (RFC 7517) of a set into a usable key, or says why it is none. */
final class JwkReader {

    private static final int MAX_KID_LENGTH = 256;
    private static final int P256_COORDINATE = 32;

    private final RsaStrength rsaStrength;
    private final boolean acceptExpiredCertificates;

    JwkReader(RsaStrength rsaStrength, boolean acceptExpiredCertificates) {
        this.rsaStrength = rsaStrength;
        this.acceptExpiredCertificates = acceptExpiredCertificates;
    }

    /** The key id as far as it can be read; empty if it is missing or no key id. */
    static String kid(JsonObject jwk) {
        return jwk.text("kid").filter(kid -> kid.length() <= MAX_KID_LENGTH).orElse("");
    }

    /** Whether a key id of a token could be in any set at all. */
    static boolean isPossibleKid(String kid) {
        return !kid.isEmpty() && kid.length() <= MAX_KID_LENGTH;
    }

    PublishedKey read(JsonObject jwk, Instant at, boolean kidMayBeMissing) throws Skip {
        boolean useThumbprint = kidMayBeMissing && !jwk.has("kid");
        if (!useThumbprint && kid(jwk).isEmpty()) {
            throw new Skip(Cause.MALFORMED, "no kid of 1 to " + MAX_KID_LENGTH + " characters");
        }
        String keyType = text(jwk, "kty");
        NimbusKeys.Converted key = switch (keyType) {
            case "RSA" -> rsa(jwk);
            case "EC" -> ec(jwk);
            default -> throw new Skip(Cause.UNSUPPORTED, "a key type without use here: " + keyType);
        };
        if (PublishedPrivateKeys.contains(key.sha256())) {
            throw new Skip(Cause.WEAK, "the private half of this key is printed in an RFC");
        }
        KeyPurpose purpose = KeyPurpose.of(jwk, keyType);
        requireInLifetime(jwk, at);
        List<byte[]> certificates = CertificateMembers.read(
                jwk, key.publicKey(), acceptExpiredCertificates ? Optional.empty() : Optional.of(at));
        PublishedKey published = PublishedKey.of(
                        useThumbprint ? key.sha1() : kid(jwk), key.publicKey(), purpose.use(), key.sha1())
                .withCertificates(certificates);
        PublishedKey withThumbprint = CertificateMembers.sha256Thumbprint(jwk)
                .map(published::withCertificateThumbprint)
                .orElse(published);
        return purpose.algorithm().map(withThumbprint::onlyFor).orElse(withThumbprint);
    }

    private NimbusKeys.Converted rsa(JsonObject jwk) throws Skip {
        BigInteger modulus = positive(jwk, "n");
        BigInteger exponent = positive(jwk, "e");
        rsaStrength.check(modulus, exponent);
        return NimbusKeys.rsa(modulus, exponent);
    }

    private static NimbusKeys.Converted ec(JsonObject jwk) throws Skip {
        String curve = text(jwk, "crv");
        if (!curve.equals("P-256")) {
            throw new Skip(Cause.UNSUPPORTED, "a curve without use here: " + curve);
        }
        return NimbusKeys.p256(coordinate(jwk, "x"), coordinate(jwk, "y"));
    }

    /** A Base64urlUInt (RFC 7518, section 2): no leading zero byte. */
    private static BigInteger positive(JsonObject jwk, String member) throws Skip {
        byte[] bytes = bytes(jwk, member);
        if (bytes.length == 0 || bytes[0] == 0) {
            throw new Skip(Cause.MALFORMED, member + " is zero or starts with a zero byte");
        }
        return new BigInteger(1, bytes);
    }

    private static byte[] coordinate(JsonObject jwk, String member) throws Skip {
        byte[] bytes = bytes(jwk, member);
        if (bytes.length != P256_COORDINATE) {
            throw new Skip(Cause.MALFORMED, member + " has not the " + P256_COORDINATE + " bytes of P-256");
        }
        return bytes;
    }

    private static byte[] bytes(JsonObject jwk, String member) throws Skip {
        return Base64Url.decode(text(jwk, member))
                .orElseThrow(() -> new Skip(Cause.MALFORMED, member + " is not base64url without padding"));
    }

    private static String text(JsonObject jwk, String member) throws Skip {
        return jwk.text(member).orElseThrow(() -> new Skip(Cause.MALFORMED, member + " is missing or no string"));
    }

    /** {@code exp}, {@code nbf} and {@code revoked} of OpenID Federation's historical keys are heeded where present. */
    private static void requireInLifetime(JsonObject jwk, Instant at) throws Skip {
        long now = at.getEpochSecond();
        Optional<JsonValue> revoked = jwk.get("revoked");
        if (revoked.isPresent()
                && !revoked.orElseThrow().equals(new JsonBoolean(false))
                && revoked.orElseThrow() != JsonNull.NULL) {
            throw new Skip(Cause.EXPIRED, "the set says that the key is revoked");
        }
        OptionalLong expires = seconds(jwk, "exp");
        if (expires.isPresent() && expires.getAsLong() <= now) {
            throw new Skip(Cause.EXPIRED, "exp has passed");
        }
        OptionalLong notBefore = seconds(jwk, "nbf");
        if (notBefore.isPresent() && notBefore.getAsLong() > now) {
            throw new Skip(Cause.EXPIRED, "nbf has not come");
        }
    }

    private static OptionalLong seconds(JsonObject jwk, String member) throws Skip {
        if (!jwk.has(member)) {
            return OptionalLong.empty();
        }
        if (jwk.get(member).orElseThrow() instanceof JsonNumber number
                && number.asLong().isPresent()) {
            return number.asLong();
        }
        throw new Skip(Cause.MALFORMED, member + " is no number of seconds");
    }
}
