package org.dcrkit.verdict;

/**
 * Why something is refused: a constant with a stable code, not a sentence.
 *
 * <p>An open interface: the library's reasons are enums that implement it, and a bank adds an enum of its own. Texts are
 * written by the implementer alone, never built from a token's contents, because they leave the building in an
 * {@link ErrorResponse}.
 */
public interface Reason {

    /** A stable code such as {@code ssa.expired}: lower case, dots between words of a path, underscores inside a word. */
    String code();

    /** The RFC 7591 error that a fault of this kind is answered with. */
    RegistrationError error();

    /**
     * The RFC 7591 error when the fault stands at that place.
     *
     * <p>Differs from {@link #error()} for faults that a request and a software statement can share, such as bad JSON.
     */
    default RegistrationError error(ClaimPath where) {
        return error();
    }

    /** What is wrong, in one sentence of printable ASCII without quotation marks or backslashes. */
    String text();

    /** The clause that asks for the check, such as {@code RFC 7519 section 4.1.4}. */
    String spec();
}
