package org.dcrkit.verdict;

/**
 * An error code of a client registration response (RFC 7591, section 3.2.2).
 *
 * <p>The order of the constants is the order in which one of them is chosen when a request has faults of several kinds: a
 * TPP has to mend its software statement before anything else can be right.
 */
public enum RegistrationError {
    /** The software statement presented is invalid. */
    INVALID_SOFTWARE_STATEMENT("invalid_software_statement"),
    /** The software statement is genuine, but not approved for use by this authorization server. */
    UNAPPROVED_SOFTWARE_STATEMENT("unapproved_software_statement"),
    /** The value of one or more redirection URIs is invalid. */
    INVALID_REDIRECT_URI("invalid_redirect_uri"),
    /** The value of one of the client metadata fields is invalid. */
    INVALID_CLIENT_METADATA("invalid_client_metadata");

    private final String code;

    RegistrationError(String code) {
        this.code = code;
    }

    /** The value of the response's {@code error} member. */
    public String code() {
        return code;
    }
}
