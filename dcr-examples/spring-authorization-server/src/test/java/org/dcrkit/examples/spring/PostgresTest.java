package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.SpringBank.Settings;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.replay.PostgresServer;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The same on PostgreSQL, with the same migrations")
class PostgresTest {

    private static PostgresServer postgres;
    private static SpringBank bank;

    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.startOrSkip();
        bank = settings().start("postgresql");
    }

    @AfterAll
    static void stop() {
        if (bank != null) {
            bank.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Settings settings() {
        return World.settings()
                .set("spring.datasource.url", postgres.url() + "?socketTimeout=10")
                .set("spring.datasource.username", postgres.user())
                .set("spring.datasource.password", postgres.password())
                .set("dcr.registration.once-per-software", "true");
    }

    @Test
    @DisplayName("Registered, read, updated and deleted, each in the database")
    void wholeLife() {
        JsonObject client = tpp.register(tpp.request()).json();
        String id = client.text("client_id").orElseThrow();
        String token = tpp.tokenOf(client);
        assertThat(tpp.manage("GET", id, token, "").json()).isEqualTo(client);
        Reply updated =
                tpp.manage("PUT", id, token, tpp.request().tlsClientAuth().signed());
        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        assertThat(tpp.token(updated.json()).status()).isEqualTo(200);
        assertThat(tpp.manage("DELETE", id, token, "").status()).isEqualTo(204);
        assertThat(count("oauth2_authorization", "registered_client_id", id)).isZero();
        assertThat(count("dcr_registration", "client_id", id)).isZero();
    }

    @Test
    @DisplayName("Of many requests for one software at once, one is registered; the others are refused and stay used")
    void storm() throws Exception {
        List<String> requests =
                Stream.generate(() -> tpp.request().signed()).limit(8).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = requests.stream()
                    .<Callable<Integer>>map(request -> () -> TppClient.of(acme, bank)
                            .post(request, "application/jwt")
                            .status())
                    .toList();
            List<Integer> statuses =
                    threads.invokeAll(calls).stream().map(PostgresTest::result).toList();
            assertThat(statuses).containsOnly(201, 400);
            assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(requests.stream()
                        .map(request -> tpp.post(request, "application/jwt").status()))
                .containsOnly(400);
        assertThat(count("dcr_registration", "software_id", acme.softwareId())).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "While the database is down the answer is 503, nothing is half done, and the same request passes afterwards")
    void outage() {
        tpp.register(tpp.request().claim("scope", "nothing"));
        TppClient known = TppClient.of(World.tpp(), bank);
        JsonObject client = known.register(known.request()).json();
        String request = tpp.request().signed();
        postgres.crash();
        try {
            Reply noToken = known.token(client);
            assertThat(noToken.status()).as(noToken.body()).isEqualTo(503);
            assertThat(noToken.text("error")).isEqualTo("temporarily_unavailable");
            assertThat(noToken.header("Retry-After")).isPresent();
            try (AuditLines audit = new AuditLines()) {
                Reply unavailable = tpp.post(request, "application/jwt");
                assertThat(unavailable.status()).as(unavailable.body()).isEqualTo(503);
                assertThat(unavailable.header("Retry-After")).isPresent();
                assertThat(audit.words()).containsExactly("REGISTER 503 indeterminate rolled_back");
            }
            assertThat(bank.managed("GET", "/health/db").text("status")).isEqualTo("DOWN");
        } finally {
            postgres.resume();
        }
        Reply registered = tpp.post(request, "application/jwt");
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        assertThat(known.token(client).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("If the client cannot be stored, its request was not used: marking and storing are one act")
    void oneAct() {
        String request = tpp.request().signed();
        JdbcClient database = bank.bean(JdbcClient.class);
        database.sql("ALTER TABLE dcr_registration RENAME TO dcr_registration_away")
                .update();
        try (AuditLines audit = new AuditLines()) {
            assertThat(tpp.post(request, "application/jwt").status()).isEqualTo(503);
            assertThat(audit.words()).containsExactly("REGISTER 503 indeterminate rolled_back");
        } finally {
            database.sql("ALTER TABLE dcr_registration_away RENAME TO dcr_registration")
                    .update();
        }
        assertThat(tpp.post(request, "application/jwt").status()).isEqualTo(201);
        assertThat(tpp.post(request, "application/jwt").status()).isEqualTo(400);
    }

    @Test
    @DisplayName(
            "If the database fails when it is told to commit, the answer is 503, and the audit trail says what was answered")
    void commitFails() {
        String request = tpp.request().signed();
        JdbcClient database = bank.bean(JdbcClient.class);
        database.sql("CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''as the test wants it''; END'")
                .update();
        database.sql("CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON dcr_registration"
                        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refused()")
                .update();
        try (AuditLines audit = new AuditLines()) {
            assertThat(tpp.post(request, "application/jwt").status()).isEqualTo(503);
            assertThat(audit.words()).containsExactly("REGISTER 503 accepted unknown");
        } finally {
            database.sql("DROP TRIGGER at_commit ON dcr_registration").update();
        }
        assertThat(tpp.post(request, "application/jwt").status()).isEqualTo(201);
    }

    @Test
    @DisplayName("A NUL, which PostgreSQL cannot keep, is the caller's mistake wherever it is sent")
    void controlCharacters() {
        JsonObject client = tpp.register(tpp.request().tlsClientAuth()).json();
        String named = "client_id=" + client.text("client_id").orElseThrow();
        assertThat(posted("/oauth2/token", named + "&grant_type=authorization_code&code=%00"))
                .isEqualTo(400);
        assertThat(posted("/oauth2/token", named + "&grant_type=refresh_token&refresh_token=a%00b"))
                .isEqualTo(400);
        assertThat(posted("/oauth2/token", "grant_type=client_credentials&client_id=%00"))
                .isEqualTo(400);
        assertThat(posted("/oauth2/revoke", named + "&token=%00")).isEqualTo(400);
        assertThat(posted("/oauth2/introspect", named + "&token=%00")).isEqualTo(400);
        assertThat(tpp.get(bank.at("/oauth2/authorize?response_type=code&client_id=%00"))
                        .status())
                .isEqualTo(400);
        assertThat(posted("/oauth2/revoke", named + "&token=nobodys")).isEqualTo(200);

        String assertion = acme.clientAssertion(bank.at("/oauth2/token").toString())
                .claim("iss", "\0")
                .claim("sub", "\0")
                .signed();
        assertThat(posted(
                        "/oauth2/token",
                        "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"
                                + "client-assertion-type%3Ajwt-bearer&client_assertion=" + assertion))
                .as("in an assertion")
                .isEqualTo(400);
        String basic = Base64.getEncoder().encodeToString("%00:secret".getBytes(StandardCharsets.US_ASCII));
        assertThat(posted("/oauth2/token", "grant_type=client_credentials", "Authorization", "Basic " + basic))
                .as("in a header")
                .isEqualTo(400);
        assertThat(tpp.manage("GET", client.text("client_id").orElseThrow(), "a%00", "")
                        .status())
                .isEqualTo(401);
    }

    private int posted(String path, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(bank.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return tpp.send(headers.length == 0 ? request : request.headers(headers))
                .status();
    }

    private static Integer result(Future<Integer> call) {
        try {
            return call.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long count(String table, String column, String value) {
        return bank.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM " + table + " WHERE " + column + " = ?")
                .param(value)
                .query(Long.class)
                .single();
    }
}
