package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.examples.keycloak.BankRealm.AUDIENCE;
import static org.dcrkit.examples.keycloak.BankRealm.payload;
import static org.dcrkit.examples.keycloak.BankRealm.text;
import static org.dcrkit.examples.keycloak.BankRealm.texts;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.keycloak.BankRealm.Reply;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The provider in Keycloak's own distribution, over mutual TLS")
class KeycloakIT {

    @RegisterExtension
    static final RunningKeycloak keycloak = new RunningKeycloak();

    private static FakeDirectory directory;
    private static BankRealm bank;

    @BeforeAll
    static void find() {
        directory = keycloak.directory();
        bank = keycloak.bank();
    }

    @TestFactory
    @DisplayName("conforms for clients with private_key_jwt")
    Stream<DynamicNode> conformsWithAssertions() {
        return bank.conformance(directory.tpp("By key").build(), UnaryOperator.identity());
    }

    @TestFactory
    @DisplayName("conforms for clients with tls_client_auth")
    Stream<DynamicNode> conformsWithCertificates() {
        return bank.conformance(directory.tpp("By name").build(), RegistrationDraft::tlsClientAuth);
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificateKind.class,
            names = {"OBWAC", "OB_TRANSPORT"})
    @DisplayName("A TPP registers, gets a token with its certificate, reads its registration and deletes it")
    void wholeLifeByCertificate(CertificateKind kind) throws Exception {
        FakeTpp tpp = directory.tpp("By " + kind).transport(kind).build();
        JsonObject registered = bank.register(tpp, RegistrationDraft::tlsClientAuth);
        String clientId = text(registered, "client_id");
        assertThat(registered.text("token_endpoint_auth_method")).contains("tls_client_auth");
        assertThat(registered.text("software_id")).contains(tpp.softwareId());

        Reply token = bank.tokenByCertificate(tpp, clientId);
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        String accessToken = text(token.json(), "access_token");
        JsonObject claims = payload(accessToken);
        assertThat(claims.text("azp")).contains(clientId);
        assertThat(claims.get("cnf").orElseThrow().toString()).contains("x5t#S256");
        assertThat(text(claims, "scope").split(" ")).contains("accounts");

        Reply read = bank.call(tpp, "GET", "/" + clientId, accessToken, null);
        assertThat(read.status()).as(read.body()).isEqualTo(200);
        assertThat(read.json().without("client_id_issued_at")).isEqualTo(registered.without("client_id_issued_at"));
        assertThat(read.json().get("client_id_issued_at")).isEqualTo(registered.get("client_id_issued_at"));

        Reply deleted = bank.call(tpp, "DELETE", "/" + clientId, accessToken, null);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(bank.call(tpp, "GET", "/" + clientId, accessToken, null).status())
                .isEqualTo(401);
        assertThat(bank.tokenByCertificate(tpp, clientId).status()).isEqualTo(401);
        assertThat(bank.administratorsView(clientId)).isEqualTo("[]");
    }

    @Test
    @DisplayName(
            "A TPP registers and gets a token with an assertion, which Keycloak checks with the software's key set")
    void tokenByAssertion() throws Exception {
        FakeTpp tpp = directory.tpp("By assertion").build();
        String clientId = text(bank.register(tpp, draft -> draft), "client_id");

        Reply token = bank.tokenByAssertion(tpp, clientId);

        assertThat(token.status()).as(token.body()).isEqualTo(200);
        assertThat(payload(text(token.json(), "access_token")).has("cnf")).isTrue();
        assertThat(bank.administratorsView(clientId)).contains("\"client-jwt\"").doesNotContain("x509.subjectdn");
        assertThat(bank.tokenByCertificate(tpp, clientId).json().text("error"))
                .as("the other method, which it did not register")
                .isPresent();
    }

    @Test
    @DisplayName("PUT states all of it anew and does not end the token that it came with")
    void update() throws Exception {
        FakeTpp tpp = directory.tpp("Changing").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String before = text(bank.tokenByCertificate(tpp, clientId).json(), "access_token");

        Reply updated = bank.call(
                tpp,
                "PUT",
                "/" + clientId,
                before,
                tpp.registration(AUDIENCE)
                        .tlsClientAuth()
                        .claim("scope", "openid accounts")
                        .claim("grant_types", List.of("authorization_code", "client_credentials"))
                        .signed());

        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        assertThat(updated.json().text("scope")).contains("openid accounts");
        assertThat(updated.json().text("client_id")).contains(clientId);
        assertThat(bank.call(tpp, "GET", "/" + clientId, before, null).json()).isEqualTo(updated.json());
        assertThat(bank.tokenByCertificate(tpp, clientId).status()).isEqualTo(200);
        JsonObject client = bank.client(clientId);
        assertThat(texts(client, "optionalClientScopes")).containsExactly("accounts");
        assertThat(texts(client, "defaultClientScopes")).containsExactlyInAnyOrder("basic", "acr", "service_account");
        assertThat(client.get("attributes").orElseThrow().toString()).contains("\"use.refresh.tokens\":\"false\"");
    }

    @Test
    @DisplayName("A customer's refresh token outlives a PUT and ends with a DELETE")
    void refreshToken() throws Exception {
        FakeTpp tpp = directory.tpp("Long-lived").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(bank.tokenByCertificate(tpp, clientId).json(), "access_token");
        Reply granted = bank.tokenOfCustomer(tpp, clientId);
        assertThat(granted.status()).as(granted.body()).isEqualTo(200);
        String refreshToken = text(granted.json(), "refresh_token");

        Reply updated = bank.call(
                tpp,
                "PUT",
                "/" + clientId,
                token,
                tpp.registration(AUDIENCE).tlsClientAuth().signed());
        Reply refreshed = bank.refreshed(tpp, clientId, refreshToken);
        Reply deleted = bank.call(tpp, "DELETE", "/" + clientId, token, null);

        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(bank.refreshed(tpp, clientId, text(refreshed.json(), "refresh_token"))
                        .json()
                        .text("error"))
                .isPresent();
    }

    @Test
    @DisplayName("PUT changes the authentication method, and the one before gives no token any more")
    void updateOfTheMethod() throws Exception {
        FakeTpp tpp = directory.tpp("Turning").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(bank.tokenByCertificate(tpp, clientId).json(), "access_token");

        Reply updated = bank.call(
                tpp, "PUT", "/" + clientId, token, tpp.registration(AUDIENCE).signed());

        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        assertThat(updated.json().text("token_endpoint_auth_method")).contains("private_key_jwt");
        assertThat(bank.tokenByAssertion(tpp, clientId).status()).isEqualTo(200);
        assertThat(bank.tokenByCertificate(tpp, clientId).json().text("error")).isPresent();
        assertThat(bank.call(
                                tpp,
                                "PUT",
                                "/" + clientId,
                                token,
                                tpp.registration(AUDIENCE).tlsClientAuth().signed())
                        .status())
                .isEqualTo(200);
        assertThat(bank.tokenByCertificate(tpp, clientId).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("The client that Keycloak's administrators see is what was registered and no more")
    void mapped() throws Exception {
        FakeTpp tpp = directory.tpp("Seen").roles("AISP").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");

        JsonObject client = bank.client(clientId);

        assertThat(texts(client, "redirectUris")).containsExactlyInAnyOrderElementsOf(tpp.redirectUris());
        assertThat(texts(client, "webOrigins")).isEmpty();
        assertThat(texts(client, "optionalClientScopes")).containsExactly("accounts");
        assertThat(texts(client, "defaultClientScopes")).containsExactlyInAnyOrder("basic", "acr", "service_account");
        assertThat(client.get("standardFlowEnabled")).hasToString("Optional[true]");
        assertThat(client.get("serviceAccountsEnabled")).hasToString("Optional[true]");
        assertThat(client.get("directAccessGrantsEnabled")).hasToString("Optional[false]");
        assertThat(client.get("fullScopeAllowed")).hasToString("Optional[false]");
        assertThat(client.get("publicClient")).hasToString("Optional[false]");
        assertThat(client.text("clientAuthenticatorType")).contains("client-x509");
    }

    @Test
    @DisplayName(
            "A client that gives up client_credentials stays, and can no longer be read, changed or deleted by its TPP")
    void withoutClientCredentials() throws Exception {
        FakeTpp tpp = directory.tpp("Giving up").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(bank.tokenByCertificate(tpp, clientId).json(), "access_token");
        UnaryOperator<RegistrationDraft> without =
                draft -> draft.tlsClientAuth().claim("grant_types", List.of("authorization_code"));

        Reply updated = bank.call(
                tpp,
                "PUT",
                "/" + clientId,
                token,
                without.apply(tpp.registration(AUDIENCE)).signed());
        String born = text(bank.register(directory.tpp("Born without").build(), without), "client_id");

        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        for (String method : List.of("GET", "DELETE")) {
            assertThat(bank.call(tpp, method, "/" + clientId, token, null).status())
                    .as(method)
                    .isEqualTo(401);
        }
        for (String each : List.of(clientId, born)) {
            assertThat(bank.tokenByCertificate(tpp, each).json().text("error")).isPresent();
            assertThat(bank.client(each).get("enabled")).hasToString("Optional[true]");
            assertThat(bank.client(each).get("serviceAccountsEnabled")).hasToString("Optional[false]");
        }
    }
}
