package org.dcrkit.certs;

import java.util.EnumSet;
import java.util.Set;
import org.dcrkit.spi.CertificateKind;

/** What a certificate is used for, and so what its key usage has to allow. */
public enum CertificatePurpose {
    /** Client authentication in mutual TLS: digitalSignature, and clientAuth in the extended key usage. */
    TRANSPORT,
    /** Signatures on JWTs: digitalSignature or nonRepudiation; the extended key usage is left to the kind. */
    SIGNING;

    /** The kinds that are made for this purpose: what is accepted unless a bank lists others. */
    public Set<CertificateKind> kinds() {
        return this == TRANSPORT
                ? EnumSet.of(CertificateKind.OB_TRANSPORT, CertificateKind.OBWAC, CertificateKind.QWAC)
                : EnumSet.of(CertificateKind.OB_SIGNING, CertificateKind.OBSEAL, CertificateKind.QSEALC);
    }
}
