package org.dcrkit.jwks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.PublicKey;
import org.dcrkit.spi.SkippedKey.Cause;

/** Turns the numbers of a JWK into a key object and its RFC 7638 thumbprint: the only use of the JOSE library here. */
final class NimbusKeys {

    private NimbusKeys() {}

    /**
     * A key and what it is recognised by.
     *
     * @param publicKey the key
     * @param sha1 base64url of the SHA-1 of its canonical JWK
     * @param sha256 the same with SHA-256
     */
    record Converted(PublicKey publicKey, String sha1, String sha256) {}

    static Converted rsa(BigInteger modulus, BigInteger exponent) throws Skip {
        try {
            RSAKey key = new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent)).build();
            return converted(key, key.toRSAPublicKey());
        } catch (JOSEException | IllegalArgumentException | IllegalStateException e) {
            throw new Skip(Cause.MALFORMED, "not an RSA key");
        }
    }

    /** An EC key on P-256; a point that is not on the curve is no key. */
    static Converted p256(byte[] x, byte[] y) throws Skip {
        try {
            ECKey key = new ECKey.Builder(Curve.P_256, Base64URL.encode(x), Base64URL.encode(y)).build();
            return converted(key, key.toECPublicKey());
        } catch (JOSEException | IllegalArgumentException | IllegalStateException e) {
            throw new Skip(Cause.MALFORMED, "x and y are no point on P-256");
        }
    }

    private static Converted converted(JWK jwk, PublicKey publicKey) throws JOSEException {
        return new Converted(
                publicKey,
                jwk.computeThumbprint("SHA-1").toString(),
                jwk.computeThumbprint("SHA-256").toString());
    }
}
