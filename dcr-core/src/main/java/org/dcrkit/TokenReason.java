package org.dcrkit;

import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why a text is not a token that this library reads, before anything in it is believed; the same for request and SSA. */
public enum TokenReason implements Reason {
    /** Longer than the limit; not looked at any further. */
    TOO_LARGE("token.too_large", "The token is longer than allowed.", "RFC 8725 section 3.4"),
    /** Not three parts with dots between them, or a part is empty. */
    NOT_COMPACT("token.not_compact", "The token is not a compact JWS of three parts.", "RFC 7515 section 7.1"),
    /** A JWE, or a JWS in its JSON serialization. */
    SERIALIZATION("token.serialization", "Only the JWS compact serialization is read.", "OBIE DCR, POST /register"),
    /** Padding, blanks, another alphabet, or bits that must be zero and are not. */
    BASE64URL(
            "token.base64url",
            "A part of the token is not strict base64url.",
            "RFC 7515 section 2; RFC 4648 section 3.5"),
    /** Header or claims are not UTF-8, or start with a byte order mark. */
    UTF8("token.utf8", "The token is not UTF-8 text.", "RFC 7515 section 3; RFC 8259 section 8.1"),
    /** Header or claims are not one JSON object. */
    JSON("token.json", "The token is not strict JSON.", "RFC 7519 section 7.2; RFC 8259"),
    /** A member occurs twice in an object, at any depth. */
    DUPLICATE_MEMBER("token.duplicate_member", "A JSON member occurs twice.", "RFC 7515 section 4; RFC 7519 section 4"),
    /** Header or claims are nested too deeply, have too many members or too long a number. */
    JSON_LIMIT("token.json_limit", "The JSON in the token is larger than allowed.", "RFC 8259 section 9"),
    /** There is no {@code alg}, or it is not a string. */
    ALG_MISSING("token.alg_missing", "The header names no algorithm.", "RFC 7515 section 4.1.1"),
    /** Another algorithm than PS256 or ES256. */
    ALG_NOT_ALLOWED(
            "token.alg_not_allowed",
            "The signature algorithm is not allowed.",
            "FAPI 1.0 Advanced section 8.6; RFC 8725 section 3.1"),
    /** There is no {@code kid}, or it is not a text. */
    KID_MISSING("token.kid_missing", "The header names no key.", "OBIE DCR, JOSE header; RFC 7515 section 4.1.4"),
    /** A header member that could choose the key, the meaning or the encoding: {@code jwk}, {@code jku}, {@code crit} … */
    HEADER_NOT_ALLOWED(
            "token.header_not_allowed",
            "The header has a member that is not allowed.",
            "OBIE DCR, JWS and JWKS; RFC 8725 section 3.10"),
    /** {@code typ} is there and is not JWT. */
    TYP("token.typ", "The header gives another type than JWT.", "RFC 8725 section 3.11");

    private final String code;
    private final String text;
    private final String spec;

    TokenReason(String code, String text, String spec) {
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
        return where.document().isSoftwareStatement() ? RegistrationError.INVALID_SOFTWARE_STATEMENT : error();
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
