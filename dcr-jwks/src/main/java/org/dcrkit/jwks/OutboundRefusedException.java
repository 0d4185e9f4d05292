package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

/** The guard does not let a request out: its host is not allowed, or has an address that is not public. */
final class OutboundRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    OutboundRefusedException(String detail) {
        super(detail);
    }

    /** What was refused, and why. */
    String detail() {
        return requireNonNull(getMessage());
    }
}
