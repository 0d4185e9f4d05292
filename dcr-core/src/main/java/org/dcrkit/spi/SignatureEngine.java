package org.dcrkit.spi;

import java.security.PublicKey;
import org.dcrkit.claims.SignatureAlgorithm;

/**
 * Computes whether a signature verifies: the seam for a faster or certified cryptographic provider.
 *
 * <p>The algorithm has been allowed and the key been found fit for it before an engine is asked. An implementation answers
 * false for whatever is not a valid signature, and throws for nothing that an attacker writes.
 */
@FunctionalInterface
public interface SignatureEngine {

    /**
     * Whether the signature is valid.
     *
     * @param algorithm the allowed algorithm of the token's header
     * @param key an RSA key for PS256, an EC key on P-256 for ES256
     * @param signingInput the bytes that were signed (RFC 7515, section 5.2)
     * @param signature the signature as the JWS carries it: for ES256 the 64 bytes of R and S (RFC 7518, section 3.4)
     */
    boolean verify(SignatureAlgorithm algorithm, PublicKey key, byte[] signingInput, byte[] signature);
}
