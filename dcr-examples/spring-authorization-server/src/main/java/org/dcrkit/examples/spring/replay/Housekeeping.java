package org.dcrkit.examples.spring.replay;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.dcrkit.replay.JdbcReplayGuard;
import org.dcrkit.spi.CheckUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what has ended: marks of requests that would be refused by their time, and client credentials tokens. */
@Component
class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration UNDER_WAY = Duration.ofMinutes(5);

    private final ObjectProvider<JdbcReplayGuard> guard;
    private final JdbcClient database;
    private final InstantSource clock;

    Housekeeping(ObjectProvider<JdbcReplayGuard> guard, JdbcClient database, InstantSource clock) {
        this.guard = guard;
        this.database = database;
        this.clock = clock;
    }

    /** What ended some minutes ago, so that no decision that is still under way misses it. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void deleteWhatHasEnded() throws CheckUnavailableException {
        Instant before = clock.instant().minus(UNDER_WAY);
        JdbcReplayGuard marks = guard.getIfAvailable();
        int used = marks == null ? 0 : marks.purge(before);
        int tokens = database.sql("""
                DELETE FROM oauth2_authorization
                WHERE authorization_grant_type = 'client_credentials' AND access_token_expires_at < ?
                """).param(Timestamp.from(before)).update();
        LOG.debug("deleted {} marks of used requests and {} tokens", used, tokens);
    }
}
