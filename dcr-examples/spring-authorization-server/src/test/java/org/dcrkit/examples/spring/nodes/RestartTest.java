package org.dcrkit.examples.spring.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.examples.spring.BankApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank as a process that is killed while it registers, and started again on the same database. */
class RestartTest {

    private static final int REQUESTS = 120;
    private static final int AT_ONCE = 8;
    private static final int KILLED_AFTER = 60;

    @TempDir
    private Path folder;

    /** A request, and the status that it was answered with before the power went; null if it was not answered. */
    private record Asked(
            String request,
            String statement,
            @Nullable Integer status,
            @Nullable String clientId) {}

    @Test
    @DisplayName(
            "After a kill in the middle of registrations no client is lost that was answered 201, and none is half-stored")
    void restart() throws Exception {
        try (Tpps tpps = new Tpps()) {
            List<Asked> asked;
            try (BankNode bank = start(tpps)) {
                asked = registerUntilKilled(tpps, bank);
            }
            List<Asked> answered =
                    asked.stream().filter(one -> one.status() != null).toList();
            List<Asked> unanswered =
                    asked.stream().filter(one -> one.status() == null).toList();
            assertThat(answered)
                    .hasSizeGreaterThanOrEqualTo(KILLED_AFTER)
                    .allSatisfy(one -> assertThat(one.status()).isEqualTo(201));
            assertThat(unanswered).isNotEmpty();

            Map<Asked, Integer> again = new HashMap<>();
            try (BankNode bank = start(tpps)) {
                for (Asked one : unanswered) {
                    again.put(
                            one,
                            tpps.post(bank.registrationEndpoint(), one.request())
                                    .join()
                                    .statusCode());
                }
                bank.kill();
            }

            Map<String, String> clientByStatement = clientByStatement();
            assertThat(answered)
                    .allMatch(one -> String.valueOf(one.clientId()).equals(clientByStatement.get(one.statement())));
            assertThat(again.values()).containsAnyOf(201, 400).doesNotContain(500, 503);
            // Whatever the second answer was, the client is there, once: either it was stored before the kill and its
            // answer
            // was lost, or neither the mark nor the client was there and it was registered now.
            assertThat(clientByStatement)
                    .containsOnlyKeys(asked.stream().map(Asked::statement).toList());
        }
    }

    private BankNode start(Tpps tpps) throws Exception {
        int port = BankNode.freePort();
        List<String> arguments = new ArrayList<>(tpps.bankProperties(folder));
        arguments.addAll(List.of("--server.port=" + port, "--management.server.port=0", "--dcr.data=" + folder));
        return BankNode.start(BankApplication.class, port, "Started BankApplication", List.of("-Xmx512m"), arguments);
    }

    /** Several requests are under way all the time, so that the kill comes in the middle of some. */
    private static List<Asked> registerUntilKilled(Tpps tpps, BankNode bank) throws Exception {
        List<String> requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> tpps.request().signed())
                .toList();
        List<CompletableFuture<Asked>> asked = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            String request = requests.get(i);
            asked.add(tpps.post(bank.registrationEndpoint(), request)
                    .handle((response, failure) -> failure != null
                            ? new Asked(request, Tpps.statement(request), null, null)
                            : new Asked(
                                    request,
                                    Tpps.statement(request),
                                    response.statusCode(),
                                    json(response.body()).text("client_id").orElse(null))));
            if (i >= AT_ONCE) {
                wait(asked.get(i - AT_ONCE));
            }
            if (i == KILLED_AFTER + AT_ONCE) {
                bank.kill();
            }
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static void wait(CompletableFuture<Asked> one) {
        try {
            one.join();
        } catch (CompletionException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> clientByStatement() throws SQLException {
        Map<String, String> found = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("bank"), "", "");
                Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT software_statement, client_id FROM dcr_registration")) {
            while (rows.next()) {
                assertThat(found.put(rows.getString(1), rows.getString(2)))
                        .as("one client for one request")
                        .isNull();
            }
        }
        return found;
    }

    private static JsonObject json(String body) {
        if (StrictJson.parse(body.getBytes(StandardCharsets.UTF_8), JsonLimits.forToken())
                        instanceof JsonParse.Parsed parsed
                && parsed.value() instanceof JsonObject object) {
            return object;
        }
        throw new AssertionError("not a JSON object");
    }
}
