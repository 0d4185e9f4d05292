package org.dcrkit.certs;

/**
 * What a source says of one certificate.
 *
 * @param state whether it is good, revoked, or not to be learnt there
 * @param detail where it was learnt, or why not
 */
record RevocationStatus(State state, String detail) {

    /** From the best to the worst: of several answers in one response the worst counts. */
    enum State {
        GOOD,
        UNKNOWN,
        REVOKED
    }

    static RevocationStatus good(String detail) {
        return new RevocationStatus(State.GOOD, detail);
    }

    static RevocationStatus revoked(String detail) {
        return new RevocationStatus(State.REVOKED, detail);
    }

    static RevocationStatus unknown(String detail) {
        return new RevocationStatus(State.UNKNOWN, detail);
    }

    boolean isKnown() {
        return state != State.UNKNOWN;
    }
}
