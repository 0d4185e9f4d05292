package org.dcrkit;

import static org.dcrkit.verdict.RegistrationError.INVALID_CLIENT_METADATA;
import static org.dcrkit.verdict.RegistrationError.INVALID_SOFTWARE_STATEMENT;

import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why a request does not go with what is registered already. */
public enum RegistrationReason implements Reason {
    /** The software is registered, and this bank registers each once. */
    DUPLICATE(
            "registration.duplicate",
            INVALID_SOFTWARE_STATEMENT,
            "The software is registered already.",
            "RFC 7591 section 3.2.2; CDR register, duplicate registrations"),
    /** An update comes with the statement of another directory. */
    DIRECTORY_CHANGED(
            "registration.directory_changed",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement is not of the directory that the client was registered with.",
            "RFC 7592 section 2.2"),
    /** An update comes with a statement for another environment. */
    ENVIRONMENT_CHANGED(
            "registration.environment_changed",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement is not for the environment that the client was registered in.",
            "OBIE Directory, software_mode; RFC 7592 section 2.2"),
    /** An update comes with the statement of another software. */
    SOFTWARE_CHANGED(
            "registration.software_changed",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement is not for the software that the client was registered with.",
            "OBIE DCR, PUT; RFC 7592 section 2.2"),
    /** An update comes with the statement of another organisation. */
    ORGANISATION_CHANGED(
            "registration.organisation_changed",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement is not of the organisation that the client was registered by.",
            "OBIE DCR, PUT; RFC 7592 section 2.2"),
    /** An update names another client than it is sent to. */
    CLIENT_CHANGED(
            "registration.client_changed",
            INVALID_CLIENT_METADATA,
            "The client_id is not that of the client to update.",
            "RFC 7592 section 2.2"),
    /** An update leaves out a claim that is registered. */
    CLAIM_NOT_REPEATED(
            "registration.claim_not_repeated",
            INVALID_CLIENT_METADATA,
            "An update repeats every claim that is registered; one is left out.",
            "OBIE DCR, PUT; RFC 7592 section 2.2");

    private final String code;
    private final RegistrationError error;
    private final String text;
    private final String spec;

    RegistrationReason(String code, RegistrationError error, String text, String spec) {
        this.code = code;
        this.error = error;
        this.text = text;
        this.spec = spec;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public RegistrationError error() {
        return error;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String spec() {
        return spec;
    }
}
