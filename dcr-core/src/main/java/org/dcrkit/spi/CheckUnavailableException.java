package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Something that a check depends on could not be asked: a server is down, a store is out of reach.
 *
 * <p>Becomes an {@code Obstacle} and so an indeterminate verdict; never a refusal, never an acceptance.
 */
public class CheckUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** After what time a further try makes sense. */
    private final Duration retryAfter;

    /**
     * Says what was out of reach.
     *
     * @param detail what happened, for people inside the bank
     * @param retryAfter after what time a further try makes sense
     */
    public CheckUnavailableException(String detail, Duration retryAfter) {
        super(requireNonNull(detail, "detail"));
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** The same, with the exception that it came from. */
    public CheckUnavailableException(String detail, Duration retryAfter, Throwable cause) {
        super(requireNonNull(detail, "detail"), cause);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** What happened; never null, unlike {@link #getMessage()}. */
    public String detail() {
        return requireNonNull(getMessage());
    }

    /** After what time a further try makes sense. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
