package org.dcrkit.certs;

/** By what a certificate is found in a key set. */
public enum KeySetMatch {
    /** The same certificate octet for octet, as the first of a key's {@code x5c} (RFC 7517, section 4.7). */
    CERTIFICATE,
    /** Its SHA-256, as a key's {@code x5t#S256} (RFC 7517, section 4.9) or of the first of its {@code x5c}. */
    THUMBPRINT,
    /** Its public key; a renewed certificate over the same key is found too. */
    KEY
}
