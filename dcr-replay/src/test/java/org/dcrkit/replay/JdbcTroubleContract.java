package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What guards and claims promise on a database when statements fail or others get in between. */
abstract class JdbcTroubleContract extends JdbcContract {

    /** Something that another does on the database. */
    private interface Interference {
        void happen() throws Exception;
    }

    /** A data source on whose connections something happens once, just before a statement that begins so is prepared. */
    private DataSource disturbed(String statement, Interference interference) throws SQLException {
        AtomicBoolean happened = new AtomicBoolean();
        DataSource source = mock(DataSource.class);
        when(source.getConnection()).thenAnswer(call -> {
            Connection connection = spy(dataSources().get(0).getConnection());
            doAnswer(prepare -> {
                        if (!happened.getAndSet(true)) {
                            interference.happen();
                        }
                        return prepare.callRealMethod();
                    })
                    .when(connection)
                    .prepareStatement(startsWith(statement));
            return connection;
        });
        return source;
    }

    /** A data source of a database that says of a refused row no more than that a constraint refused it, as MySQL and Oracle do. */
    private DataSource vague() throws SQLException {
        DataSource source = mock(DataSource.class);
        when(source.getConnection()).thenAnswer(call -> {
            Connection connection = spy(dataSources().get(0).getConnection());
            doAnswer(prepare -> {
                        PreparedStatement insert = spy((PreparedStatement) prepare.callRealMethod());
                        doAnswer(execute -> {
                                    try {
                                        return execute.callRealMethod();
                                    } catch (SQLException e) {
                                        throw new SQLException(e.getMessage(), "23000", e);
                                    }
                                })
                                .when(insert)
                                .executeUpdate();
                        return insert;
                    })
                    .when(connection)
                    .prepareStatement(startsWith("INSERT"));
            return connection;
        });
        return source;
    }

    @Test
    @DisplayName(
            "A token that was used is a replay, and a software that is claimed a duplicate, whatever state the database names")
    void vagueState() throws Exception {
        JdbcReplayGuard guard = JdbcReplayGuard.builder(vague()).build();
        JdbcRegisteredSoftware claims = JdbcRegisteredSoftware.builder(vague()).build();
        TokenUse token = newToken();
        String software = newToken().jwtId();

        assertThat(use(guard, token, START)).isTrue();
        assertThat(use(guard, token, START)).isFalse();
        assertThat(claims.claim("ob", "live", software, "client-1")).isTrue();
        assertThat(claims.claim("ob", "live", software, "client-2")).isFalse();
    }

    @Test
    @DisplayName("An expired token that another deletes while it is marked again is a first use, not a replay")
    void purgedMeanwhile() throws Exception {
        TokenUse token = newToken();
        use(first(), token, START.minusSeconds(3_600));
        JdbcReplayGuard guard = JdbcReplayGuard.builder(
                        disturbed("UPDATE", () -> nodes().get(0).purge(START)))
                .build();
        assertThat(use(guard, token, START)).isTrue();
        assertThat(use(last(), token, START)).as("a replay").isFalse();
    }

    @Test
    @DisplayName("An expired token that another marks again at the same moment is a replay")
    void markedMeanwhile() throws Exception {
        TokenUse token = newToken();
        use(first(), token, START.minusSeconds(3_600));
        JdbcReplayGuard guard = JdbcReplayGuard.builder(disturbed(
                        "UPDATE", () -> assertThat(use(last(), token, START)).isTrue()))
                .build();
        assertThat(use(guard, token, START)).isFalse();
    }

    @Test
    @DisplayName("A software that is released while it is claimed is claimed, not refused")
    void releasedMeanwhile() throws Exception {
        JdbcRegisteredSoftware other = claims().get(0);
        String software = newToken().jwtId();
        other.claim("ob", "live", software, "client-1");
        JdbcRegisteredSoftware claims = JdbcRegisteredSoftware.builder(
                        disturbed("SELECT", () -> other.release("ob", "live", software, "client-1")))
                .build();
        assertThat(claims.claim("ob", "live", software, "client-2")).isTrue();
        assertThat(other.clientOf("ob", "live", software)).contains("client-2");
    }

    @Test
    @DisplayName(
            "A table that refuses rows for another reason than their key is unavailable: not a replay, not a duplicate")
    void refusedForAnotherReason() throws Exception {
        DataSource source = dataSources().get(0);
        execute(
                source,
                "CREATE TABLE strict_token (token_key VARCHAR(64) PRIMARY KEY, valid_until BIGINT NOT NULL,"
                        + " node VARCHAR(10) NOT NULL)");
        execute(
                source,
                "CREATE TABLE strict_software (software_key VARCHAR(64) PRIMARY KEY, directory VARCHAR(255),"
                        + " environment VARCHAR(255), software_id VARCHAR(255), client_id VARCHAR(255) NOT NULL"
                        + " REFERENCES dcr_registered_software (software_key))");
        JdbcReplayGuard guard =
                JdbcReplayGuard.builder(source).table("strict_token").build();
        assertThatThrownBy(() -> use(guard, newToken(), START))
                .isInstanceOf(CheckUnavailableException.class)
                .message()
                .as("what the database said is kept")
                .containsIgnoringCase("column \"node\"");
        JdbcRegisteredSoftware claims =
                JdbcRegisteredSoftware.builder(source).table("strict_software").build();
        assertThatThrownBy(() -> claims.claim("ob", "live", "software-1", "client-1"))
                .isInstanceOf(CheckUnavailableException.class);
    }

    @Test
    @DisplayName("A row that is refused because of another unique column is unavailable, too")
    void refusedBecauseOfAnotherKey() throws Exception {
        DataSource source = dataSources().get(0);
        execute(
                source,
                "CREATE TABLE unique_until (token_key VARCHAR(64) PRIMARY KEY, valid_until BIGINT NOT NULL UNIQUE)");
        JdbcReplayGuard guard =
                JdbcReplayGuard.builder(source).table("unique_until").build();
        assertThat(use(guard, newToken(), START)).isTrue();
        assertThatThrownBy(() -> use(guard, newToken(), START)).isInstanceOf(CheckUnavailableException.class);
    }

    @Test
    @DisplayName("However much has expired, it is deleted a thousand rows at a time")
    void purgeInParts() throws Exception {
        nodes().get(0).purge(START);
        TokenUse living = newToken();
        use(first(), living, START);
        try (Connection connection = dataSources().get(0).getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dcr_used_token VALUES (?, ?)")) {
                for (int row = 0; row < 2_500; row++) {
                    insert.setString(1, "expired-" + row);
                    insert.setLong(2, START.getEpochSecond() - 1);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
        DataSource source = spy(dataSources().get(0));
        JdbcReplayGuard guard = JdbcReplayGuard.builder(source).build();
        assertThat(guard.purge(START)).isEqualTo(2_500);
        verify(source, times(3)).getConnection();
        assertThat(guard.purge(START)).isZero();
        assertThat(use(last(), living, START)).isFalse();
    }

    @Test
    @DisplayName("A mark that another transaction kept waiting too long leaves the caller's transaction usable")
    void transactionAfterTimeout() throws Exception {
        TokenUse token = newToken();
        TokenUse next = newToken();
        try (Connection other = dataSources().get(0).getConnection();
                Connection transaction = dataSources().get(0).getConnection()) {
            other.setAutoCommit(false);
            transaction.setAutoCommit(false);
            assertThat(use(joining(other), token, START)).isTrue();
            JdbcReplayGuard guard = JdbcReplayGuard.builder(joined(transaction))
                    .joinTransactions()
                    .queryTimeout(Duration.ofSeconds(1))
                    .build();
            note(transaction, "kept waiting");
            assertThatThrownBy(() -> use(guard, token, START)).isInstanceOf(CheckUnavailableException.class);
            assertThat(use(guard, next, START)).isTrue();
            other.rollback();
            transaction.commit();
        }
        assertThat(notes("kept waiting")).isEqualTo(1);
        assertThat(use(last(), next, START)).isFalse();
        assertThat(use(last(), token, START)).as("was rolled back").isTrue();
    }
}
