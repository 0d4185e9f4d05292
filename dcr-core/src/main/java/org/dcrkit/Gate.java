package org.dcrkit;

/** The gates that a submission passes, in their order. */
public enum Gate {
    /** Are the request and its software statement tokens at all? */
    SHAPE("shape"),
    /** Did a trusted directory say this about the software? */
    SOFTWARE_STATEMENT("software statement"),
    /** Did that software sign this request, for this bank, now? */
    REQUEST("request"),
    /** Is the presented certificate trusted and that software's? */
    CERTIFICATE("certificate"),
    /** Does the bank's policy allow what is asked for? */
    POLICY("policy"),
    /** Is this the first use of the request? */
    REPLAY("replay");

    private final String label;

    Gate(String label) {
        this.label = label;
    }

    /** The gate's name in words. */
    public String label() {
        return label;
    }
}
