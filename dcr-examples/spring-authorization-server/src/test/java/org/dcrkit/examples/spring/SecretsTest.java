package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.examples.spring.registration.JdbcClientStore;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("A policy file that waives the FAPI floor lets clients have secrets")
class SecretsTest {

    private static SpringBank bank;
    private static Path policyFile;

    private final TppClient tpp = TppClient.of(World.tpp(), bank);

    @BeforeAll
    static void start() throws Exception {
        SpringBank.Settings settings = World.settings();
        policyFile = World.folder().resolve("policy.json");
        Files.writeString(policyFile, PolicyFile.write(sandbox("sandbox").build()));
        bank = settings.set("dcr.policy.file", policyFile.toString())
                .set("dcr.policy.reload-every", "1h")
                .set("dcr.registration.once-per-software", "true")
                .set("dcr.registration.secret-lifetime", "1h")
                .start();
    }

    @AfterAll
    static void stop() {
        bank.close();
    }

    static ClaimPolicy.Builder sandbox(String name) {
        return ObieProfile.V3_3
                .policy(SpringBank.AUDIENCE)
                .derive(name)
                .waive(PolicyReason.FAPI_AUTH_METHOD, "a sandbox for TPPs without certificates")
                .waive(PolicyReason.FAPI_ALGORITHM, "HS256 for client_secret_jwt")
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                        rule -> rule.allowed(
                                "tls_client_auth",
                                "private_key_jwt",
                                "client_secret_basic",
                                "client_secret_post",
                                "client_secret_jwt"))
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, rule -> rule.allowed("PS256", "ES256", "HS256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_basic", "client_secret_post", "client_secret_jwt"})
    @DisplayName("A client authenticates with its secret by the method that it registered, and by no other")
    void secrets(String method) {
        Reply registered = tpp.register(withSecret(method));
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        JsonObject client = registered.json();
        assertThat(registered.text("client_secret")).hasSize(36);
        long expires = ((JsonNumber) client.get("client_secret_expires_at").orElseThrow())
                .asLong()
                .orElseThrow();
        assertThat(expires).isGreaterThan(System.currentTimeMillis() / 1_000);

        Reply token = tpp.token(client);
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        assertThat(tpp.token(client.with("client_secret", "s".repeat(36))).status())
                .isEqualTo(401);
        if (method.equals("client_secret_basic")) {
            assertThat(tpp.token(client.with("client_secret", "s".repeat(36))).header("WWW-Authenticate"))
                    .as("RFC 6749, section 5.2")
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
        }
        for (String other : List.of("client_secret_basic", "client_secret_post", "client_secret_jwt")) {
            assertThat(tpp.token(client.with("token_endpoint_auth_method", other))
                            .status())
                    .as(other)
                    .isEqualTo(other.equals(method) ? 200 : 401);
        }
        String kept = kept(client).orElseThrow();
        assertThat(kept.contains(registered.text("client_secret"))).isEqualTo(method.equals("client_secret_jwt"));
    }

    @Test
    @DisplayName("Of two updates at once, the one that keeps a secret which the other took away is to be sent again")
    void updatesAtOnce() throws Exception {
        JsonObject client = tpp.register(withSecret("client_secret_basic")).json();
        String id = client.text("client_id").orElseThrow();
        JdbcClientStore store = bank.bean(JdbcClientStore.class);
        StoredClient before = store.find(id).orElseThrow();
        Reply other = tpp.manage("PUT", id, tpp.tokenOf(client), tpp.request().signed());
        assertThat(other.text("token_endpoint_auth_method")).isEqualTo("private_key_jwt");

        assertThatThrownBy(() -> store.replace(before, before))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("changed meanwhile");

        assertThat(tpp.token(other.json()).status()).isEqualTo(200);
        assertThat(kept(client)).isEmpty();
    }

    @Test
    @DisplayName("An update keeps the secret; with another method there is another, or none")
    void updates() {
        JsonObject client = tpp.register(withSecret("client_secret_basic")).json();
        String id = client.text("client_id").orElseThrow();
        String token = tpp.tokenOf(client);

        Reply same =
                tpp.manage("PUT", id, token, withSecret("client_secret_basic").signed());
        assertThat(same.status()).as(same.body()).isEqualTo(200);
        assertThat(same.json().has("client_secret")).as("only a hash is there").isFalse();
        assertThat(tpp.token(client).status()).isEqualTo(200);

        Reply changed =
                tpp.manage("PUT", id, token, withSecret("client_secret_jwt").signed());
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(tpp.token(changed.json()).status()).isEqualTo(200);
        assertThat(tpp.token(client).status()).as("the secret from before").isEqualTo(401);

        Reply none = tpp.manage("PUT", id, token, tpp.request().signed());
        assertThat(none.status()).as(none.body()).isEqualTo(200);
        assertThat(kept(client)).isEmpty();
        assertThat(tpp.token(none.json()).status()).isEqualTo(200);
        assertThat(tpp.token(changed.json()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_basic", "client_secret_post", "client_secret_jwt"})
    @DisplayName("A secret that has expired authenticates nobody, by whatever method")
    void expired(String method) {
        JsonObject client = tpp.register(withSecret(method)).json();
        assertThat(tpp.token(client).status()).isEqualTo(200);
        expires(client, 1_000_000_000);
        assertThat(tpp.token(client).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_740, -60})
    @DisplayName("RFC 7592, section 2.2: an update renews a secret of whose life less than half is left, or nothing")
    void renewed(long secondsLeft) {
        JsonObject client = tpp.register(withSecret("client_secret_basic")).json();
        String id = client.text("client_id").orElseThrow();
        String token = tpp.tokenOf(client);
        long now = System.currentTimeMillis() / 1_000;
        expires(client, now + secondsLeft);

        Reply updated =
                tpp.manage("PUT", id, token, withSecret("client_secret_basic").signed());

        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        assertThat(updated.text("client_secret"))
                .hasSize(36)
                .isNotEqualTo(client.text("client_secret").orElseThrow());
        assertThat(((JsonNumber) updated.json().get("client_secret_expires_at").orElseThrow())
                        .asLong()
                        .orElseThrow())
                .isGreaterThanOrEqualTo(now + 3_600);
        assertThat(tpp.token(updated.json()).status()).isEqualTo(200);
        assertThat(tpp.token(client).status()).as("the secret from before").isEqualTo(401);
    }

    private static void expires(JsonObject client, long seconds) {
        bank.bean(JdbcClient.class)
                .sql("UPDATE dcr_registration SET secret_expires_at = ? WHERE client_id = ?")
                .param(seconds)
                .param(client.text("client_id").orElseThrow())
                .update();
    }

    @ParameterizedTest
    @CsvSource({"client_secret_jwt, PS256", "private_key_jwt, HS256"})
    @DisplayName("An algorithm that its method cannot have is refused, not registered for assertions that never pass")
    void mixed(String method, String algorithm) {
        Reply refused = tpp.register(tpp.request()
                .claim("token_endpoint_auth_method", method)
                .claim("token_endpoint_auth_signing_alg", algorithm));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("error_description")).contains("bank.assertion_algorithm");
    }

    @Test
    @DisplayName("Where each software is registered once, the second request is refused until the client is deleted")
    void once() {
        JsonObject client = tpp.register(tpp.request()).json();
        Reply second = tpp.register(tpp.request());
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text("error_description")).contains("registration.duplicate");
        assertThat(tpp.manage("DELETE", client.text("client_id").orElseThrow(), tpp.tokenOf(client), "")
                        .status())
                .isEqualTo(204);
        assertThat(tpp.register(tpp.request()).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("A changed file is in force at once; a broken one changes nothing, and health says so")
    void reloads() throws Exception {
        TppClient other = TppClient.of(World.tpp(), bank);
        Files.writeString(
                policyFile,
                PolicyFile.write(sandbox("without payments")
                        .claim(RequestClaim.SCOPE, rule -> rule.allowed("openid", "accounts"))
                        .build()));
        assertThat(reload().text("name")).isEqualTo("without payments");
        Reply refused = other.register(other.request().claim("scope", "openid payments"));
        assertThat(refused.status()).isEqualTo(400);

        Files.writeString(policyFile, "{\"name\": \"broken\"");
        JsonObject broken = reload().json();
        assertThat(broken.text("name")).contains("without payments");
        assertThat(broken.text("fault")).isPresent();
        assertThat(health().text("status")).isEqualTo("DEGRADED");
        assertThat(other.register(other.request().claim("scope", "openid payments"))
                        .status())
                .isEqualTo(400);

        Files.writeString(
                policyFile,
                PolicyFile.write(sandbox("with RS256")
                        .claim(
                                RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                                rule -> rule.allowed("PS256", "ES256", "RS256"))
                        .build()));
        JsonObject unverifiable = reload().json();
        assertThat(unverifiable.text("name")).contains("without payments");
        assertThat(unverifiable.text("fault"))
                .hasValueSatisfying(
                        fault -> assertThat(fault).contains("with RS256", "token_endpoint_auth_signing_alg"));
        assertThat(health().text("status")).isEqualTo("DEGRADED");

        Files.writeString(policyFile, PolicyFile.write(sandbox("sandbox").build()));
        assertThat(reload().json().has("fault")).isFalse();
        assertThat(health().text("status")).isEqualTo("UP");
        assertThat(other.register(other.request().claim("scope", "openid payments"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("Who asks for the file to be read gets it read, even if its time of change is the same as before")
    void sameTime() throws Exception {
        FileTime changed = Files.getLastModifiedTime(policyFile);
        Files.writeString(
                policyFile, PolicyFile.write(sandbox("in the same second").build()));
        Files.setLastModifiedTime(policyFile, changed);
        assertThat(reload().text("name")).isEqualTo("in the same second");
    }

    private Reply reload() {
        return bank.managed("POST", "/policy");
    }

    private Reply health() {
        return bank.managed("GET", "/health/policy");
    }

    private RegistrationDraft withSecret(String method) {
        RegistrationDraft draft = tpp.request().claim("token_endpoint_auth_method", method);
        return method.equals("client_secret_jwt")
                ? draft.claim("token_endpoint_auth_signing_alg", "HS256")
                : draft.without("token_endpoint_auth_signing_alg");
    }

    private static Optional<String> kept(JsonObject client) {
        Map<String, Object> row = bank.bean(JdbcClient.class)
                .sql("SELECT secret FROM dcr_registration WHERE client_id = ?")
                .param(client.text("client_id").orElseThrow())
                .query()
                .singleRow();
        return Optional.ofNullable((String) row.get("secret"));
    }
}
