package org.dcrkit.examples.keycloak;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dcrkit.RegisteredClient;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.authentication.authenticators.client.X509ClientAuthenticator;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * A registered client as Keycloak has it, and back.
 *
 * <p>What Keycloak acts on stands in its own fields and attributes; what responses and updates need, and Keycloak has no
 * place for, stands as it was registered in attributes that begin with {@value #PREFIX}.
 */
final class ClientMapping {

    static final String PREFIX = "dcr.";
    private static final String DIRECTORY = PREFIX + "directory";
    private static final String ENVIRONMENT = PREFIX + "environment";
    private static final String SOFTWARE_ID = PREFIX + "software_id";
    private static final String ORGANISATION_ID = PREFIX + "organisation_id";
    private static final String METADATA = PREFIX + "metadata";
    private static final String SOFTWARE_STATEMENT = PREFIX + "software_statement";
    private static final String CERTIFICATE = PREFIX + "certificate";
    private static final String AUTHORITY = PREFIX + "authority";
    private static final String ISSUED_AT = PREFIX + "issued_at";

    private static final String OPENID = "openid";

    /** The scopes of every Keycloak realm that put {@code sub} and {@code acr} into tokens. */
    private static final List<String> DEFAULT_SCOPES = List.of("basic", "acr");

    private ClientMapping() {}

    /**
     * What authenticates the client at the token endpoint.
     *
     * @param subject the subject of the certificate that it presented, as the platform writes RFC 2253 names: Keycloak
     *     reads it with the platform and compares encodings
     * @param authority the subject of the trust anchor above it, likewise
     * @param keySetUrl where its software statement says that its keys are; empty if it does not
     */
    record Credentials(String subject, String authority, Optional<String> keySetUrl) {}

    /**
     * The client for Keycloak; whether it is switched on is left open, because that is the bank's to say once it is there.
     *
     * @throws IllegalArgumentException if it cannot be mapped without loss
     */
    static ClientRepresentation representation(StoredClient client, Credentials credentials) {
        ClientMetadata metadata = client.registered().metadata();
        if (!KeycloakRules.canMap(metadata)) {
            throw new IllegalArgumentException("the metadata asks for more than Keycloak is set up for");
        }
        List<String> grants = metadata.values(RequestClaim.GRANT_TYPES);
        ClientRepresentation mapped = new ClientRepresentation();
        mapped.setClientId(client.clientId());
        mapped.setName(cut(metadata.text(RequestClaim.CLIENT_NAME)
                .orElse(client.registered().softwareId())));
        mapped.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        mapped.setPublicClient(false);
        mapped.setBearerOnly(false);
        mapped.setRedirectUris(metadata.values(RequestClaim.REDIRECT_URIS));
        mapped.setWebOrigins(List.of());
        mapped.setStandardFlowEnabled(grants.contains(KeycloakRules.AUTHORIZATION_CODE));
        // Keycloak has one switch for the implicit and the hybrid flow.
        mapped.setImplicitFlowEnabled(isHybrid(metadata));
        mapped.setServiceAccountsEnabled(grants.contains(KeycloakRules.CLIENT_CREDENTIALS));
        mapped.setDirectAccessGrantsEnabled(false);
        mapped.setFullScopeAllowed(false);
        mapped.setDefaultClientScopes(DEFAULT_SCOPES);
        mapped.setOptionalClientScopes(scopes(metadata));
        mapped.setClientAuthenticatorType(
                byCertificate(metadata) ? X509ClientAuthenticator.PROVIDER_ID : JWTClientAuthenticator.PROVIDER_ID);
        Map<String, String> attributes = new HashMap<>(authentication(metadata, credentials));
        attributes.putAll(protocol(metadata));
        attributes.putAll(record(client));
        mapped.setAttributes(attributes);
        return mapped;
    }

    /** A response type alone says nothing: a policy may fill it in for a client that never goes to the authorization endpoint. */
    private static boolean isHybrid(ClientMetadata metadata) {
        return metadata.values(RequestClaim.GRANT_TYPES).contains(KeycloakRules.AUTHORIZATION_CODE)
                && metadata.values(RequestClaim.RESPONSE_TYPES).contains(KeycloakRules.CODE_ID_TOKEN);
    }

    /** A name as far as Keycloak's table has room for it, and no half of a character. */
    private static String cut(String name) {
        if (name.length() <= KeycloakRules.COLUMN) {
            return name;
        }
        boolean halves = Character.isHighSurrogate(name.charAt(KeycloakRules.COLUMN - 1));
        return name.substring(0, halves ? KeycloakRules.COLUMN - 1 : KeycloakRules.COLUMN);
    }

    /** The client scopes that the realm must have: all but {@code openid}, which is none in Keycloak. */
    static List<String> scopes(ClientMetadata metadata) {
        List<String> scopes = new ArrayList<>(metadata.values(RequestClaim.SCOPE));
        scopes.remove(OPENID);
        return List.copyOf(scopes);
    }

    private static boolean byCertificate(ClientMetadata metadata) {
        return metadata.values(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD).contains(KeycloakRules.TLS_CLIENT_AUTH);
    }

    /** Those of the method that is not used are set to nothing, which removes them in an update. */
    private static Map<String, String> authentication(ClientMetadata metadata, Credentials credentials) {
        boolean byCertificate = byCertificate(metadata);
        String keySetUrl = credentials.keySetUrl().orElse("");
        if (!byCertificate && keySetUrl.isEmpty()) {
            throw new IllegalArgumentException("the software statement names no key set for private_key_jwt");
        }
        return Map.of(
                X509ClientAuthenticator.ATTR_SUBJECT_DN, byCertificate ? credentials.subject() : "",
                X509ClientAuthenticator.ATTR_CA_SUBJECT_DN, byCertificate ? credentials.authority() : "",
                // Without this Keycloak reads the subject as a regular expression.
                X509ClientAuthenticator.ATTR_ALLOW_REGEX_PATTERN_COMPARISON, "false",
                OIDCConfigAttributes.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                        byCertificate ? "" : text(metadata, RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG),
                // Also where the certificate authenticates: request objects are verified with these keys.
                OIDCConfigAttributes.USE_JWKS_URL, keySetUrl.isEmpty() ? "" : "true",
                OIDCConfigAttributes.JWKS_URL, keySetUrl);
    }

    private static Map<String, String> protocol(ClientMetadata metadata) {
        boolean refreshed = metadata.values(RequestClaim.GRANT_TYPES).contains(KeycloakRules.REFRESH_TOKEN);
        return Map.of(
                OIDCConfigAttributes.USE_MTLS_HOK_TOKEN, "true",
                OIDCConfigAttributes.USE_REFRESH_TOKEN, String.valueOf(refreshed),
                OIDCConfigAttributes.USE_REFRESH_TOKEN_FOR_CLIENT_CREDENTIALS_GRANT, "false",
                OIDCConfigAttributes.ID_TOKEN_SIGNED_RESPONSE_ALG,
                        text(metadata, RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG),
                OIDCConfigAttributes.ID_TOKEN_AS_DETACHED_SIGNATURE, String.valueOf(isHybrid(metadata)),
                OIDCConfigAttributes.REQUEST_OBJECT_SIGNATURE_ALG,
                        text(metadata, RequestClaim.REQUEST_OBJECT_SIGNING_ALG),
                OIDCConfigAttributes.REQUEST_OBJECT_REQUIRED,
                        OIDCConfigAttributes.REQUEST_OBJECT_REQUIRED_REQUEST_OR_REQUEST_URI);
    }

    private static String text(ClientMetadata metadata, RequestClaim claim) {
        return metadata.text(claim).orElse("");
    }

    private static Map<String, String> record(StoredClient client) {
        RegisteredClient registered = client.registered();
        return Map.of(
                DIRECTORY, registered.directory(),
                ENVIRONMENT, registered.environment(),
                SOFTWARE_ID, registered.softwareId(),
                ORGANISATION_ID, registered.organisationId(),
                METADATA, registered.metadata().toJson(ScopeForm.TEXT).toString(),
                SOFTWARE_STATEMENT, client.softwareStatement(),
                CERTIFICATE, client.certificate(),
                AUTHORITY, client.authority(),
                ISSUED_AT, String.valueOf(client.issued().issuedAt().getEpochSecond()));
    }

    /**
     * The client that was recorded in attributes; Keycloak drops those that are empty.
     *
     * @param attribute gives the value of an attribute, null where there is none
     * @return empty for a client that was not registered here
     * @throws IllegalArgumentException if the record has been tampered with so that it cannot be read
     */
    static Optional<StoredClient> stored(String clientId, UnaryOperator<@Nullable String> attribute) {
        String metadata = attribute.apply(METADATA);
        String statement = attribute.apply(SOFTWARE_STATEMENT);
        String issuedAt = attribute.apply(ISSUED_AT);
        if (metadata == null || statement == null || issuedAt == null) {
            return Optional.empty();
        }
        RegisteredClient registered = new RegisteredClient(
                clientId,
                orEmpty(attribute.apply(DIRECTORY)),
                orEmpty(attribute.apply(ENVIRONMENT)),
                orEmpty(attribute.apply(SOFTWARE_ID)),
                orEmpty(attribute.apply(ORGANISATION_ID)),
                ClientMetadata.parse(metadata));
        return Optional.of(new StoredClient(
                registered,
                IssuedClient.of(clientId, Instant.ofEpochSecond(Long.parseLong(issuedAt))),
                statement,
                orEmpty(attribute.apply(CERTIFICATE)),
                orEmpty(attribute.apply(AUTHORITY))));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
