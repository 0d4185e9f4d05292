package org.dcrkit;

import java.time.Instant;
import java.util.Optional;
import org.dcrkit.claims.ClientMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A registration that may be carried out: the proofs, and the metadata to register.
 *
 * <p>Only {@link RegistrationValidator} makes one.
 */
public final class AcceptedRegistration {

    private final VerifiedSsa ssa;
    private final VerifiedRequest request;
    private final @Nullable CertificateBinding certificate;
    private final ClientMetadata metadata;
    private final Instant decidedAt;

    AcceptedRegistration(
            VerifiedSsa ssa,
            VerifiedRequest request,
            @Nullable CertificateBinding certificate,
            ClientMetadata metadata,
            Instant decidedAt) {
        this.ssa = ssa;
        this.request = request;
        this.certificate = certificate;
        this.metadata = metadata;
        this.decidedAt = decidedAt;
    }

    /** The verified software statement. */
    public VerifiedSsa ssa() {
        return ssa;
    }

    /** The verified request. */
    public VerifiedRequest request() {
        return request;
    }

    /** The bound certificate; empty only where the validator was built without a certificate check. */
    public Optional<CertificateBinding> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** The effective metadata: register this, and return it to the TPP. */
    public ClientMetadata metadata() {
        return metadata;
    }

    /** The instant of decision. */
    public Instant decidedAt() {
        return decidedAt;
    }
}
