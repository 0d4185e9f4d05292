package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.ClientIssuer;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ResponseForm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
