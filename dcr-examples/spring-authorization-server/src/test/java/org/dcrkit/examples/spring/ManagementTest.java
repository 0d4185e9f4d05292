package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.dcrkit.testkit.CertificateAuthority.Psd2Subject;
import org.dcrkit.testkit.FakeOrganisation;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.MintedCertificate;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.testkit.TokenDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

@DisplayName("OBIE DCR: GET, PUT and DELETE /register/{ClientId} with a client credentials token of that client")
class ManagementTest {

    private final SpringBank bank = World.bank();
    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);

    @Test
    @DisplayName("What GET answers is what POST answered")
    void read() {
        JsonObject client = tpp.register(tpp.request()).json();
        Reply read = tpp.manage("GET", id(client), tpp.tokenOf(client), "");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(client);
        assertThat(id(client)).hasSizeBetween(1, 36);
    }

    @Test
    @DisplayName("PUT must not invalidate long-lived tokens; DELETE must, with consents")
    void tokens() {
        JsonObject client = tpp.register(tpp.request()).json();
        String token = tpp.tokenOf(client);
        String longLived = userToken(id(client), "long-lived " + id(client));
        OAuth2AuthorizationConsentService consents = bank.bean(OAuth2AuthorizationConsentService.class);
        consents.save(OAuth2AuthorizationConsent.withId(id(client), "Alice")
                .scope("accounts")
                .build());

        Reply updated = tpp.manage(
                "PUT",
                id(client),
                token,
                tpp.request()
                        .claim("grant_types", List.of("client_credentials"))
                        .signed());
        assertThat(updated.status()).as(updated.body()).isEqualTo(400);
        updated = tpp.manage(
                "PUT", id(client), token, tpp.request().tlsClientAuth().signed());
        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        assertThat(updated.text("token_endpoint_auth_method")).isEqualTo("tls_client_auth");
        assertThat(tpp.manage("GET", id(client), token, "").json()).isEqualTo(updated.json());
        assertThat(find(longLived).getAccessToken().isActive()).isTrue();
        assertThat(tpp.token(client).status()).as("the method from before").isEqualTo(401);
        assertThat(tpp.token(updated.json()).status()).isEqualTo(200);

        Reply deleted = tpp.manage("DELETE", id(client), token, "");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(find(longLived)).isNull();
        assertThat(find(token)).isNull();
        assertThat(consents.findById(id(client), "Alice")).isNull();
        assertThat(tpp.token(updated.json()).status()).isEqualTo(401);
    }

    @Test
    @DisplayName("A client that is not the token's is answered 401 with a challenge, and the token is revoked at once")
    void foreign() {
        JsonObject client = tpp.register(tpp.request()).json();
        TppClient other = TppClient.of(World.tpp(), bank);
        JsonObject others = other.register(other.request()).json();
        for (String stranger : List.of(id(others), "nobody", "00000000-0000-4000-8000-000000000000")) {
            String token = tpp.tokenOf(client);
            Reply refused = tpp.manage("GET", stranger, token, "");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).matches("^Bearer .*"));
            assertThat(find(token).getAccessToken().isInvalidated()).isTrue();
            assertThat(tpp.manage("GET", id(client), token, "").status()).isEqualTo(401);
        }
        assertThat(other.manage("GET", id(others), other.tokenOf(others), "").status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("RFC 8705, section 3: a token that was taken over to another connection is no token")
    void bound() {
        JsonObject client = tpp.register(tpp.request()).json();
        String token = tpp.tokenOf(client);
        TppClient thief = tpp.showing(World.tpp().transportCertificate());
        assertThat(thief.manage("GET", id(client), token, "").status()).isEqualTo(401);
        assertThat(tpp.manage("GET", id(client), token, "").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A token that a person consented to manages nothing, even on the client's own connection")
    void users() {
        JsonObject client = tpp.register(tpp.request()).json();
        String token = userToken(id(client), "user-" + id(client));
        assertThat(tpp.manage("GET", id(client), token, "").status()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "tls_client_auth: the registered subject in any of the forms that tools print, and no other's certificate")
    void subjects() {
        for (String written : List.of(
                acme.transportCertificate().subject(),
                acme.transportCertificate().x509().getSubjectX500Principal().getName(),
                acme.transportCertificate().x509().getSubjectX500Principal().toString())) {
            RegistrationDraft draft = tpp.request().tlsClientAuth().claim("tls_client_auth_subject_dn", written);
            Reply registered = tpp.register(draft);
            assertThat(registered.status()).as(registered.body()).isEqualTo(201);
            assertThat(tpp.token(registered.json()).status()).as(written).isEqualTo(200);
            Reply stolen = tpp.showing(World.tpp().transportCertificate()).token(registered.json());
            assertThat(stolen.status()).isEqualTo(401);
            assertThat(stolen.text("error")).isEqualTo("invalid_client");
        }
    }

    @Test
    @DisplayName("tls_client_auth: the same subject from another authority that the bank trusts is somebody else")
    void sameSubjectElsewhere() {
        JsonObject client = tpp.register(tpp.request().tlsClientAuth()).json();
        FakeOrganisation organisation = acme.organisation();
        MintedCertificate elsewhere = World.DIRECTORY
                .qualifiedCa()
                .obwac(
                        new Psd2Subject(organisation.id(), organisation.name(), organisation.organizationIdentifier()),
                        List.of("AISP"))
                .mint();
        assertThat(elsewhere.subject()).isEqualTo(acme.transportCertificate().subject());

        Reply refused = tpp.showing(elsewhere).token(client);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("error")).isEqualTo("invalid_client");
        assertThat(tpp.token(client).status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "private_key_jwt: an assertion of another key, another client, another audience or the past is refused")
    void assertions() {
        TokenDraft good = assertionOf(tpp);
        assertThat(assertion(good.signed())).as("without client_id").isEqualTo(200);
        assertThat(assertion(
                        good.signedOnlyBy(World.tpp().signingKey().privateKey()).signed()))
                .isEqualTo(401);
        assertThat(assertion(good.claim("iss", "other").signed())).isEqualTo(401);
        assertThat(assertion(
                        good.claim("aud", "https://elsewhere.example/token").signed()))
                .isEqualTo(401);
        assertThat(assertion(good.claim("exp", 1_000_000_000L).signed())).isEqualTo(401);
        assertThat(assertion(good.without("exp").signed())).isEqualTo(401);
        assertThat(assertion(good.header("alg", "none").signed())).isEqualTo(401);
        assertThat(assertion(good.claim("sub", "nobody").claim("iss", "nobody").signed()))
                .isEqualTo(401);
        assertThat(assertion("no.jwt")).isEqualTo(400);
    }

    @Test
    @DisplayName(
            "OpenID Connect Core, section 10.1: with several keys, an assertion names its kid; with one it need not")
    void assertionsWithoutKid() {
        assertThat(assertion(assertionOf(tpp).withoutHeader("kid").signed())).isEqualTo(200);
        assertThat(assertion(assertionOf(tpp)
                        .signedBy(acme.transportKey())
                        .withoutHeader("kid")
                        .signed()))
                .as("a key for TLS")
                .isEqualTo(401);

        FakeTpp rotated = World.tpp();
        rotated.rotateSigningKey();
        TppClient other = TppClient.of(rotated, bank);
        assertThat(assertion(other, assertionOf(other).withoutHeader("kid").signed()))
                .isEqualTo(401);
        assertThat(assertion(other, assertionOf(other).signed())).isEqualTo(200);
    }

    @Test
    @DisplayName("There is no other way in: no public clients, no method but the one registered")
    void ways() {
        JsonObject byKey = tpp.register(tpp.request()).json();
        assertThat(tpp.token(byKey.with("token_endpoint_auth_method", "tls_client_auth"))
                        .status())
                .isEqualTo(401);
        JsonObject withSecret = byKey.with("client_secret", "guess");
        assertThat(tpp.token(withSecret.with("token_endpoint_auth_method", "client_secret_basic"))
                        .status())
                .isEqualTo(401);
        assertThat(tpp.token(withSecret.with("token_endpoint_auth_method", "client_secret_post"))
                        .status())
                .isEqualTo(401);
        assertThat(tpp.send(HttpRequest.newBuilder(bank.at("/elsewhere"))).status())
                .isEqualTo(403);
    }

    /** An assertion of a newly registered client. */
    private TokenDraft assertionOf(TppClient client) {
        String id = id(client.register(client.request()).json());
        return client.tpp()
                .clientAssertion(bank.at("/oauth2/token").toString())
                .claim("iss", id)
                .claim("sub", id);
    }

    private int assertion(String signed) {
        return assertion(tpp, signed);
    }

    private int assertion(TppClient from, String signed) {
        return from.send(HttpRequest.newBuilder(bank.at("/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"
                                        + "client-assertion-type%3Ajwt-bearer&client_assertion=" + signed)))
                .status();
    }

    /** What Spring Authorization Server stores when a person has consented, bound to the TPP's certificate. */
    private String userToken(String clientId, String value) {
        RegisteredClient client = bank.bean(RegisteredClientRepository.class).findByClientId(clientId);
        Map<String, Object> confirmation = new HashMap<>();
        confirmation.put(
                "x5t#S256",
                ClientCertificates.thumbprint(acme.transportCertificate().der()));
        Instant now = Instant.now();
        OAuth2AccessToken token = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, value, now, now.plusSeconds(600), Set.of("accounts"));
        bank.bean(OAuth2AuthorizationService.class)
                .save(OAuth2Authorization.withRegisteredClient(client)
                        .principalName("Alice")
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .token(
                                token,
                                metadata -> metadata.put(
                                        OAuth2Authorization.Token.CLAIMS_METADATA_NAME,
                                        new HashMap<>(Map.of("cnf", confirmation))))
                        .build());
        return value;
    }

    private OAuth2Authorization find(String token) {
        return bank.bean(OAuth2AuthorizationService.class).findByToken(token, OAuth2TokenType.ACCESS_TOKEN);
    }

    private static String id(JsonObject client) {
        return client.text("client_id").orElseThrow();
    }
}
