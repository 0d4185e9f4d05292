package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.policy.PingTool;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.web.client.RestTemplate;

@DisplayName("OpenID Connect Core, section 2: ID tokens are signed, so that clients can verify them")
class IdTokenTest {

    private final FakeTpp acme = World.tpp();

    @ParameterizedTest
    @ValueSource(strings = {"PS256", "ES256"})
    @DisplayName("with the algorithm that the client registered, and a key of the bank's key set")
    void registeredAlgorithm(String algorithm) {
        signs(World.bank(), algorithm);
    }

    @Test
    @DisplayName("with RS256, too, where the policy lets clients register it")
    void weakAlgorithm() throws Exception {
        Path file = World.folder().resolve("policy.json");
        Files.writeString(
                file,
                PolicyFile.write(PingTool.LENIENT
                        .policy(SpringBank.AUDIENCE)
                        .derive("RS256 for ID tokens")
                        .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, rule -> rule.allowed("PS256", "ES256"))
                        .build()));
        try (SpringBank bank =
                World.settings().set("dcr.policy.file", file.toString()).start()) {
            signs(bank, "RS256");
        }
    }

    @Test
    @DisplayName("with the bank's own key where it has a JWKSource, and no other is published")
    void ownKey() {
        try (SpringBank bank = World.settings().with(OwnKey.class).start()) {
            assertThat(signs(bank, "ES256").getHeaders()).containsEntry("kid", OwnKey.ID);
            assertThat(TppClient.of(acme, bank).get(bank.at("/oauth2/jwks")).json().get("keys").stream())
                    .singleElement(as(type(JsonArray.class)))
                    .extracting(JsonArray::elements, as(LIST))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "DPoP"})
    @DisplayName("and tell the client who somebody is: whoever shows one is not that person")
    void noLogin(String scheme) {
        SpringBank bank = World.bank();
        TppClient tpp = TppClient.of(acme, bank);
        String id = tpp.register(tpp.request().tlsClientAuth()).text("client_id");
        String asked = "/oauth2/authorize?response_type=code&scope=openid&client_id=" + id + "&redirect_uri="
                + acme.redirectUris().get(0);
        bank.bean(OAuth2AuthorizationConsentService.class)
                .save(OAuth2AuthorizationConsent.withId(id, "Alice")
                        .scope("openid")
                        .build());

        Reply reply = tpp.send(
                HttpRequest.newBuilder(bank.at(asked)).header("Authorization", scheme + " " + idToken(tpp, bank, id)));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("Location")).isEmpty();
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }

    /** Not found by scanning, since it is no component. */
    static final class OwnKey {

        private static final String ID = "of the bank";

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new ECKeyGenerator(Curve.P_256).keyID(ID).generate()));
        }
    }

    private Jwt signs(SpringBank bank, String algorithm) {
        TppClient tpp = TppClient.of(acme, bank);
        Reply client = tpp.register(tpp.request().tlsClientAuth().claim("id_token_signed_response_alg", algorithm));
        assertThat(client.status()).as(client.body()).isEqualTo(201);
        String id = client.text("client_id");

        Jwt token = verified(tpp, bank, algorithm, idToken(tpp, bank, id));

        assertThat(token.getHeaders()).containsEntry("alg", algorithm).containsKey("kid");
        assertThat(token.getIssuer()).hasToString(bank.at("").toString());
        assertThat(token.getAudience()).containsExactly(id);
        assertThat(token.getSubject()).isEqualTo("Alice");
        assertThat(tpp.get(bank.at("/oauth2/jwks")).body()).contains("\"kid\"").doesNotContain("\"d\"");
        return token;
    }

    private String idToken(TppClient tpp, SpringBank bank, String id) {
        Reply tokens = tpp.send(HttpRequest.newBuilder(bank.at("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=authorization_code&client_id=" + id + "&redirect_uri="
                        + acme.redirectUris().get(0) + "&code_verifier=" + Consent.VERIFIER + "&code="
                        + Consent.code(bank, acme, id, "openid", "accounts"))));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return tokens.text("id_token");
    }

    /** As a client does that fetches the key set; throws if no key of it has signed the token. */
    private static Jwt verified(TppClient tpp, SpringBank bank, String algorithm, String idToken) {
        return NimbusJwtDecoder.withJwkSetUri(bank.at("/oauth2/jwks").toString())
                .jwsAlgorithm(SignatureAlgorithm.from(algorithm))
                .restOperations(new RestTemplate(new JdkClientHttpRequestFactory(tpp.http())))
                .build()
                .decode(idToken);
    }
}
