package org.dcrkit.jwks;

import org.dcrkit.spi.SkippedKey.Cause;

/** One key of a set cannot be used; caught where the set is read, so that it costs that key only. */
final class Skip extends Exception {

    private static final long serialVersionUID = 1L;

    private final Cause cause;
    private final String detail;

    Skip(Cause cause, String detail) {
        super(detail, null, false, false);
        this.cause = cause;
        this.detail = Printable.text(detail);
    }

    Cause why() {
        return cause;
    }

    String detail() {
        return detail;
    }
}
