package org.dcrkit.spi;

/** What a published key says that it is for (the JWK's {@code use}, RFC 7517, section 4.2, and {@code key_ops}). */
public enum KeyUse {
    /** {@code sig}: signatures. */
    SIGNATURE,
    /** {@code enc}: encryption, never a signature. */
    ENCRYPTION,
    /** {@code tls}, which is not in any RFC: the Open Banking directory marks transport certificates with it. */
    TRANSPORT,
    /** The key does not say. */
    UNSPECIFIED
}
