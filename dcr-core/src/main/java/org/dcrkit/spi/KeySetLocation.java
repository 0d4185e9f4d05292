package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import org.dcrkit.claims.HttpsUrl;

/**
 * Where a key set is published, what it is for, and which hosts it may live on.
 *
 * @param url the address
 * @param purpose what its keys are used for
 * @param allowedHosts the hosts that may be asked at all; a source must not contact any other
 */
public record KeySetLocation(HttpsUrl url, Purpose purpose, AllowedHosts allowedHosts) {

    /** What the keys of a set are used for. */
    public enum Purpose {
        /** The directory's own keys, which verify SSAs. */
        DIRECTORY,
        /** The keys of one software ({@code software_jwks_endpoint}), which verify requests. */
        SOFTWARE,
        /** The keys of a whole organisation ({@code org_jwks_endpoint}). */
        ORGANISATION,
        /** Keys that the directory has revoked; such a set is often empty. */
        REVOKED
    }

    /** Requires all three. */
    public KeySetLocation {
        requireNonNull(url, "url");
        requireNonNull(purpose, "purpose");
        requireNonNull(allowedHosts, "allowedHosts");
    }

    /** Whether the address is on one of the allowed hosts. */
    public boolean isAllowed() {
        return allowedHosts.allow(url);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
