package org.dcrkit.policy;

import static org.dcrkit.verdict.RegistrationError.INVALID_CLIENT_METADATA;
import static org.dcrkit.verdict.RegistrationError.INVALID_REDIRECT_URI;
import static org.dcrkit.verdict.RegistrationError.INVALID_SOFTWARE_STATEMENT;
import static org.dcrkit.verdict.RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT;

import org.dcrkit.claims.RequestClaim;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/**
 * Why a bank's policy refuses what a request asks for.
 *
 * <p>Two faults share a reason only if a TPP mends them in the same way. That a claim is missing or empty is said with the
 * reasons of {@link org.dcrkit.claims.ClaimReason}.
 */
public enum PolicyReason implements Reason {
    /** A claim that this bank does not take. */
    CLAIM_FORBIDDEN(
            "policy.claim_forbidden", INVALID_CLIENT_METADATA, "The claim is not accepted here.", "RFC 7591 section 2"),
    /** A claim that only a server may give. */
    CLAIM_ISSUED_BY_SERVER(
            "policy.claim_issued_by_server",
            INVALID_CLIENT_METADATA,
            "The claim is issued by the authorization server and cannot be asked for.",
            "RFC 7591 section 3.2.1"),
    /** A claim that goes with a choice which the request does not make. */
    CLAIM_NOT_APPLICABLE(
            "policy.claim_not_applicable",
            INVALID_CLIENT_METADATA,
            "The claim does not go with the rest of the request.",
            "OBIE DCR, data dictionary, conditions"),
    /** A grant type that is not supported. */
    GRANT_TYPE_NOT_ALLOWED(
            "policy.grant_type_not_allowed",
            INVALID_CLIENT_METADATA,
            "The grant type is not supported.",
            "OBIE DCR, grant_types"),
    /** A response type that is not supported. */
    RESPONSE_TYPE_NOT_ALLOWED(
            "policy.response_type_not_allowed",
            INVALID_CLIENT_METADATA,
            "The response type is not supported.",
            "OBIE DCR, response_types"),
    /** An authentication method that this bank does not support. */
    AUTH_METHOD_NOT_ALLOWED(
            "policy.auth_method_not_allowed",
            INVALID_CLIENT_METADATA,
            "The token endpoint authentication method is not supported.",
            "OBIE DCR, token_endpoint_auth_method"),
    /** An authentication method below the FAPI floor. */
    FAPI_AUTH_METHOD(
            "policy.fapi_auth_method",
            INVALID_CLIENT_METADATA,
            "The token endpoint authentication method is not one that FAPI allows.",
            "FAPI 1.0 Advanced section 5.2.2-14"),
    /** An algorithm that this bank does not support for that use. */
    ALGORITHM_NOT_ALLOWED(
            "policy.algorithm_not_allowed",
            INVALID_CLIENT_METADATA,
            "The signature algorithm is not supported for this use.",
            "OBIE DCR, data dictionary"),
    /** An algorithm below the FAPI floor. */
    FAPI_ALGORITHM(
            "policy.fapi_algorithm",
            INVALID_CLIENT_METADATA,
            "The signature algorithm is not one that FAPI allows.",
            "FAPI 1.0 Advanced section 8.6"),
    /** A scope that is not offered. */
    SCOPE_NOT_ALLOWED(
            "policy.scope_not_allowed", INVALID_CLIENT_METADATA, "The scope is not offered.", "OBIE DCR, scope"),
    /** A scope that is not a scope token at all. */
    SCOPE_MALFORMED(
            "policy.scope_malformed",
            INVALID_CLIENT_METADATA,
            "The scope is not made of scope tokens with single blanks between them.",
            "RFC 6749 section 3.3"),
    /** A scope that none of the software's roles covers. */
    SCOPE_WITHOUT_ROLE(
            "policy.scope_without_role",
            INVALID_CLIENT_METADATA,
            "The roles of the software do not cover the scope.",
            "OBIE DCR, data mapping"),
    /** A scope that none of the roles in the certificate covers. */
    SCOPE_WITHOUT_CERTIFICATE_ROLE(
            "policy.scope_without_certificate_role",
            INVALID_CLIENT_METADATA,
            "The roles in the PSD2 statement of the certificate do not cover the scope.",
            "ETSI TS 119 495 section 5.1"),
    /** An application type that is not supported. */
    APPLICATION_TYPE_NOT_ALLOWED(
            "policy.application_type_not_allowed",
            INVALID_CLIENT_METADATA,
            "The application type is not supported.",
            "OBIE DCR, application_type"),
    /** Any other value that is not among those accepted. */
    VALUE_NOT_ALLOWED(
            "policy.value_not_allowed",
            INVALID_CLIENT_METADATA,
            "The value is not one that is accepted.",
            "OBIE DCR, data dictionary"),
    /** A list lacks a value that this bank insists on. */
    VALUE_REQUIRED(
            "policy.value_required",
            INVALID_CLIENT_METADATA,
            "The claim lacks a value that is required.",
            "OBIE DCR, data dictionary"),
    /** A list has none of the values of which this bank insists on one. */
    ONE_VALUE_REQUIRED(
            "policy.one_value_required",
            INVALID_CLIENT_METADATA,
            "The claim has none of the values of which one is required.",
            "OBIE DCR, data dictionary"),
    /** A list names a value twice. */
    VALUE_REPEATED("policy.value_repeated", INVALID_CLIENT_METADATA, "A value is given twice.", "RFC 7591 section 2"),
    /** A list is longer than accepted. */
    TOO_MANY_VALUES(
            "policy.too_many_values",
            INVALID_CLIENT_METADATA,
            "The claim has more values than are accepted.",
            "OBIE DCR, data dictionary"),
    /** A text is longer than accepted. */
    VALUE_TOO_LONG(
            "policy.value_too_long", INVALID_CLIENT_METADATA, "The value is too long.", "OBIE DCR, data dictionary"),
    /** A text has not the form that the specification gives it. */
    VALUE_MALFORMED(
            "policy.value_malformed",
            INVALID_CLIENT_METADATA,
            "The value has not the form that is required.",
            "OBIE DCR, data dictionary"),
    /** An identifier is not a UUID, or not a random one where that is asked for. */
    NOT_UUID(
            "policy.not_uuid",
            INVALID_CLIENT_METADATA,
            "The value is not a UUID of the version that is required.",
            "OBIE DCR, jti; RFC 4122 section 4.4"),
    /** A URL is not one that every parser reads alike. */
    URL_MALFORMED(
            "policy.url_malformed",
            INVALID_CLIENT_METADATA,
            "The value is not a plain absolute https URL.",
            "OBIE DCR, data dictionary; RFC 7591 section 5"),
    /** A text for people holds what deceives them. */
    TEXT_NOT_PLAIN(
            "policy.text_not_plain",
            INVALID_CLIENT_METADATA,
            "The text has invisible characters or markup in it.",
            "RFC 7591 section 5"),
    /** A page that is shown to people lives on another host than the software. */
    URL_ON_OTHER_HOST(
            "policy.url_on_other_host",
            INVALID_CLIENT_METADATA,
            "The host of the URL is not that of a redirect URI.",
            "RFC 7591 section 5"),
    /** A claim says something else than the software statement. */
    DIFFERS_FROM_STATEMENT(
            "policy.differs_from_statement",
            INVALID_CLIENT_METADATA,
            "The value is not that of the software statement.",
            "RFC 7591 section 2.3"),
    /** A response type is asked for without the grant type that uses it. */
    RESPONSE_TYPE_WITHOUT_GRANT(
            "policy.response_type_without_grant",
            INVALID_CLIENT_METADATA,
            "The response type needs the grant type authorization_code.",
            "RFC 7591 section 2.1"),
    /** Keys are given by value and by reference. */
    JWKS_AND_JWKS_URI(
            "policy.jwks_and_jwks_uri",
            INVALID_CLIENT_METADATA,
            "The claims jwks and jwks_uri exclude each other.",
            "RFC 7591 section 2"),
    /** Keys given by value hold private or symmetric ones. */
    JWKS_PRIVATE(
            "policy.jwks_private",
            INVALID_CLIENT_METADATA,
            "The claim jwks has a private or symmetric key in it.",
            "RFC 7517 section 9.2"),
    /** The certificate's subject is named in more than one way. */
    CERTIFICATE_NAMED_TWICE(
            "policy.certificate_named_twice",
            INVALID_CLIENT_METADATA,
            "Exactly one claim may name the certificate of the client.",
            "RFC 8705 section 2.1.2"),
    /** The certificate's subject is not a distinguished name. */
    SUBJECT_DN_UNREADABLE(
            "policy.subject_dn_unreadable",
            INVALID_CLIENT_METADATA,
            "The certificate subject in the request is not a distinguished name.",
            "RFC 8705 section 2.1.2; RFC 4514"),
    /** The certificate's subject is another one than that presented. */
    SUBJECT_DN_MISMATCH(
            "policy.subject_dn_mismatch",
            INVALID_CLIENT_METADATA,
            "The certificate subject in the request is not that of the presented certificate.",
            "RFC 8705 section 2.1; OBIE DCR, tls_client_auth_dn"),
    /** A kind of certificate that this bank does not take. */
    CERTIFICATE_KIND_NOT_ACCEPTED(
            "policy.certificate_kind_not_accepted",
            INVALID_CLIENT_METADATA,
            "Certificates of this kind are not accepted.",
            "OBIE certificate profiles; ETSI TS 119 495"),
    /** The certificate's subject says something else than the software statement. */
    CERTIFICATE_ATTRIBUTE_MISMATCH(
            "policy.certificate_attribute_mismatch",
            INVALID_SOFTWARE_STATEMENT,
            "The subject of the certificate is not that of the software statement.",
            "OBIE DCR 1.0, subject of the transport certificate"),
    /** A redirect URI does not start with {@code https://}. */
    REDIRECT_URI_NOT_HTTPS(
            "redirect_uri.not_https",
            INVALID_REDIRECT_URI,
            "A redirect URI does not start with https in lower case.",
            "OBIE DCR, redirect_uris"),
    /** A redirect URI has a fragment, if only an empty one. */
    REDIRECT_URI_FRAGMENT(
            "redirect_uri.fragment", INVALID_REDIRECT_URI, "A redirect URI has a fragment.", "RFC 6749 section 3.1.2"),
    /** A redirect URI has user information before its host. */
    REDIRECT_URI_USER_INFORMATION(
            "redirect_uri.user_information",
            INVALID_REDIRECT_URI,
            "A redirect URI has user information in front of its host.",
            "RFC 9700 section 4.1.3; RFC 3986 section 7.6"),
    /** A redirect URI is one that parsers read differently, or none. */
    REDIRECT_URI_MALFORMED(
            "redirect_uri.malformed",
            INVALID_REDIRECT_URI,
            "A redirect URI is not a plain absolute https URL.",
            "OBIE DCR, redirect_uris; RFC 3986"),
    /** A redirect URI leads to an address, the local machine or a private network. */
    REDIRECT_URI_HOST(
            "redirect_uri.host_not_allowed",
            INVALID_REDIRECT_URI,
            "A redirect URI has a host that is not allowed, such as localhost or an address.",
            "OBIE DCR, redirect_uris"),
    /** A redirect URI names a port that this bank does not take. */
    REDIRECT_URI_PORT(
            "redirect_uri.port_not_allowed",
            INVALID_REDIRECT_URI,
            "A redirect URI has a port that is not allowed.",
            "RFC 9700 section 4.1.3"),
    /** A redirect URI is longer than the specification allows. */
    REDIRECT_URI_TOO_LONG(
            "redirect_uri.too_long", INVALID_REDIRECT_URI, "A redirect URI is too long.", "OBIE DCR, redirect_uris"),
    /** A redirect URI is given twice. */
    REDIRECT_URI_REPEATED(
            "redirect_uri.repeated", INVALID_REDIRECT_URI, "A redirect URI is given twice.", "RFC 7591 section 2"),
    /** More redirect URIs than this bank takes. */
    REDIRECT_URI_TOO_MANY(
            "redirect_uri.too_many",
            INVALID_REDIRECT_URI,
            "There are more redirect URIs than are accepted.",
            "OBIE DCR, redirect_uris"),
    /** A redirect URI that the directory does not vouch for. */
    REDIRECT_URI_NOT_IN_STATEMENT(
            "redirect_uri.not_in_statement",
            INVALID_REDIRECT_URI,
            "A redirect URI is not one of the software statement, compared character by character.",
            "OBIE DCR, redirect_uris; RFC 9700 section 4.1.3"),
    /** The software has none of the roles that may register here. */
    ROLE_NOT_ACCEPTED(
            "policy.role_not_accepted",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The software has no role that may register here.",
            "OBIE Directory, software_roles"),
    /** The statement is for an environment that this endpoint does not serve. */
    ENVIRONMENT_NOT_SERVED(
            "policy.environment_not_served",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The software statement is for an environment that is not served here.",
            "OBIE Directory, software_mode and software_environment"),
    /** The competent authority's registration is not active. */
    AUTHORITY_NOT_ACTIVE(
            "policy.authority_not_active",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The registration with the competent authority is not active.",
            "OBIE Directory, organisation_competent_authority_claims"),
    /** A competent authority whose registrations this bank does not accept, or none at all. */
    AUTHORITY_NOT_ACCEPTED(
            "policy.authority_not_accepted",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The competent authority is not one that is accepted.",
            "OBIE Directory, organisation_competent_authority_claims"),
    /** The organisation is not authorised in a country that this bank asks for. */
    MEMBER_STATE_NOT_AUTHORISED(
            "policy.member_state_not_authorised",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The organisation is not authorised in a required member state.",
            "OBIE Directory, organisation_competent_authority_claims"),
    /** The person at the portal does not act for a TPP. */
    TPP_NOT_ASSOCIATED(
            "policy.tpp_not_associated",
            UNAPPROVED_SOFTWARE_STATEMENT,
            "The directory does not associate the person with a TPP.",
            "OBIE Directory, manual client registration, tpp_associated"),
    /** The software's identifier in the statement has an impossible form. */
    STATEMENT_SOFTWARE_ID_MALFORMED(
            "policy.statement_software_id_malformed",
            INVALID_SOFTWARE_STATEMENT,
            "The software_id of the software statement has not the form that is required.",
            "OBIE Directory, software_id");

    private final String code;
    private final RegistrationError error;
    private final String text;
    private final String spec;

    PolicyReason(String code, RegistrationError error, String text, String spec) {
        this.code = code;
        this.error = error;
        this.text = text;
        this.spec = spec;
    }

    /** The reason for which a value of that claim is refused that is not among those allowed. */
    static PolicyReason notAllowed(RequestClaim claim) {
        return switch (claim) {
            case GRANT_TYPES -> GRANT_TYPE_NOT_ALLOWED;
            case RESPONSE_TYPES -> RESPONSE_TYPE_NOT_ALLOWED;
            case TOKEN_ENDPOINT_AUTH_METHOD -> AUTH_METHOD_NOT_ALLOWED;
            case SCOPE -> SCOPE_NOT_ALLOWED;
            case APPLICATION_TYPE -> APPLICATION_TYPE_NOT_ALLOWED;
            case ID_TOKEN_SIGNED_RESPONSE_ALG,
                    REQUEST_OBJECT_SIGNING_ALG,
                    TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                    BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG -> ALGORITHM_NOT_ALLOWED;
            default -> VALUE_NOT_ALLOWED;
        };
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
