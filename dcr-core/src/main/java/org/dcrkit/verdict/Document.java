package org.dcrkit.verdict;

/** The part of a submission that a {@link ClaimPath} points into. */
public enum Document {
    /** The submission as a whole: the bytes before anything is read. */
    SUBMISSION("submission"),
    /** The JOSE header of the request JWT. */
    REQUEST_HEADER("request-header"),
    /** The claims of the request JWT. */
    REQUEST("request"),
    /** The JOSE header of the software statement assertion. */
    SSA_HEADER("ssa-header"),
    /** The claims of the software statement assertion. */
    SSA("ssa"),
    /** The presented certificate chain. */
    CERTIFICATE("certificate");

    private final String label;

    Document(String label) {
        this.label = label;
    }

    /** The word that a printed {@link ClaimPath} starts with. */
    public String label() {
        return label;
    }

    /** Whether a fault here is a fault of the software statement rather than of the request. */
    public boolean isSoftwareStatement() {
        return this == SSA || this == SSA_HEADER;
    }
}
