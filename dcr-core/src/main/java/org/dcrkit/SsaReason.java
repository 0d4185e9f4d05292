package org.dcrkit;

import static org.dcrkit.verdict.RegistrationError.INVALID_SOFTWARE_STATEMENT;
import static org.dcrkit.verdict.RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT;

import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why a software statement assertion is refused. */
public enum SsaReason implements Reason {
    /** The request carries no software statement. */
    MISSING(
            "ssa.missing",
            INVALID_SOFTWARE_STATEMENT,
            "The request has no software statement.",
            "OBIE DCR, software_statement"),
    /** No trusted directory has that {@code iss}. */
    ISSUER_NOT_TRUSTED(
            "ssa.issuer_not_trusted",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The issuer of the software statement is not trusted.",
            "OBIE Directory, DIR Request Validation; RFC 8725 section 3.8"),
    /** The directory is trusted, but not for this environment or mode. */
    ENVIRONMENT_NOT_ACCEPTED(
            "ssa.environment_not_accepted",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The software statement is for another environment.",
            "OBIE Directory, software_mode and software_environment"),
    /** An algorithm that this directory is not known to use. */
    ALG_NOT_ALLOWED(
            "ssa.alg_not_allowed",
            INVALID_SOFTWARE_STATEMENT,
            "The directory does not sign with this algorithm.",
            "RFC 8725 section 3.1"),
    /** The directory's key set has no key of that {@code kid}. */
    KEY_NOT_FOUND(
            "ssa.key_not_found",
            INVALID_SOFTWARE_STATEMENT,
            "The key that signed the software statement is not one of the directory.",
            "OBIE Directory, DIR Request Validation"),
    /** The key of that {@code kid} is too short or known to be weak. */
    KEY_WEAK(
            "ssa.key_weak",
            INVALID_SOFTWARE_STATEMENT,
            "The key that signed the software statement is weak.",
            "RFC 7518 section 3.5; FAPI 1.0 Baseline section 5.2.2"),
    /** Two keys have that {@code kid}. */
    KEY_AMBIGUOUS(
            "ssa.key_ambiguous",
            INVALID_SOFTWARE_STATEMENT,
            "The key id of the software statement names more than one key.",
            "RFC 7517 section 4.5"),
    /** The key of that {@code kid} is not for this algorithm or not for signatures. */
    KEY_UNSUITABLE(
            "ssa.key_unsuitable",
            INVALID_SOFTWARE_STATEMENT,
            "The key that signed the software statement is not for this use.",
            "RFC 7517 section 4.2; RFC 8725 section 3.1"),
    /** The signature does not verify. */
    SIGNATURE_INVALID(
            "ssa.signature_invalid",
            INVALID_SOFTWARE_STATEMENT,
            "The signature of the software statement is not valid.",
            "RFC 7515 section 5.2"),
    /** It is signed by a key of the software or organisation that it speaks of. */
    SELF_SIGNED(
            "ssa.self_signed",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The software statement is signed by the software itself, not by a directory.",
            "OBIE DCR, self-signed SSA"),
    /** {@code exp} has passed. */
    EXPIRED("ssa.expired", INVALID_SOFTWARE_STATEMENT, "The software statement has expired.", "RFC 7519 section 4.1.4"),
    /** {@code nbf} has not come. */
    NOT_YET_VALID(
            "ssa.not_yet_valid",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement is not valid yet.",
            "RFC 7519 section 4.1.5"),
    /** {@code iat} lies in the future. */
    ISSUED_IN_FUTURE(
            "ssa.issued_in_future",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement was issued in the future.",
            "RFC 7519 section 4.1.6"),
    /** {@code iat} lies further back than the bank accepts. */
    TOO_OLD(
            "ssa.too_old",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement is too old.",
            "OBIE Directory, SSA lifetime"),
    /** There is no {@code exp} where the bank asks for one. */
    EXPIRY_MISSING(
            "ssa.expiry_missing",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement has no expiry.",
            "RFC 7519 section 4.1.4"),
    /** The organisation's status is not active. */
    ORGANISATION_NOT_ACTIVE(
            "ssa.organisation_not_active",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The organisation of the software statement is not active.",
            "OBIE Directory, org_status"),
    /** A claim that only an authorization server may make, or a nested statement. */
    FORBIDDEN_CLAIM(
            "ssa.forbidden_claim",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement has a claim that it must not have.",
            "RFC 7591 section 3.2.1"),
    /** A key set endpoint is not a plain https URL on a host that the directory vouches for. */
    KEY_SET_NOT_ALLOWED(
            "ssa.key_set_not_allowed",
            INVALID_SOFTWARE_STATEMENT,
            "The software statement names a key set on a host that is not allowed.",
            "RFC 8725 section 3.10");

    private final String code;
    private final RegistrationError error;
    private final String text;
    private final String spec;

    SsaReason(String code, RegistrationError error, String text, String spec) {
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
