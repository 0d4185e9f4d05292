package org.dcrkit;

import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why a request JWT is refused; each is answered with {@code invalid_client_metadata}. */
public enum RequestReason implements Reason {
    /** A software statement was sent in the place of a request. */
    IS_SOFTWARE_STATEMENT(
            "request.is_software_statement",
            "The request is a software statement, not a request that carries one.",
            "RFC 8725 section 3.12"),
    /** The software's key set has no key of that {@code kid}. */
    KEY_NOT_FOUND(
            "request.key_not_found",
            "The key that signed the request is not one of the software.",
            "OBIE Directory, DIR Request Validation"),
    /** The key of that {@code kid} is too short or known to be weak. */
    KEY_WEAK(
            "request.key_weak",
            "The key that signed the request is weak.",
            "RFC 7518 section 3.5; FAPI 1.0 Baseline section 5.2.2"),
    /** Two keys have that {@code kid}. */
    KEY_AMBIGUOUS(
            "request.key_ambiguous", "The key id of the request names more than one key.", "RFC 7517 section 4.5"),
    /** The key of that {@code kid} is not for this algorithm or not for signatures. */
    KEY_UNSUITABLE(
            "request.key_unsuitable",
            "The key that signed the request is not for this use.",
            "RFC 7517 section 4.2; RFC 8725 section 3.1"),
    /** The key was revoked at the directory. */
    KEY_REVOKED(
            "request.key_revoked",
            "The key that signed the request is revoked.",
            "OBIE Directory, software_jwks_revoked_endpoint"),
    /** The signature does not verify. */
    SIGNATURE_INVALID(
            "request.signature_invalid", "The signature of the request is not valid.", "RFC 7515 section 5.2"),
    /** {@code iss} is not the software of the statement. */
    ISSUER_MISMATCH(
            "request.issuer_mismatch",
            "The issuer of the request is not the software of the software statement.",
            "OBIE DCR, iss"),
    /** {@code software_id} is not the software of the statement. */
    SOFTWARE_ID_MISMATCH(
            "request.software_id_mismatch",
            "The software_id of the request is not that of the software statement.",
            "OBIE DCR, software_id"),
    /** {@code aud} is not this authorization server. */
    AUDIENCE_MISMATCH(
            "request.audience_mismatch",
            "The request is meant for another audience.",
            "RFC 7519 section 4.1.3; OBIE DCR, aud"),
    /** {@code exp} has passed. */
    EXPIRED("request.expired", "The request has expired.", "RFC 7519 section 4.1.4; OBIE DCR, exp"),
    /** {@code nbf} has not come. */
    NOT_YET_VALID("request.not_yet_valid", "The request is not valid yet.", "RFC 7519 section 4.1.5"),
    /** {@code iat} lies in the future. */
    ISSUED_IN_FUTURE("request.issued_in_future", "The request was issued in the future.", "RFC 7519 section 4.1.6"),
    /** {@code iat} lies further back than the bank accepts. */
    TOO_OLD("request.too_old", "The request is too old.", "RFC 8725 section 3.8"),
    /** {@code exp} is not after {@code iat}, or further from it than the bank accepts. */
    LIFETIME("request.lifetime", "The request is valid for too long or for no time.", "RFC 7519 section 4.1.4"),
    /** The same request was used before. */
    REPLAYED("request.replayed", "The request was used before.", "RFC 7519 section 4.1.7");

    private final String code;
    private final String text;
    private final String spec;

    RequestReason(String code, String text, String spec) {
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
    public String text() {
        return text;
    }

    @Override
    public String spec() {
        return spec;
    }
}
