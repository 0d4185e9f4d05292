package org.dcrkit;

import java.time.Instant;
import org.dcrkit.claims.ClientMetadata;

/**
 * The proof that the software of a {@link VerifiedSsa} signed a request, for this bank, valid at the instant of decision.
 *
 * <p>Only {@link RequestJwtVerifier} makes one.
 */
public final class VerifiedRequest {

    private final ClientMetadata metadata;
    private final String issuer;
    private final String jwtId;
    private final Instant expiresAt;
    private final String keyId;

    VerifiedRequest(ClientMetadata metadata, String issuer, String jwtId, Instant expiresAt, String keyId) {
        this.metadata = metadata;
        this.issuer = issuer;
        this.jwtId = jwtId;
        this.expiresAt = expiresAt;
        this.keyId = keyId;
    }

    /** What the TPP asks for. */
    public ClientMetadata metadata() {
        return metadata;
    }

    /** {@code iss}, equal to the statement's software id. */
    public String issuer() {
        return issuer;
    }

    /** {@code jti}. */
    public String jwtId() {
        return jwtId;
    }

    /** {@code exp}. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The id of the key that signed it. */
    public String keyId() {
        return keyId;
    }
}
