package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The audit trail: one line of JSON a call")
class AuditTest {

    private final FakeTpp acme = World.tpp();

    @Test
    @DisplayName("with all evidence, the client that was asked for, and never a token")
    void lines() {
        TppClient tpp = TppClient.of(acme, World.bank());
        try (AuditLines audit = new AuditLines()) {
            String request = tpp.request().signed();
            JsonObject client = tpp.post(request, "application/jwt").json();
            tpp.post(request, "application/jwt");
            String id = client.text("client_id").orElseThrow();
            String token = tpp.tokenOf(client);
            tpp.manage("DELETE", id, token, "");
            tpp.manage("GET", id, token, "");

            assertThat(audit.words())
                    .containsExactly(
                            "REGISTER 201 accepted committed",
                            "REGISTER 400 rejected committed",
                            "DELETE 204 not judged committed",
                            "READ 401 not judged committed");
            List<JsonObject> written = audit.json();
            assertThat(written.get(0).text("client_id")).contains(id);
            assertThat(written.get(0).has("requested_client_id")).isFalse();
            assertThat(written.get(0).toString()).contains("ssa.key.id", "request.keys.source", acme.softwareId());
            assertThat(written.get(1).toString()).contains("request.replayed");
            assertThat(written.get(2).text("requested_client_id")).contains(id);
            assertThat(written.get(3).text("requested_client_id")).contains(id);
            assertThat(written.get(3).has("client_id")).as("nobody's token").isFalse();
            for (String part : request.split("\\.")) {
                assertThat(audit.written()).noneMatch(line -> line.contains(part.substring(0, 40)));
            }
            assertThat(audit.written()).noneMatch(line -> line.contains(token));
        }
    }
}
