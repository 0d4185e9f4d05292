package org.dcrkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.ClientIssuer;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ResponseForm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The registration endpoint without a server (OBIE DCR; RFC 7591; RFC 7592): GET, PUT and DELETE")
class RegistrationEndpointManagementTest extends RegistrationEndpointFixture {

    @Test
    @DisplayName("GET 200 and PUT 200 have the bank's members, too (RFC 7592 sections 2.1, 2.2 and 3)")
    void addsToEachResponse() throws IOException {
        options = builder -> builder.adding(issued -> JsonObject.empty()
                .with("registration_client_uri", "https://bank.example/register/" + issued.clientId()));
        registered();

        HttpReply read = answer(managed("GET"));
        HttpReply updated =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        for (HttpReply reply : List.of(read, updated)) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Json.object(reply.body()).text("registration_client_uri"))
                    .contains("https://bank.example/register/client-1");
        }
    }

    @Test
    @DisplayName("GET 200: the registered document, with the statement, as it was answered")
    void read() throws IOException {
        options = builder -> builder.form(ResponseForm.standard().withFlattenedStatement());
        String created = answer(post()).body();

        HttpReply reply = answer(managed("GET"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Json.object(reply.body())).isEqualTo(Json.object(created));
        assertThat(Json.object(reply.body()).has("org_status")).isTrue();
    }

    @Test
    @DisplayName("PUT 200: the metadata is replaced, id and tokens stay")
    void updated() throws IOException {
        registered();
        scenario.request = scenario.request.with("scope", "openid accounts payments");

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jose").body(anotherRequest()));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(Json.object(reply.body()).text("scope")).contains("openid accounts payments");
        assertThat(clients.byId.get(ID).registered().metadata()).asString().contains("openid accounts payments");
        assertThat(tokens.holders).containsKey(TOKEN);
    }

    @Test
    @DisplayName("PUT: a client that now needs a secret is given one")
    void reissued() throws IOException {
        registered();
        issuer = new ClientIssuer() {
            @Override
            public IssuedClient issue(AcceptedRegistration accepted) {
                throw new AssertionError("not a new client");
            }

            @Override
            public IssuedClient reissue(AcceptedRegistration accepted, IssuedClient before) {
                return before.withSecret("another");
            }
        };

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(Json.object(reply.body()).text("client_secret")).contains("another");
        assertThat(clients.byId.get(ID).issued().secret()).contains("another");
    }

    @Test
    @DisplayName("PUT 400: what is refused changes nothing")
    void updateRefused() throws IOException {
        registered();
        scenario.request = scenario.request.without("grant_types");

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(clients.replaced).isZero();
        assertThat(events.get(0).clientId()).contains(ID);
    }

    @Test
    @DisplayName("PUT 415 as for POST")
    void updateContentType() throws IOException {
        registered();

        assertThat(answer(managed("PUT").body(anotherRequest())).status()).isEqualTo(415);
    }

    @Test
    @DisplayName(
            "PUT: the body is read before tokens and clients are asked for, so that no slow one keeps a transaction open")
    void updateReadsFirst() throws IOException {
        registered();
        tokens.down = true;
        Endless endless = new Endless();

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(endless));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(endless.read).isEqualTo(RegistrationEndpoint.DEFAULT_MAX_BODY + 1);
    }

    @Test
    @DisplayName("PUT 401: a client that went away meanwhile is not brought back")
    void updateTooLate() throws IOException {
        registered();
        clients.gone = true;

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(tokens.revoked).as("whoever removed it").containsExactly(TOKEN);
    }

    @Test
    @DisplayName("PUT 503: of two updates at once the second does not undo the first, against which it was not judged")
    void updatedMeanwhile() throws IOException {
        registered();
        StoredClient first = clients.byId.get(ID);
        issuer = new ClientIssuer() {
            @Override
            public IssuedClient issue(AcceptedRegistration accepted) {
                throw new AssertionError("not a new client");
            }

            @Override
            public IssuedClient reissue(AcceptedRegistration accepted, IssuedClient before) {
                clients.byId.put(ID, new StoredClient(first.registered(), first.issued(), "another", "", ""));
                return before;
            }
        };

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(clients.byId.get(ID).softwareStatement()).isEqualTo("another");
        assertThat(events.get(0).clientId()).contains(ID);
    }

    @Test
    @DisplayName("DELETE 401: a client that went away meanwhile is as one that never was, and its token is revoked")
    void deletedMeanwhile() throws IOException {
        registered();
        clients.gone = true;

        assertThat(answer(managed("DELETE")).status()).isEqualTo(401);
        assertThat(tokens.revoked).containsExactly(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"GET, 200", "PUT, 200", "DELETE, 204"})
    @DisplayName(
            "The audit trail knows of each call what was asked, for which client, with whose token, and the answer")
    void audited(String method, int status) throws IOException {
        registered();

        answer(managed(method).header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.operation().method()).isEqualTo(method);
            assertThat(event.status()).isEqualTo(status);
            assertThat(event.clientId()).contains(ID);
            assertThat(event.requestedClientId()).contains(ID);
            assertThat(event.verdict().isPresent()).isEqualTo(method.equals("PUT"));
        });
    }

    @Test
    @DisplayName(
            "What a stored statement holds is read, whatever limits it was judged by; one that is none is not hidden")
    void statementClaims() throws IOException {
        registered();
        StoredClient stored = clients.byId.get(ID);
        String numbers = "{\"software_id\":\"x\",\"numbers\":[" + "1,".repeat(5_000) + "1]}";
        String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(numbers.getBytes(UTF_8));

        assertThat(withStatement(stored, "e30." + payload + ".e30")
                        .statementClaims()
                        .text("software_id"))
                .contains("x");
        for (String none : List.of("", "a.b", "e30.?.e30", "e30.AA.e30", "e30.W10.e30", "e30..e30")) {
            assertThatIllegalStateException()
                    .as(none)
                    .isThrownBy(() -> withStatement(stored, none).statementClaims())
                    .withMessageContaining(ID);
        }
    }

    private static StoredClient withStatement(StoredClient client, String statement) {
        return new StoredClient(
                client.registered(), client.issued(), statement, client.certificate(), client.authority());
    }

    @Test
    @DisplayName("DELETE 204: the client is gone, and then it is 401")
    void deleted() throws IOException {
        registered();

        assertThat(answer(managed("DELETE")).status()).isEqualTo(204);
        assertThat(clients.byId).isEmpty();
        assertThat(answer(managed("DELETE")).status()).isEqualTo(401);
        assertThat(answer(managed("GET")).status()).isEqualTo(401);
    }
}
