package org.dcrkit.claims;

/**
 * What a software statement may say, independent of how a regime names it; an {@link SsaDialect} gives the names.
 *
 * <p>{@code iss}, {@code iat}, {@code exp}, {@code nbf} and {@code jti} have the same names everywhere (RFC 7519) and are
 * not listed here.
 */
public enum SsaClaim {
    /** The software's identifier in the directory. */
    SOFTWARE_ID,
    /** The TPP's client id at the directory itself. */
    SOFTWARE_CLIENT_ID,
    /** The name to show to people. */
    CLIENT_NAME,
    /** A description to show to people. */
    CLIENT_DESCRIPTION,
    /** The software's home page. */
    CLIENT_URI,
    /** The software's version: a text, or a number in older entries. */
    SOFTWARE_VERSION,
    /** Which environment the statement is for, such as sandbox or production. */
    ENVIRONMENT,
    /** Whether the software is live or under test. */
    MODE,
    /** The redirect URIs that the software may use. */
    REDIRECT_URIS,
    /** The roles that the software may act in. */
    ROLES,
    /** What the national competent authority has authorised. */
    AUTHORITY_CLAIMS,
    /** Whether the organisation is active. */
    ORG_STATUS,
    /** The organisation's identifier in the directory. */
    ORG_ID,
    /** The organisation's legal name. */
    ORG_NAME,
    /** People at the organisation. */
    ORG_CONTACTS,
    /** Where the organisation's keys are published. */
    ORG_JWKS_ENDPOINT,
    /** Where the organisation's revoked keys are published. */
    ORG_JWKS_REVOKED_ENDPOINT,
    /** Where the software's keys are published. */
    SOFTWARE_JWKS_ENDPOINT,
    /** Where the software's revoked keys are published. */
    SOFTWARE_JWKS_REVOKED_ENDPOINT,
    /** A logo to show to people. */
    LOGO_URI,
    /** The privacy policy. */
    POLICY_URI,
    /** The terms of service. */
    TOS_URI,
    /** The fourth party that the software acts for. */
    ON_BEHALF_OF_ORG,
    /** The scopes that the software may ask for, in regimes that put them into the statement. */
    SCOPE
}
