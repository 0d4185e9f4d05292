package org.dcrkit.examples.spring.token;

import java.util.Optional;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.examples.spring.registration.ClientRow;
import org.dcrkit.examples.spring.trust.KnownDirectories;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/**
 * A stored client in the terms of Spring Authorization Server.
 *
 * <p>What it has a setting for is set; the whole client is one setting more ({@link #REGISTRATION}), so that nothing that was
 * registered is out of a bank's reach. Access tokens are opaque, because a client that is deleted loses them at once.
 */
@Component
public class ClientMapping {

    /** The setting that holds the {@link StoredClient} itself. */
    public static final String REGISTRATION = "dcr.registration";

    private final KnownDirectories directories;
    private final TokenProperties tokens;

    ClientMapping(KnownDirectories directories, TokenProperties tokens) {
        this.directories = directories;
        this.tokens = tokens;
    }

    RegisteredClient registeredClient(ClientRow row) {
        StoredClient stored = row.client();
        ClientMetadata metadata = stored.registered().metadata();
        RegisteredClient.Builder client = RegisteredClient.withId(stored.clientId())
                .clientId(stored.clientId())
                .clientIdIssuedAt(stored.issued().issuedAt())
                .clientName(metadata.text(RequestClaim.CLIENT_NAME)
                        .orElse(stored.registered().softwareId()))
                .clientAuthenticationMethod(new ClientAuthenticationMethod(row.authenticationMethod()))
                .authorizationGrantTypes(grants -> metadata.values(RequestClaim.GRANT_TYPES)
                        .forEach(grant -> grants.add(new AuthorizationGrantType(grant))))
                .redirectUris(uris -> uris.addAll(metadata.values(RequestClaim.REDIRECT_URIS)))
                .scopes(scopes -> scopes.addAll(metadata.values(RequestClaim.SCOPE)))
                .clientSettings(clientSettings(row))
                .tokenSettings(tokenSettings(metadata));
        row.encodedSecret().ifPresent(client::clientSecret);
        row.secretExpires().ifPresent(client::clientSecretExpiresAt);
        return client.build();
    }

    /** Where the keys of a client are that its assertions are signed with: as its software statement says. */
    Optional<KeySetLocation> keySet(RegisteredClient client) {
        return client.getClientSettings().getSetting(REGISTRATION) instanceof StoredClient stored
                ? keySet(stored)
                : Optional.empty();
    }

    private Optional<KeySetLocation> keySet(StoredClient stored) {
        Optional<TrustedDirectory> directory = directories.find(
                stored.registered().directory(), stored.registered().environment());
        return directory.flatMap(entry -> stored.statementClaims()
                .text(entry.dialect().nameOf(SsaClaim.SOFTWARE_JWKS_ENDPOINT))
                .flatMap(HttpsUrl::parse)
                .map(url -> new KeySetLocation(url, Purpose.SOFTWARE, entry.allowedHosts())));
    }

    private ClientSettings clientSettings(ClientRow row) {
        ClientMetadata metadata = row.client().registered().metadata();
        ClientSettings.Builder settings = ClientSettings.builder()
                .requireAuthorizationConsent(true)
                // OBIE's clients are confidential and its profile is older than PKCE.
                .requireProofKey(false)
                .setting(REGISTRATION, row.client());
        metadata.tlsClientAuthSubjectDn().ifPresent(settings::x509CertificateSubjectDN);
        keySet(row.client()).map(location -> location.url().toString()).ifPresent(settings::jwkSetUrl);
        assertionAlgorithm(row).ifPresent(settings::tokenEndpointAuthenticationSigningAlgorithm);
        return settings.build();
    }

    /** The one algorithm that the client's assertions are signed with; the first of the profile where it did not say. */
    private static Optional<JwsAlgorithm> assertionAlgorithm(ClientRow row) {
        Optional<String> registered =
                row.client().registered().metadata().text(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG);
        return switch (row.authenticationMethod()) {
            case "private_key_jwt" ->
                Optional.ofNullable(SignatureAlgorithm.from(registered.orElse(SignatureAlgorithm.PS256.getName())));
            case "client_secret_jwt" ->
                Optional.ofNullable(MacAlgorithm.from(registered.orElse(MacAlgorithm.HS256.getName())));
            default -> Optional.empty();
        };
    }

    private TokenSettings tokenSettings(ClientMetadata metadata) {
        TokenSettings.Builder settings = TokenSettings.builder()
                .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                .accessTokenTimeToLive(tokens.accessTokenLifetime())
                .x509CertificateBoundAccessTokens(true);
        metadata.text(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG)
                .map(SignatureAlgorithm::from)
                .ifPresent(settings::idTokenSignatureAlgorithm);
        return settings.build();
    }
}
