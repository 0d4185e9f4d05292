package org.dcrkit.examples.keycloak;

import static org.dcrkit.verdict.RegistrationError.INVALID_CLIENT_METADATA;
import static org.dcrkit.verdict.RegistrationError.INVALID_REDIRECT_URI;

import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Why a request that the bank's policy takes cannot become a client of Keycloak as it is. */
enum KeycloakReason implements Reason {
    /** An authentication method that is not mapped. */
    AUTH_METHOD(
            "keycloak.auth_method",
            INVALID_CLIENT_METADATA,
            "This server authenticates clients with tls_client_auth and private_key_jwt.",
            "RFC 7591 section 2"),
    /** A method of RFC 8705 with something else than a subject, which Keycloak compares alone. */
    SUBJECT_DN_MISSING(
            "keycloak.subject_dn_missing",
            INVALID_CLIENT_METADATA,
            "With tls_client_auth this server needs the subject of the certificate.",
            "RFC 8705 section 2.1.2"),
    /** A grant type that is not mapped. */
    GRANT_TYPE(
            "keycloak.grant_type",
            INVALID_CLIENT_METADATA,
            "This server offers authorization_code, refresh_token and client_credentials.",
            "RFC 7591 section 2"),
    /** A response type that is not mapped. */
    RESPONSE_TYPE(
            "keycloak.response_type",
            INVALID_CLIENT_METADATA,
            "This server offers the response types code and code id_token.",
            "RFC 7591 section 2"),
    /** A redirect URI that Keycloak would take as a pattern of many. */
    REDIRECT_URI_PATTERN(
            "keycloak.redirect_uri_pattern",
            INVALID_REDIRECT_URI,
            "A redirect URI with an asterisk would stand for many.",
            "RFC 9700 section 2.1"),
    /** A redirect URI that Keycloak's table has no room for. */
    REDIRECT_URI_LENGTH(
            "keycloak.redirect_uri_length",
            INVALID_REDIRECT_URI,
            "This server keeps redirect URIs of at most 255 characters.",
            "RFC 7591 section 3.2.2"),
    /** A claim that no client may be without: the absence of an algorithm, above all, Keycloak takes for any. */
    MISSING("keycloak.missing", INVALID_CLIENT_METADATA, "This server needs the claim.", "RFC 7591 section 2");

    private final String code;
    private final RegistrationError error;
    private final String text;
    private final String spec;

    KeycloakReason(String code, RegistrationError error, String text, String spec) {
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
