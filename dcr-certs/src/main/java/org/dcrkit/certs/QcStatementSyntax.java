package org.dcrkit.certs;

/** How closely the PSD2 statement of a certificate has to follow ETSI TS 119 495. */
public enum QcStatementSyntax {
    /** As the standard says. */
    STRICT,
    /**
     * Roles written one after another in a single SEQUENCE are read too.
     *
     * <p>Open Banking certificates made from requests of profiles before 2.2 have them so. The result says that it was read
     * this way.
     */
    FLATTENED_ROLES_ACCEPTED
}
