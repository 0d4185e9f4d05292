package org.dcrkit.verdict;

/** Reasons of a made-up bank, one for each RFC 7591 error. */
enum Faults implements Reason {
    STATEMENT(RegistrationError.INVALID_SOFTWARE_STATEMENT),
    UNAPPROVED(RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT),
    REDIRECT(RegistrationError.INVALID_REDIRECT_URI),
    METADATA(RegistrationError.INVALID_CLIENT_METADATA),
    QUOTING(RegistrationError.INVALID_CLIENT_METADATA) {
        @Override
        public String text() {
            return "A \"quoted\" back\\slash,\r\nan umlaut \u00fc and a tab\t.";
        }
    };

    private final RegistrationError error;

    Faults(RegistrationError error) {
        this.error = error;
    }

    @Override
    public String code() {
        return "test." + name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public RegistrationError error() {
        return error;
    }

    @Override
    public String text() {
        return "A fault of kind " + name() + ".";
    }

    @Override
    public String spec() {
        return "none";
    }

    Violation at(String claim) {
        return Violation.of(this, ClaimPath.request(claim));
    }
}
