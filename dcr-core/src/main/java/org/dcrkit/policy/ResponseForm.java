package org.dcrkit.policy;

import org.dcrkit.claims.ClientMetadata.ScopeForm;

/**
 * How a bank writes its registration responses where specifications and practice differ.
 *
 * @param scope one text, or an array as OBIE 3.1 and some banks have it
 * @param issuedAt {@code client_id_issued_at} as a number of seconds, or as WSO2 writes it
 * @param flattenStatement whether the claims of the software statement stand beside the registered ones, as OBIE has it
 */
public record ResponseForm(ScopeForm scope, DateForm issuedAt, boolean flattenStatement) {

    private static final ResponseForm STANDARD = new ResponseForm(ScopeForm.TEXT, DateForm.NUMBER, false);

    /** How {@code client_id_issued_at} is written. */
    public enum DateForm {
        /** A number of seconds (RFC 7591). */
        NUMBER,
        /** The same number in a string. */
        STRING
    }

    /** RFC 7591: scope as one text, dates as numbers, the statement as a token alone. */
    public static ResponseForm standard() {
        return STANDARD;
    }

    /** With scope written so. */
    public ResponseForm withScope(ScopeForm form) {
        return new ResponseForm(form, issuedAt, flattenStatement);
    }

    /** With the date written so. */
    public ResponseForm withIssuedAt(DateForm form) {
        return new ResponseForm(scope, form, flattenStatement);
    }

    /** With the claims of the statement beside the registered ones, which come first where both have a name. */
    public ResponseForm withFlattenedStatement() {
        return new ResponseForm(scope, issuedAt, true);
    }
}
