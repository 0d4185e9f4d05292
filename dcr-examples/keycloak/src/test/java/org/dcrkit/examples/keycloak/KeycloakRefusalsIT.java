package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.examples.keycloak.BankRealm.AUDIENCE;
import static org.dcrkit.examples.keycloak.BankRealm.text;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.examples.keycloak.BankRealm.Reply;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.MintedCertificate;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.testkit.TestTls;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What the provider in Keycloak's own distribution refuses, and what administrators see of it")
class KeycloakRefusalsIT {

    @RegisterExtension
    static final RunningKeycloak keycloak = new RunningKeycloak();

    private static FakeDirectory directory;
    private static BankRealm bank;

    @BeforeAll
    static void find() {
        directory = keycloak.directory();
        bank = keycloak.bank();
    }

    @Test
    @DisplayName("A certificate of another TPP gets no token")
    void tokenWithForeignCertificate() throws Exception {
        FakeTpp tpp = directory.tpp("Owner").build();
        FakeTpp other = directory.tpp("Stranger").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");

        assertThat(bank.tokenByCertificate(other, clientId).status()).isEqualTo(401);
        assertThat(bank.tokenByCertificate(tpp, clientId).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A token used for another client than its own is refused, and ends")
    void foreignToken() throws Exception {
        FakeTpp tpp = directory.tpp("Curious").build();
        String own = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String other =
                text(bank.register(directory.tpp("Other").build(), RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(bank.tokenByCertificate(tpp, own).json(), "access_token");

        Reply refused = bank.call(tpp, "DELETE", "/" + other, token, null);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.challenge()).startsWith("Bearer ").contains("invalid_token");
        assertThat(bank.call(tpp, "GET", "/" + own, token, null).status()).isEqualTo(401);
        assertThat(bank.administratorsView(other)).contains(other);
    }

    @Test
    @DisplayName(
            "A client that the bank has switched off cannot be read, updated, switched on again or deleted with its token")
    void switchedOff() throws Exception {
        FakeTpp tpp = directory.tpp("Off").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(bank.tokenByCertificate(tpp, clientId).json(), "access_token");
        assertThat(bank.disable(clientId).status()).isEqualTo(204);

        String request = tpp.registration(AUDIENCE).tlsClientAuth().signed();
        for (String method : List.of("GET", "PUT", "DELETE")) {
            assertThat(bank.call(tpp, method, "/" + clientId, token, method.equals("PUT") ? request : null)
                            .status())
                    .as(method)
                    .isEqualTo(401);
        }
        assertThat(bank.client(clientId).get("enabled")).hasToString("Optional[false]");
    }

    @Test
    @DisplayName("A token over a connection with another certificate is refused (RFC 8705, section 3)")
    void stolenToken() throws Exception {
        FakeTpp tpp = directory.tpp("Robbed").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(bank.tokenByCertificate(tpp, clientId).json(), "access_token");

        assertThat(bank.call(directory.tpp("Thief").build(), "GET", "/" + clientId, token, null)
                        .status())
                .isEqualTo(401);
        assertThat(bank.call(tpp, "GET", "/" + clientId, token, null).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A forged software statement is refused")
    void forgedStatement() throws Exception {
        FakeTpp tpp = directory.tpp("Forger").build();

        Reply reply = bank.post(
                tpp,
                tpp.registration(AUDIENCE)
                        .ssa(tpp.ssa().signedOnlyBy(tpp.signingKey().privateKey()))
                        .signed());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().text("error")).contains("invalid_software_statement");
    }

    @Test
    @DisplayName("Claims that nobody signed are refused, whatever they call themselves")
    void plainClaims() throws Exception {
        FakeTpp tpp = directory.tpp("Plain").build();
        String claims = tpp.registration(AUDIENCE).request().claims().toString();

        assertThat(bank.send(bank.tls(tpp), "POST", "", null, claims, "application/json")
                        .status())
                .isEqualTo(415);
        assertThat(bank.send(bank.tls(tpp), "POST", "", null, claims, "application/jwt")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("A request is good for one registration")
    void replay() throws Exception {
        FakeTpp tpp = directory.tpp("Again").build();
        String request = tpp.registration(AUDIENCE).signed();

        assertThat(bank.post(tpp, request).status()).isEqualTo(201);
        assertThat(bank.post(tpp, request).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A redirect URI that Keycloak would take as a pattern is refused")
    void pattern() throws Exception {
        String all = "https://tpp.example/*";
        FakeTpp tpp = directory.tpp("Wide").redirectUris(all).build();

        Reply reply = bank.post(
                tpp,
                tpp.registration(AUDIENCE).claim("redirect_uris", List.of(all)).signed());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().text("error")).contains("invalid_redirect_uri");
    }

    @Test
    @DisplayName("Without a client certificate nothing is registered")
    void noCertificate() throws Exception {
        FakeTpp tpp = directory.tpp("Bare").build();
        SSLContext bare = TestTls.trusting(directory.openBankingCa().root());

        Reply reply =
                bank.send(bare, "POST", "", null, tpp.registration(AUDIENCE).signed(), "application/jwt");

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    @DisplayName("Other realms do not have the endpoint")
    void otherRealm() throws Exception {
        FakeTpp tpp = directory.tpp("Elsewhere").build();

        assertThat(bank.postToMaster(tpp).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e30.e30.AA", // an empty header
                "bnVsbA.e30.AA", // null
                "W10.e30.AA", // an array
                "eyJhbGciOiJub25lIn0.e30.AA", // an algorithm that is none
                "eyJhbGciOiJYIn0.e30.AA", // an algorithm that nobody knows
                "eyJhbGciOiJQUzI1NiJ9.bnVsbA.AA", // claims that are null
                "e30",
                "a.b.c"
            })
    @DisplayName("What cannot be read as a token is refused with a challenge (RFC 6750, section 3.1)")
    void unreadableToken(String token) throws Exception {
        FakeTpp tpp = directory.tpp("Scribbling").build();

        Reply refused = bank.call(tpp, "GET", "/anybody", token, null);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.challenge()).startsWith("Bearer ").contains("invalid_token");
    }

    @Test
    @DisplayName("The same subject from another authority gets no token (RFC 8705, section 2.1)")
    void namesake() throws Exception {
        FakeTpp tpp = directory.tpp("Namesake").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        MintedCertificate other = tpp.certificateDraft()
                .issuedBy(directory.qualifiedCa().issuing())
                .mint();
        assertThat(other.x509().getSubjectX500Principal())
                .isEqualTo(tpp.transportCertificate().x509().getSubjectX500Principal());

        Reply refused = bank.tokenByCertificate(
                other.sslContext(directory.openBankingCa().root()), clientId);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().text("error")).isPresent();
        assertThat(bank.tokenByCertificate(tpp, clientId).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Where the realm lacks a client scope there is no client with less, and the answer is 503")
    void missingScope() throws Exception {
        FakeTpp tpp = directory.tpp("Confirming").roles("CBPII").build();
        Reply reply;
        bank.renameScope("fundsconfirmations", "elsewhere");
        try {
            reply = bank.post(tpp, tpp.registration(AUDIENCE).signed());
        } finally {
            bank.renameScope("elsewhere", "fundsconfirmations");
        }

        assertThat(reply.status()).isEqualTo(503);
        assertThat(bank.clients()).doesNotContain(tpp.softwareId());
        assertThat(bank.post(tpp, tpp.registration(AUDIENCE).signed()).status()).isEqualTo(201);
        assertThat(bank.clients()).contains(tpp.softwareId());
    }

    @Test
    @DisplayName("A body of more than the endpoint reads is refused as too large")
    void tooLarge() throws Exception {
        FakeTpp tpp = directory.tpp("Talkative").build();

        assertThat(bank.post(tpp, "a".repeat(RegistrationEndpoint.DEFAULT_MAX_BODY + 1))
                        .status())
                .isEqualTo(413);
        assertThat(bank.post(tpp, "a".repeat(RegistrationEndpoint.DEFAULT_MAX_BODY))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName(
            "Keycloak's administrators find what became of a call among the realm's events, with the reasons' codes")
    void events() throws Exception {
        bank.keepEvents();
        FakeTpp tpp = directory.tpp("Watched").build();
        String clientId = text(bank.register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        bank.post(
                tpp,
                tpp.registration(AUDIENCE)
                        .ssa(tpp.ssa().signedOnlyBy(tpp.signingKey().privateKey()))
                        .signed());
        bank.call(tpp, "DELETE", "/" + clientId, "e30.e30.AA", null);

        JsonObject registered = bank.event("CLIENT_REGISTER");
        assertThat(registered.text("clientId")).contains(clientId);
        assertThat(detail(registered, "verdict")).contains("accepted: software " + tpp.softwareId());
        JsonObject refused = bank.event("CLIENT_REGISTER_ERROR");
        assertThat(refused.text("error")).contains("rejected");
        assertThat(refused.text("clientId")).isEmpty();
        assertThat(detail(refused, "verdict").orElseThrow())
                .startsWith("rejected: ssa.")
                .contains(" at ssa:/");
        assertThat(detail(refused, "status")).contains("400");
        JsonObject unauthorized = bank.event("CLIENT_DELETE_ERROR");
        assertThat(detail(unauthorized, "requested_client_id")).contains(clientId);
        assertThat(detail(unauthorized, "status")).contains("401");
    }

    private static Optional<String> detail(JsonObject event, String name) {
        return ((JsonObject) event.get("details").orElseThrow()).text(name);
    }
}
