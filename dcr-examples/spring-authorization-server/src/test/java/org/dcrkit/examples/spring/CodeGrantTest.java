package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

@DisplayName("RFC 7636: a code that was asked for with a challenge is redeemed with its verifier only")
class CodeGrantTest {

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
            String code = Consent.code(bank, acme, id, "accounts");
            assertThat(redeem(id, named, byCertificate, "code=" + code).text("error"))
                    .isEqualTo("invalid_grant");
            assertThat(redeem(id, named, byCertificate, "code=" + code + "&code_verifier=" + "x".repeat(43))
                            .text("error"))
                    .isEqualTo("invalid_grant");
            Reply token = redeem(id, named, byCertificate, "code=" + code + "&code_verifier=" + Consent.VERIFIER);
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
}
