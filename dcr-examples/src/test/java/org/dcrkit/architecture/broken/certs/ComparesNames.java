package org.dcrkit.architecture.broken.certs;

import javax.security.auth.x500.X500Principal;

/** Breaks: names are compared by encoding. */
public final class ComparesNames {
    boolean same(X500Principal one, X500Principal other) {
        return one.equals(other);
    }
}
