package org.dcrkit.claims;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A claim of the request JWT that this library knows (OBIE DCR 3.1 to 3.4; RFC 7591 section 2; RFC 8705 section 2.1.2),
 * and the shapes it is read in. Any other claim is ignored, as RFC 7591 asks.
 */
public enum RequestClaim {
    /** The software that sends the request. */
    ISSUER("iss", Shape.TEXT),
    /** When the request was made. */
    ISSUED_AT("iat", Shape.DATE),
    /** When the request ends. */
    EXPIRES_AT("exp", Shape.DATE),
    /** Before when the request is not valid. */
    NOT_BEFORE("nbf", Shape.DATE),
    /** Whom the request is for. */
    AUDIENCE("aud", Shape.TEXTS_OR_ONE),
    /** Which request it is. */
    JWT_ID("jti", Shape.TEXT),
    /** The software statement assertion. */
    SOFTWARE_STATEMENT("software_statement", Shape.TEXT),
    /** The client's identifier, if it has one already. */
    CLIENT_ID("client_id", Shape.TEXT),
    /** Only a server may give this. */
    CLIENT_SECRET("client_secret", Shape.TEXT),
    /** Only a server may give this. */
    REGISTRATION_ACCESS_TOKEN("registration_access_token", Shape.TEXT),
    /** Where answers may be sent. */
    REDIRECT_URIS("redirect_uris", Shape.TEXTS),
    /** How the client authenticates at the token endpoint. */
    TOKEN_ENDPOINT_AUTH_METHOD("token_endpoint_auth_method", Shape.TEXT),
    /** With which algorithm it signs its assertions there. */
    TOKEN_ENDPOINT_AUTH_SIGNING_ALG("token_endpoint_auth_signing_alg", Shape.TEXT),
    /** The grants it will use. */
    GRANT_TYPES("grant_types", Shape.TEXTS),
    /** The response types it will use. */
    RESPONSE_TYPES("response_types", Shape.TEXTS),
    /** The software's identifier: a text, or an array of one. */
    SOFTWARE_ID("software_id", Shape.TEXT_OR_SINGLE),
    /** The scopes: a text of words since OBIE 3.2, an array in 3.1 and at some banks. */
    SCOPE("scope", Shape.WORDS),
    /** {@code web}, {@code mobile} or {@code native}. */
    APPLICATION_TYPE("application_type", Shape.TEXT),
    /** How ID tokens are to be signed. */
    ID_TOKEN_SIGNED_RESPONSE_ALG("id_token_signed_response_alg", Shape.TEXT),
    /** How request objects will be signed. */
    REQUEST_OBJECT_SIGNING_ALG("request_object_signing_alg", Shape.TEXT),
    /** The certificate's subject, as OBIE 3.1 names it. */
    TLS_CLIENT_AUTH_DN("tls_client_auth_dn", Shape.TEXT),
    /** The certificate's subject, as RFC 8705 and OBIE since 3.2 name it. */
    TLS_CLIENT_AUTH_SUBJECT_DN("tls_client_auth_subject_dn", Shape.TEXT),
    /** Another way to name the certificate (RFC 8705). */
    TLS_CLIENT_AUTH_SAN_DNS("tls_client_auth_san_dns", Shape.TEXT),
    /** Another way to name the certificate (RFC 8705). */
    TLS_CLIENT_AUTH_SAN_URI("tls_client_auth_san_uri", Shape.TEXT),
    /** Another way to name the certificate (RFC 8705). */
    TLS_CLIENT_AUTH_SAN_IP("tls_client_auth_san_ip", Shape.TEXT),
    /** Another way to name the certificate (RFC 8705). */
    TLS_CLIENT_AUTH_SAN_EMAIL("tls_client_auth_san_email", Shape.TEXT),
    /** Whether tokens are bound to the certificate (RFC 8705, section 3.4). */
    CERTIFICATE_BOUND_ACCESS_TOKENS("tls_client_certificate_bound_access_tokens", Shape.FLAG),
    /** {@code poll} or {@code ping} (CIBA). */
    BACKCHANNEL_TOKEN_DELIVERY_MODE("backchannel_token_delivery_mode", Shape.TEXT),
    /** Where CIBA notifications go. */
    BACKCHANNEL_CLIENT_NOTIFICATION_ENDPOINT("backchannel_client_notification_endpoint", Shape.TEXT),
    /** How CIBA requests will be signed. */
    BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG("backchannel_authentication_request_signing_alg", Shape.TEXT),
    /** Whether CIBA user codes are used. */
    BACKCHANNEL_USER_CODE_PARAMETER_SUPPORTED("backchannel_user_code_parameter_supported", Shape.FLAG),
    /** The client's keys by value (RFC 7591). */
    JWKS("jwks", Shape.OBJECT),
    /** The client's keys by reference (RFC 7591). */
    JWKS_URI("jwks_uri", Shape.TEXT),
    /** A name to show to people. */
    CLIENT_NAME("client_name", Shape.TEXT),
    /** A page to show to people. */
    CLIENT_URI("client_uri", Shape.TEXT),
    /** A logo to show to people. */
    LOGO_URI("logo_uri", Shape.TEXT),
    /** The privacy policy. */
    POLICY_URI("policy_uri", Shape.TEXT),
    /** The terms of service. */
    TOS_URI("tos_uri", Shape.TEXT),
    /** People to ask. */
    CONTACTS("contacts", Shape.TEXTS),
    /** The version of the software. */
    SOFTWARE_VERSION("software_version", Shape.TEXT_OR_NUMBER),
    /** Public or pairwise subject identifiers (OpenID Connect). */
    SUBJECT_TYPE("subject_type", Shape.TEXT);

    /** The JSON shapes that a claim is read in. */
    enum Shape {
        TEXT,
        TEXT_OR_SINGLE,
        TEXT_OR_NUMBER,
        TEXTS,
        TEXTS_OR_ONE,
        WORDS,
        DATE,
        FLAG,
        OBJECT
    }

    private static final Map<String, RequestClaim> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RequestClaim::claimName, Function.identity()));

    private final String claimName;
    private final Shape shape;

    RequestClaim(String claimName, Shape shape) {
        this.claimName = claimName;
        this.shape = shape;
    }

    /** The claim of that name. */
    public static Optional<RequestClaim> named(String claimName) {
        return Optional.ofNullable(BY_NAME.get(claimName));
    }

    /** The name in the token. */
    public String claimName() {
        return claimName;
    }

    /** Whether the claim holds several values. */
    public boolean isList() {
        return shape == Shape.TEXTS || shape == Shape.TEXTS_OR_ONE || shape == Shape.WORDS;
    }

    Shape shape() {
        return shape;
    }
}
