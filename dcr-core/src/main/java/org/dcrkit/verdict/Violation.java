package org.dcrkit.verdict;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One fault of a submission: a reason, the place, and what was got and expected there.
 *
 * <p>{@link #detail()}, {@link #got()} and {@link #expected()} are for logs and explanations inside the bank. They are
 * escaped to one line of printable ASCII and bounded, because an attacker writes them; an {@link ErrorResponse} never
 * contains them.
 */
public final class Violation {

    private static final int MAX_DETAIL = 400;
    private static final int MAX_VALUE = 200;

    private final Reason reason;
    private final ClaimPath where;
    private final String detail;
    private final @Nullable String got;
    private final @Nullable String expected;

    private Violation(Reason reason, ClaimPath where, String detail, @Nullable String got, @Nullable String expected) {
        this.reason = requireNonNull(reason, "reason");
        this.where = requireNonNull(where, "where");
        this.detail = PrintableText.bounded(requireNonNull(detail, "detail"), MAX_DETAIL);
        this.got = got == null ? null : PrintableText.bounded(got, MAX_VALUE);
        this.expected = expected == null ? null : PrintableText.bounded(expected, MAX_VALUE);
    }

    /** A violation whose detail is the reason's own text. */
    public static Violation of(Reason reason, ClaimPath where) {
        return new Violation(reason, where, reason.text(), null, null);
    }

    /** The same violation with a more particular detail, at most 400 characters of which are kept. */
    public Violation because(String detail) {
        return new Violation(reason, where, detail, got, expected);
    }

    /** The same violation with what was found, at most 200 characters of which are kept. */
    public Violation got(String got) {
        return new Violation(reason, where, detail, requireNonNull(got, "got"), expected);
    }

    /** The same violation with what should have been found, at most 200 characters of which are kept. */
    public Violation expected(String expected) {
        return new Violation(reason, where, detail, got, requireNonNull(expected, "expected"));
    }

    /** Why the submission is refused. */
    public Reason reason() {
        return reason;
    }

    /** Where the fault stands. */
    public ClaimPath where() {
        return where;
    }

    /** What is wrong, for people inside the bank. */
    public String detail() {
        return detail;
    }

    /** What was found there; empty where there was nothing or it must not be repeated. */
    public Optional<String> got() {
        return Optional.ofNullable(got);
    }

    /** What should have been found there. */
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /** The RFC 7591 error for this reason at this place. */
    public RegistrationError error() {
        return reason.error(where);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Violation that
                && reason.equals(that.reason)
                && where.equals(that.where)
                && detail.equals(that.detail)
                && got().equals(that.got())
                && expected().equals(that.expected());
    }

    @Override
    public int hashCode() {
        return 31 * reason.hashCode() + where.hashCode();
    }

    @Override
    public String toString() {
        return reason.code() + " at " + where + ": " + detail + (got == null ? "" : " (got " + got + ")")
                + (expected == null ? "" : " (expected " + expected + ")");
    }
}
