package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    @Test
    @DisplayName("also where the database fails while an update is given its secret: nothing is changed then")
    void unavailable() {
        try (SpringBank bank = World.settings().with(Failing.class).start();
                AuditLines audit = new AuditLines()) {
            TppClient tpp = TppClient.of(acme, bank);
            JsonObject client = tpp.register(tpp.request()).json();
            String id = client.text("client_id").orElseThrow();
            String token = tpp.tokenOf(client);

            // The token's client and the client itself are found.
            Failing.LEFT.set(2);
            Reply unavailable =
                    tpp.manage("PUT", id, token, tpp.request().tlsClientAuth().signed());
            Failing.LEFT.set(Integer.MAX_VALUE);

            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(audit.words())
                    .containsExactly("REGISTER 201 accepted committed", "UPDATE 503 indeterminate rolled_back");
            assertThat(audit.json().get(1).text("client_id")).contains(id);
            assertThat(tpp.manage("GET", id, token, "").json()).isEqualTo(client);
        }
    }

    /** A database that fails after so many statements on clients. */
    static final class Failing {

        private static final AtomicInteger LEFT = new AtomicInteger(Integer.MAX_VALUE);

        @Bean
        static BeanPostProcessor failing() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof JdbcClient database ? failing(database) : bean;
                }
            };
        }

        private static JdbcClient failing(JdbcClient database) {
            return (JdbcClient) Proxy.newProxyInstance(
                    JdbcClient.class.getClassLoader(),
                    new Class<?>[] {JdbcClient.class},
                    (proxy, method, arguments) -> {
                        if (LEFT.getAndDecrement() <= 0) {
                            throw new DataAccessResourceFailureException("as the test wants it");
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
