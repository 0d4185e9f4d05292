package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

/** A text is no acceptable key set. */
public final class RejectedKeySetException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the set. */
    private final KeySetFault fault;

    RejectedKeySetException(KeySetFault fault, String detail) {
        super(Printable.text(detail));
        this.fault = requireNonNull(fault, "fault");
    }

    /** What is wrong with the set. */
    public KeySetFault fault() {
        return fault;
    }

    /** The particulars, without any key material; never null, unlike {@link #getMessage()}. */
    public String detail() {
        return requireNonNull(getMessage());
    }
}
