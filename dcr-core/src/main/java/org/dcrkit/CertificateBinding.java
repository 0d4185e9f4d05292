package org.dcrkit;

import org.dcrkit.spi.CertificateFacts;

/**
 * The proof that the presented certificate is trusted and belongs to the software of a {@link VerifiedSsa}.
 *
 * <p>Only {@link CertificateBindingChecker} makes one.
 */
public final class CertificateBinding {

    private final CertificateFacts certificate;

    CertificateBinding(CertificateFacts certificate) {
        this.certificate = certificate;
    }

    /** What was found out about the certificate. */
    public CertificateFacts certificate() {
        return certificate;
    }
}
