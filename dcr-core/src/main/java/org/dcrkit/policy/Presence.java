package org.dcrkit.policy;

/** Whether a claim has to be there. */
public enum Presence {
    /** Without the claim the request is refused. */
    MANDATORY("M"),
    /** The claim may be left out. */
    OPTIONAL("O"),
    /** With the claim the request is refused. */
    FORBIDDEN("-"),
    /** The claim may be there but is not registered; its form is checked all the same. */
    IGNORED("O");

    private final String letter;

    Presence(String letter) {
        this.letter = letter;
    }

    /** How banks write it in the tables they publish: M, O or a dash. */
    public String letter() {
        return letter;
    }
}
