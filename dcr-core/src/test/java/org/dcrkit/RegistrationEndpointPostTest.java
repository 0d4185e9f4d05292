package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.Operation;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The registration endpoint without a server (OBIE DCR; RFC 7591; RFC 7592): POST")
class RegistrationEndpointPostTest extends RegistrationEndpointFixture {

    @Test
    @DisplayName("POST 201: the client is stored, and the response repeats the metadata and the statement")
    void created() throws IOException {
        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store");
        JsonObject body = Json.object(reply.body());
        assertThat(body.text("client_id")).contains(ID);
        assertThat(body.text("software_statement")).contains(scenario.ssaToken());
        StoredClient stored = clients.byId.get(ID);
        assertThat(stored.softwareStatement()).isEqualTo(scenario.ssaToken());
        assertThat(stored.certificate()).isEqualTo("00ff");
        assertThat(stored.authority()).isEqualTo("CN=root");
        assertThat(stored.registered().directory()).isEqualTo("OB Directory");
        assertThat(stored.registered().softwareId()).isEqualTo("ebSqTNqmQXFYz6VtWGXZAa");
        assertThat(stored.registered().organisationId()).isEqualTo("0015800001041REAAY");
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.operation()).isEqualTo(Operation.REGISTER))
                .satisfies(event -> assertThat(event.status()).isEqualTo(201))
                .satisfies(event -> assertThat(event.clientId()).contains(ID))
                .satisfies(event -> assertThat(event.requestedClientId()).isEmpty())
                .satisfies(event ->
                        assertThat(event.verdict().orElseThrow().isAccepted()).isTrue());
    }

    @Test
    @DisplayName("POST 201: the bank may add members, as RFC 7592 section 3 has them")
    void adds() throws IOException {
        options = builder -> builder.adding(
                issued -> JsonObject.empty().with("registration_access_token", "for " + issued.clientId()));

        assertThat(Json.object(answer(post()).body()).text("registration_access_token"))
                .contains("for client-1");
    }

    @Test
    @DisplayName("POST 503: where the bank's members cannot be made, no client is stored, and the audit trail knows")
    void cannotAdd() throws IOException {
        options = builder -> builder.adding(issued -> {
            throw new CheckUnavailableException("tokens out of reach", Duration.ofSeconds(7));
        });

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(clients.byId).isEmpty();
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.status()).isEqualTo(503));
    }

    @Test
    @DisplayName("POST 503: where no id can be given, no client is stored, and the evidence is kept")
    void cannotIssue() throws IOException {
        issuer = accepted -> {
            throw new CheckUnavailableException("no ids left for now", Duration.ofSeconds(7));
        };

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "7");
        assertThat(clients.byId).isEmpty();
        assertThat(events.get(0).verdict().orElseThrow().evidence().toString()).contains("ssa.key.id");
    }

    @Test
    @DisplayName("POST 201: client_secret and client_secret_expires_at where the bank issues a secret")
    void secret() throws IOException {
        issuer = accepted -> IssuedClient.of(ID, accepted.decidedAt()).withSecret("s3cret");

        HttpReply reply = answer(post());

        assertThat(Json.object(reply.body()).text("client_secret")).contains("s3cret");
        assertThat(reply).asString().doesNotContain("s3cret");
        assertThat(clients.byId.get(ID)).asString().doesNotContain("s3cret");
    }

    @Test
    @DisplayName("POST 400: body of RFC 7591 section 3.2.2; nothing is stored")
    void rejected() throws IOException {
        scenario.policy.violations.add(Scenario.BankReason.POLICY.violation());

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(Json.object(reply.body()).text("error")).contains("invalid_client_metadata");
        assertThat(clients.byId).isEmpty();
        assertThat(events.get(0).verdict().orElseThrow().violations()).hasSize(1);
        assertThat(events.get(0).clientId()).isEmpty();
    }

    @Test
    @DisplayName("HTP-06 The same request a second time is a replay: 400, and one client")
    void replayed() throws IOException {
        assertThat(answer(post()).status()).isEqualTo(201);
        assertThat(answer(post()).status()).isEqualTo(400);
        assertThat(clients.added).isEqualTo(1);
    }

    @Test
    @DisplayName("POST 503 with Retry-After: what could not be checked is neither stored nor refused")
    void indeterminate() throws IOException {
        scenario.guard.down = true;

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "10");
        assertThat(clients.byId).isEmpty();
    }

    @Test
    @DisplayName("POST 503 with Retry-After: a store that cannot be reached is an obstacle, and the evidence is kept")
    void storeDown() throws IOException {
        clients.down = true;

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "7");
        assertThat(events.get(0).verdict().orElseThrow().obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.CLIENT_STORE);
        assertThat(events.get(0).verdict().orElseThrow().evidence().toString()).contains("ssa.key.id");
    }

    @Test
    @DisplayName("POST 400: another node registered the software between the check and the store")
    void duplicate() throws IOException {
        clients.full = true;

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(events.get(0).verdict().orElseThrow().violations())
                .extracting(Violation::reason)
                .isEqualTo(List.of(RegistrationReason.DUPLICATE));
    }
}
