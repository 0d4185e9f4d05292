package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

/**
 * A key set's location is not one that may be asked: its host is not allowed, or its name resolves to an address inside.
 *
 * <p>Nothing was sent there. Unlike {@link CheckUnavailableException} this is a fault of the submission and becomes a
 * violation.
 */
public final class KeySetRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says why the location is refused.
     *
     * @param detail the rule that it breaks, for people inside the bank
     */
    public KeySetRefusedException(String detail) {
        super(requireNonNull(detail, "detail"));
    }

    /** Why the location is refused; never null, unlike {@link #getMessage()}. */
    public String detail() {
        return requireNonNull(getMessage());
    }
}
