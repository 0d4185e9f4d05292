package org.dcrkit.certs;

/** What happens when it cannot be found out whether a certificate is revoked. */
public enum RevocationMode {
    /** Nothing is decided: the verdict is indeterminate, never accepted. */
    REQUIRE,
    /** The certificate passes, and the verdict says so. */
    TOLERATE_UNKNOWN,
    /** Nobody is asked, and the verdict says so. */
    DISABLED
}
