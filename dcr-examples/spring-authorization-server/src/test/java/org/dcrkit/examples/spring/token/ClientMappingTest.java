package org.dcrkit.examples.spring.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.RegisteredClient;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.examples.spring.registration.ClientRow;
import org.dcrkit.examples.spring.trust.KnownDirectories;
import org.dcrkit.examples.spring.trust.TrustProperties.Directory;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.TestClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;

@DisplayName("A registered client in the terms of Spring Authorization Server, without loss")
class ClientMappingTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final FakeDirectory fake =
            FakeDirectory.openBanking(TestClock.at(NOW.toString())).build();
    private final String statement = fake.tpp("Acme").build().ssa().signed();
    private final KnownDirectories directories = KnownDirectories.of(List.of(new Directory(
            "fake",
            fake.issuer(),
            fake.keySetUrl(),
            "sandbox",
            List.of(fake.allowedHosts().toString()),
            "obie",
            Map.of())));
    private final ClientMapping mapping =
            new ClientMapping(directories, new TokenProperties(Duration.ofMinutes(7), null));
    private final ClientMetadata metadata = ClientMetadata.none()
            .with(RequestClaim.REDIRECT_URIS, List.of("https://acme.example/a,b", "https://acme.example/c?d=e"))
            .with(
                    RequestClaim.GRANT_TYPES,
                    List.of(
                            "authorization_code",
                            "client_credentials",
                            "refresh_token",
                            "urn:openid:params:grant-type:ciba"))
            .with(RequestClaim.SCOPE, List.of("openid", "accounts", "payments"))
            .with(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, "ES256")
            .with(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, "PS256")
            .with(RequestClaim.BACKCHANNEL_TOKEN_DELIVERY_MODE, "poll")
            .with(RequestClaim.CLIENT_NAME, "Acme Accounts");

    @Test
    @DisplayName("Grants (CIBA and refresh among them), redirect URIs with commas, scopes, algorithms, name and dates")
    void common() {
        var client = mapped(metadata.with(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "private_key_jwt")
                .with(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, "ES256"));
        assertThat(client.getId()).isEqualTo("c-1");
        assertThat(client.getClientId()).isEqualTo("c-1");
        assertThat(client.getClientIdIssuedAt()).isEqualTo(NOW);
        assertThat(client.getClientName()).isEqualTo("Acme Accounts");
        assertThat(client.getRedirectUris())
                .containsExactlyInAnyOrder("https://acme.example/a,b", "https://acme.example/c?d=e");
        assertThat(client.getAuthorizationGrantTypes())
                .extracting(AuthorizationGrantType::getValue)
                .containsExactlyInAnyOrderElementsOf(metadata.values(RequestClaim.GRANT_TYPES));
        assertThat(client.getScopes()).containsExactlyInAnyOrder("openid", "accounts", "payments");
        assertThat(client.getClientAuthenticationMethods()).containsExactly(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        assertThat(client.getClientSettings().getTokenEndpointAuthenticationSigningAlgorithm())
                .isEqualTo(SignatureAlgorithm.ES256);
        assertThat(client.getClientSettings().getJwkSetUrl())
                .startsWith("https://")
                .endsWith(".jwks");
        assertThat(client.getTokenSettings().getIdTokenSignatureAlgorithm()).isEqualTo(SignatureAlgorithm.ES256);
        assertThat(client.getTokenSettings().getAccessTokenFormat()).isEqualTo(OAuth2TokenFormat.REFERENCE);
        assertThat(client.getTokenSettings().getAccessTokenTimeToLive()).isEqualTo(Duration.ofMinutes(7));
        assertThat(client.getTokenSettings().isX509CertificateBoundAccessTokens())
                .isTrue();
    }

    @Test
    @DisplayName("tls_client_auth with its subject, under either of its names")
    void subject() {
        for (RequestClaim claim : List.of(RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN, RequestClaim.TLS_CLIENT_AUTH_DN)) {
            var client = mapped(metadata.with(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "tls_client_auth")
                    .with(claim, "CN=a,C=GB"));
            assertThat(client.getClientAuthenticationMethods())
                    .containsExactly(ClientAuthenticationMethod.TLS_CLIENT_AUTH);
            assertThat(client.getClientSettings().getX509CertificateSubjectDN()).isEqualTo("CN=a,C=GB");
        }
    }

    @Test
    @DisplayName("A secret with its end; RFC 7591, section 2: client_secret_basic where no method was registered")
    void secret() {
        var client = mapping.registeredClient(
                new ClientRow(stored(metadata), Optional.of("{bcrypt}x"), Optional.of(NOW.plusSeconds(60))));
        assertThat(client.getClientAuthenticationMethods())
                .containsExactly(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        assertThat(client.getClientSecret()).isEqualTo("{bcrypt}x");
        assertThat(client.getClientSecretExpiresAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(mapped(metadata.with(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "client_secret_jwt"))
                        .getClientSettings()
                        .getTokenEndpointAuthenticationSigningAlgorithm())
                .isEqualTo(MacAlgorithm.HS256);
    }

    @Test
    @DisplayName("All that was registered, and the statement, can be had from the client itself")
    void whole() {
        StoredClient stored = stored(metadata);
        var client = mapping.registeredClient(new ClientRow(stored, Optional.empty(), Optional.empty()));
        assertThat(client.getClientSettings().<StoredClient>getSetting(ClientMapping.REGISTRATION))
                .isEqualTo(stored);
    }

    @Test
    @DisplayName("The keys of a client whose directory is no longer trusted, or whose host is not, are nowhere")
    void distrusted() {
        ClientMapping other = new ClientMapping(
                KnownDirectories.of(List.of(new Directory(
                        "other", "Other", "https://other.example/keys", "sandbox", List.of(), "obie", Map.of()))),
                new TokenProperties(Duration.ofMinutes(7), null));
        var client = other.registeredClient(new ClientRow(stored(metadata), Optional.empty(), Optional.empty()));
        assertThat(client.getClientSettings().getJwkSetUrl()).isNull();
        assertThat(other.keySet(client)).isEmpty();
        assertThat(mapping.keySet(mapped(metadata)).orElseThrow().isAllowed()).isTrue();
    }

    private org.springframework.security.oauth2.server.authorization.client.RegisteredClient mapped(
            ClientMetadata registered) {
        return mapping.registeredClient(new ClientRow(stored(registered), Optional.empty(), Optional.empty()));
    }

    private StoredClient stored(ClientMetadata registered) {
        return new StoredClient(
                new RegisteredClient("c-1", "fake", "sandbox", "software", "organisation", registered),
                IssuedClient.of("c-1", NOW),
                statement,
                "",
                "");
    }
}
