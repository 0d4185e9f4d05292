package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.List;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.SpringBank.Settings;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the people who run the server see")
class OperationTest {

    private final FakeTpp acme = World.tpp();
    private final SpringBank bank = World.bank();
    private final TppClient tpp = TppClient.of(acme, bank);

    @Test
    @DisplayName("Figures: calls by operation, status and outcome, reasons, durations, and what happened to key sets")
    void figures() {
        double before = count("dcr.registration.reasons?tag=reason:request.expired");
        Reply refused = tpp.register(tpp.request().claim("exp", 1_000_000_000L).claim("iat", 999_999_000L));
        assertThat(refused.status()).isEqualTo(400);
        tpp.register(tpp.request());
        assertThat(count("dcr.registration.reasons?tag=reason:request.expired")).isEqualTo(before + 1);
        assertThat(count(
                        "dcr.registration.calls?tag=outcome:accepted&tag=operation:REGISTER&tag=transaction:committed"))
                .isPositive();
        assertThat(count("dcr.registration.duration?tag=method:POST&tag=status:201"))
                .isPositive();
        assertThat(count("dcr.key.sets.fetches")).isPositive();
        assertThat(bank.managed("GET", "/metrics/dcr.directory.key.set.age").body())
                .contains("\"seconds\"", "fake directory");
        assertThat(bank.managed("GET", "/prometheus").body())
                .contains("dcr_registration_calls_total", "dcr_key_sets_fetches_total");
        assertThat(bank.managed("GET", "/policy").text("description")).contains("token_endpoint_auth_method");
    }

    @Test
    @DisplayName("It is seen on the management port only, and what could give secrets away not even there")
    void ports() {
        for (String path : List.of("", "/health", "/metrics", "/prometheus", "/policy", "/env")) {
            assertThat(tpp.get(bank.at("/actuator" + path)).status()).as(path).isEqualTo(403);
        }
        assertThat(tpp.send(HttpRequest.newBuilder(bank.at("/actuator/policy")).POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(403);
        for (String path :
                List.of("/env", "/configprops", "/beans", "/heapdump", "/threaddump", "/loggers", "/flyway")) {
            assertThat(bank.managed("GET", path).status()).as(path).isEqualTo(403);
        }
        assertThat(bank.managed("POST", "/shutdown").status()).isEqualTo(403);
        assertThat(bank.managed("GET", "/health").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A directory that is down shows; its known keys are served, and what needs new ones is answered 503")
    void outage() {
        FakeDirectory directory =
                FakeDirectory.openBanking(InstantSource.system()).seed(9).build();
        DirectoryServer server = directory.serve();
        try (SpringBank own = new Settings(directory, server, World.folder()).start()) {
            FakeTpp known = directory.tpp("Known").build();
            TppClient before = TppClient.of(known, own);
            assertThat(before.register(before.request()).status()).isEqualTo(201);
            assertThat(own.managed("GET", "/health/directory").text("status")).isEqualTo("UP");

            server.close();
            assertThat(before.register(before.request()).status())
                    .as("with the keys that are known")
                    .isEqualTo(201);
            TppClient unknown = TppClient.of(directory.tpp("Unknown").build(), own);
            Reply unavailable = unknown.register(unknown.request());
            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(unavailable.header("Retry-After")).isPresent();

            own.bean(JwksKeySource.class).invalidateAll();
            assertThat(before.register(before.request()).status())
                    .as("without any")
                    .isEqualTo(503);
            Reply health = own.managed("GET", "/health/directory");
            assertThat(health.text("status")).isEqualTo("DEGRADED");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body()).contains("failingSince");
        }
    }

    @Test
    @DisplayName(
            "A server that is not told whom to ask about revocation, by which policy, or who it is, does not start")
    void misconfigured() {
        assertThatThrownBy(() -> World.settings()
                        .without("spring.security.oauth2.authorizationserver.issuer")
                        .start())
                .hasStackTraceContaining("spring.security.oauth2.authorizationserver.issuer has to say");
        assertThatThrownBy(() -> World.settings()
                        .set("dcr.trust.revocation.mode", "require")
                        .start())
                .hasStackTraceContaining("dcr.trust.revocation.allowed-hosts");
        assertThatThrownBy(() ->
                        World.settings().set("dcr.policy.preset", "nobody's").start())
                .hasStackTraceContaining("no preset is called nobody's");
        assertThatThrownBy(() ->
                        World.settings().set("dcr.policy.preset", "ping-tool").start())
                .as("a preset whose RS256 this server cannot verify")
                .hasStackTraceContaining("policy ping-tool")
                .hasStackTraceContaining("[RS256]");
    }

    private double count(String meter) {
        Reply reply = bank.managed("GET", "/metrics/" + meter);
        if (reply.status() == 404) {
            return 0;
        }
        return reply.json().get("measurements").stream()
                .map(JsonArray.class::cast)
                .flatMap(all -> all.elements().stream())
                .map(JsonObject.class::cast)
                .filter(one -> one.text("statistic").orElse("").equals("COUNT"))
                .mapToDouble(
                        one -> Double.parseDouble(((JsonNumber) one.get("value").orElseThrow()).literal()))
                .findFirst()
                .orElseThrow();
    }
}
