package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

@DisplayName("RFC 7636: a code that was asked for with a challenge is redeemed with its verifier only")
class CodeGrantTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private final SpringBank bank = World.bank();
    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);

    @Test
    @DisplayName("by a client that authenticates with its certificate")
    void certificate() {
        redeems(RegistrationDraft::tlsClientAuth);
    }

    @Test
    @DisplayName("by a client that authenticates with an assertion, named beside it or not")
    void assertion() {
        redeems(UnaryOperator.identity());
    }

    private void redeems(UnaryOperator<RegistrationDraft> method) {
        JsonObject client = tpp.register(method.apply(tpp.request())).json();
        String id = client.text("client_id").orElseThrow();
        boolean byCertificate =
                client.text("token_endpoint_auth_method").orElse("").equals("tls_client_auth");
        for (boolean named : byCertificate ? new boolean[] {true} : new boolean[] {true, false}) {
            String code = consented(id, "code-" + named + id);
            assertThat(redeem(id, named, byCertificate, "code=" + code).text("error"))
                    .isEqualTo("invalid_grant");
            assertThat(redeem(id, named, byCertificate, "code=" + code + "&code_verifier=" + "x".repeat(43))
                            .text("error"))
                    .isEqualTo("invalid_grant");
            Reply token = redeem(id, named, byCertificate, "code=" + code + "&code_verifier=" + VERIFIER);
            assertThat(token.status()).as(token.body()).isEqualTo(200);
            assertThat(bank.bean(OAuth2AuthorizationService.class)
                            .findByToken(token.text("access_token"), OAuth2TokenType.ACCESS_TOKEN)
                            .getAccessToken()
                            .getClaims()
                            .get("cnf"))
                    .isEqualTo(Map.of(
                            "x5t#S256",
                            ClientCertificates.thumbprint(
                                    acme.transportCertificate().der())));
            assertThat(tpp.manage("GET", id, token.text("access_token"), "").status())
                    .as("a person's token manages nothing")
                    .isEqualTo(401);
        }
    }

    private Reply redeem(String id, boolean named, boolean byCertificate, String parameters) {
        String form = "grant_type=authorization_code&redirect_uri="
                + acme.redirectUris().get(0) + "&" + parameters + (named ? "&client_id=" + id : "");
        if (!byCertificate) {
            form += "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                    + "&client_assertion="
                    + acme.clientAssertion(bank.at("/oauth2/token").toString())
                            .claim("iss", id)
                            .claim("sub", id)
                            .signed();
        }
        return tpp.send(HttpRequest.newBuilder(bank.at("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    /** What Spring Authorization Server stores when a person has consented to a request with a challenge. */
    private String consented(String clientId, String code) {
        RegisteredClient client = bank.bean(RegisteredClientRepository.class).findByClientId(clientId);
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(bank.at("/oauth2/authorize").toString())
                .clientId(clientId)
                .redirectUri(acme.redirectUris().get(0))
                .scopes(Set.of("accounts"))
                .additionalParameters(Map.of(
                        "code_challenge",
                        ClientCertificates.thumbprint(VERIFIER.getBytes(StandardCharsets.US_ASCII)),
                        "code_challenge_method",
                        "S256"))
                .build();
        Instant now = Instant.now();
        bank.bean(OAuth2AuthorizationService.class)
                .save(OAuth2Authorization.withRegisteredClient(client)
                        .principalName("Alice")
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .authorizedScopes(Set.of("accounts"))
                        .attribute(OAuth2AuthorizationRequest.class.getName(), request)
                        .attribute(
                                Principal.class.getName(),
                                UsernamePasswordAuthenticationToken.authenticated("Alice", null, List.of()))
                        .token(new OAuth2AuthorizationCode(code, now, now.plusSeconds(300)))
                        .build());
        return code;
    }
}
