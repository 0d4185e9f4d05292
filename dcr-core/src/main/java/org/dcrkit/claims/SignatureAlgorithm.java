package org.dcrkit.claims;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The signature algorithms there are: those that FAPI 1.0 Advanced, section 8.6, allows. Nothing else exists as a constant,
 * so nothing else can be allowed by mistake.
 */
public enum SignatureAlgorithm {
    /** RSASSA-PSS using SHA-256 and MGF1 with SHA-256 (RFC 7518, section 3.5). */
    PS256,
    /** ECDSA using P-256 and SHA-256 (RFC 7518, section 3.4). */
    ES256;

    /** The algorithm of that exact {@code alg} value (case matters, RFC 7515, section 4.1.1). */
    public static Optional<SignatureAlgorithm> named(String alg) {
        return Stream.of(values()).filter(a -> a.name().equals(alg)).findFirst();
    }
}
