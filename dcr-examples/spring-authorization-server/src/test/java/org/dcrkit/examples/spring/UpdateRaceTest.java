package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("An update that something comes between")
class UpdateRaceTest {

    /** After the token's client and the client itself were found, and the request was judged. */
    private static final int ONCE_JUDGED = 2;

    /** And after its secret was looked at. */
    private static final int SECRET_SEEN = 3;

    private static final int OTHER_MILLIS = 700;

    private static SpringBank bank;

    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);
    private final String statement = acme.ssa().signed();
    private final JsonObject client = tpp.register(withSecret()).json();
    private final String id = client.text("client_id").orElseThrow();
    private final String token = tpp.tokenOf(client);

    @BeforeAll
    static void start() throws Exception {
        Path policy = World.folder().resolve("policy.json");
        Files.writeString(
                policy, PolicyFile.write(SecretsTest.sandbox("sandbox").build()));
        bank = World.settings()
                .set("dcr.policy.file", policy.toString())
                .set("dcr.registration.secret-lifetime", "1h")
                .with(Statements.class)
                .start();
    }

    @AfterAll
    static void stop() {
        bank.close();
    }

    @Test
    @DisplayName("The database fails when it is asked for the secret: 503, on the audit trail, and nothing is changed")
    void failure() {
        try (AuditLines audit = new AuditLines()) {
            Reply unavailable = update(() -> {
                throw new DataAccessResourceFailureException("as the test wants it");
            });

            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(audit.words()).containsExactly("UPDATE 503 indeterminate rolled_back");
            assertThat(audit.json().get(0).text("client_id")).contains(id);
        }
        assertThat(tpp.token(client).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("The client is deleted: 401, and it does not come back")
    void deleted() {
        Reply late = update(() -> CompletableFuture.runAsync(() -> bank.bean(JdbcClient.class)
                        .sql("DELETE FROM dcr_registration WHERE client_id = ?")
                        .param(id)
                        .update())
                .join());

        assertThat(late.status()).isEqualTo(401);
        assertThat(late.header("WWW-Authenticate")).isPresent();
        assertThat(bank.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM dcr_registration WHERE client_id = ?")
                        .param(id)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(tpp.token(client).status()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "Two updates with the same words, which could both renew the secret: one does, and that secret is good")
    void renewal() throws Exception {
        bank.bean(JdbcClient.class)
                .sql("UPDATE dcr_registration SET secret_expires_at = ? WHERE client_id = ?")
                .param(System.currentTimeMillis() / 1_000 + 60)
                .param(id)
                .update();
        CompletableFuture<Reply> other = new CompletableFuture<>();

        Reply one = update(SECRET_SEEN, () -> {
            other.completeAsync(() -> tpp.manage("PUT", id, token, withSecret().signed()));
            try {
                // As long as this one is at it, the other has to wait.
                other.get(OTHER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // as it should be
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
        });

        List<Reply> both = List.of(one, other.get());
        assertThat(both).extracting(Reply::status).containsOnly(200);
        List<JsonObject> renewed = both.stream()
                .map(Reply::json)
                .filter(answer -> answer.has("client_secret"))
                .toList();
        assertThat(renewed).hasSize(1);
        assertThat(tpp.token(renewed.get(0)).status()).isEqualTo(200);
    }

    private Reply update(Runnable between) {
        return update(ONCE_JUDGED, between);
    }

    private Reply update(int statements, Runnable between) {
        Statements.between = between;
        Statements.LEFT.set(statements);
        return tpp.manage("PUT", id, token, withSecret().signed());
    }

    private RegistrationDraft withSecret() {
        return tpp.request()
                .claim("software_statement", statement)
                .claim("token_endpoint_auth_method", "client_secret_basic")
                .without("token_endpoint_auth_signing_alg");
    }

    /** Lets something happen after so many statements on clients. */
    static final class Statements {

        private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

        private static volatile Runnable between = () -> {};

        @Bean
        static BeanPostProcessor watched() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof JdbcClient database ? watched(database) : bean;
                }
            };
        }

        private static JdbcClient watched(JdbcClient database) {
            return (JdbcClient) Proxy.newProxyInstance(
                    JdbcClient.class.getClassLoader(),
                    new Class<?>[] {JdbcClient.class},
                    (proxy, method, arguments) -> {
                        if (LEFT.getAndDecrement() == 0) {
                            between.run();
                        }
                        try {
                            return method.invoke(database, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
