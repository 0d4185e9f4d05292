package org.dcrkit.spi;

/** The kinds of certificate in use in Open Banking (OBIE certificate profiles; ETSI TS 119 495). */
public enum CertificateKind {
    /** Open Banking legacy transport: {@code CN} is the software id, {@code OU} the organisation id. */
    OB_TRANSPORT,
    /** Open Banking legacy signing: the same subject, another use. */
    OB_SIGNING,
    /** Open Banking website authentication certificate: {@code CN} is the organisation id, 2.5.4.97 its registration. */
    OBWAC,
    /** Open Banking seal certificate: the same subject, for signatures. */
    OBSEAL,
    /** Qualified website authentication certificate (eIDAS) of a payment service provider. */
    QWAC,
    /** Qualified electronic seal certificate (eIDAS) of a payment service provider. */
    QSEALC,
    /** None of these. */
    UNKNOWN
}
