package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

/**
 * Something in a policy file that cannot be understood.
 *
 * @param line the line that it stands in, from 1
 * @param pointer a JSON Pointer (RFC 6901) to it; empty for the file as a whole
 * @param problem what is wrong
 * @param expected what should stand there
 */
public record PolicyFault(int line, String pointer, String problem, String expected) {

    /** Requires every part. */
    public PolicyFault {
        requireNonNull(pointer, "pointer");
        requireNonNull(problem, "problem");
        requireNonNull(expected, "expected");
    }

    @Override
    public String toString() {
        return "line " + line + ", " + (pointer.isEmpty() ? "the file" : pointer) + ": " + problem + "; expected "
                + expected;
    }
}
