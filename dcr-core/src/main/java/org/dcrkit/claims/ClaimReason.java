package org.dcrkit.claims;

import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why a claim cannot be read, whatever it is about. */
public enum ClaimReason implements Reason {
    /** A claim that must be there is not. */
    MISSING("claim.missing", "A required claim is missing.", "OBIE DCR, data dictionary; RFC 7519 section 4"),
    /** A claim that must say something is an empty or blank string, or an empty array. */
    EMPTY("claim.empty", "A required claim is empty.", "OBIE DCR, data dictionary"),
    /** A claim has another JSON type than the specification gives it. */
    TYPE("claim.type", "A claim has the wrong JSON type.", "OBIE DCR, data dictionary; RFC 7519 section 4.1"),
    /** A NumericDate lies outside the years 1970 to 9999; most often it was given in milliseconds. */
    DATE_RANGE("claim.date_range", "A date is not a NumericDate in seconds.", "RFC 7519 section 2"),
    /** A text has control characters or noncharacters in it. */
    TEXT("claim.text", "A claim contains characters that are not text.", "RFC 8259 section 8.2");

    private static final String REDIRECT_URIS = "/redirect_uris";

    private final String code;
    private final String text;
    private final String spec;

    ClaimReason(String code, String text, String spec) {
        this.code = code;
        this.text = text;
        this.spec = spec;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public RegistrationError error() {
        return RegistrationError.INVALID_CLIENT_METADATA;
    }

    @Override
    public RegistrationError error(ClaimPath where) {
        if (where.document().isSoftwareStatement() || where.pointer().startsWith("/software_statement")) {
            return RegistrationError.INVALID_SOFTWARE_STATEMENT;
        }
        return where.pointer().startsWith(REDIRECT_URIS) ? RegistrationError.INVALID_REDIRECT_URI : error();
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
