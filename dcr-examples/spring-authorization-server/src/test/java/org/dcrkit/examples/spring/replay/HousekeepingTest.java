package org.dcrkit.examples.spring.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.dcrkit.replay.JdbcReplayGuard;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

@DisplayName("What has ended is deleted, and nothing else")
class HousekeepingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LONG_AGO = Duration.ofMinutes(-6);
    private static final Duration JUST_NOW = Duration.ofMinutes(-4);
    private static final Duration LATER = Duration.ofMinutes(10);

    private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:housekeeping;TIME ZONE=UTC", "", "");
    private final JdbcClient database = JdbcClient.create(pool);
    private final JdbcReplayGuard guard = JdbcReplayGuard.builder(pool).build();

    @BeforeEach
    void tables() {
        new ResourceDatabasePopulator(
                        new ClassPathResource("db/migration/V1__clients_and_tokens.sql"),
                        new ClassPathResource("db/migration/V2__used_tokens.sql"))
                .execute(pool);
        database.sql("""
                INSERT INTO dcr_registration VALUES
                    ('client', 'client', 'd', 'e', 's', 'o', 0, NULL, NULL, '{}', '', '', '')
                """).update();
    }

    @AfterEach
    void close() {
        database.sql("DROP ALL OBJECTS").update();
        pool.dispose();
    }

    @Test
    @DisplayName("Marks of requests that ended minutes ago; a decision under way still meets the others")
    void marks() throws Exception {
        for (Duration end : new Duration[] {LONG_AGO, JUST_NOW, LATER}) {
            guard.firstUse(new TokenUse("software", end.toString()), NOW.plus(end), NOW.minus(Duration.ofHours(1)));
        }
        clean(guard);
        assertThat(database.sql("SELECT valid_until FROM dcr_used_token ORDER BY valid_until")
                        .query(Long.class)
                        .list())
                .hasSize(2);
        assertThat(guard.firstUse(new TokenUse("software", LATER.toString()), NOW.plus(LATER), NOW))
                .isFalse();
    }

    @Test
    @DisplayName(
            "Tokens of the client credentials grant that ended minutes ago; a person's authorization outlives its token")
    void tokens() throws Exception {
        token("ended", "client_credentials", LONG_AGO);
        token("just ended", "client_credentials", JUST_NOW);
        token("lasting", "client_credentials", LATER);
        token("to refresh", "authorization_code", LONG_AGO);
        clean(null);
        assertThat(database.sql("SELECT id FROM oauth2_authorization")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("just ended", "lasting", "to refresh");
    }

    private void token(String id, String grant, Duration end) {
        database.sql("""
                INSERT INTO oauth2_authorization
                    (id, registered_client_id, principal_name, authorization_grant_type, access_token_expires_at)
                VALUES (?, 'client', 'client', ?, ?)
                """).params(id, grant, Timestamp.from(NOW.plus(end))).update();
    }

    private void clean(JdbcReplayGuard marks) throws Exception {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        if (marks != null) {
            beans.addBean("guard", marks);
        }
        new Housekeeping(beans.getBeanProvider(JdbcReplayGuard.class), database, InstantSource.fixed(NOW))
                .deleteWhatHasEnded();
    }
}
