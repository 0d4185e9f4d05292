package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What guards and claims promise on a database, each node with a data source of its own. */
abstract class JdbcContract extends ReplayGuardContract implements SoftwareClaimsContract {

    /** The data sources of the nodes; both tables are there. */
    abstract List<DataSource> dataSources();

    static void createTables(DataSource source) throws SQLException {
        for (String ddl :
                List.of(JdbcReplayGuard.ddl(), JdbcRegisteredSoftware.ddl(), "CREATE TABLE note (text VARCHAR(20))")) {
            for (String statement : ddl.split(";")) {
                if (!statement.isBlank()) {
                    execute(source, statement);
                }
            }
        }
    }

    static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    List<JdbcReplayGuard> nodes() {
        return dataSources().stream()
                .map(source -> JdbcReplayGuard.builder(source).build())
                .toList();
    }

    @Override
    public List<JdbcRegisteredSoftware> claims() {
        return dataSources().stream()
                .map(source -> JdbcRegisteredSoftware.builder(source).build())
                .toList();
    }

    /** Hands out the one connection of a transaction, as a data source does that knows of transactions. */
    static DataSource joined(Connection transaction) throws SQLException {
        Connection open = spy(transaction);
        doNothing().when(open).close();
        DataSource source = mock(DataSource.class);
        when(source.getConnection()).thenReturn(open);
        return source;
    }

    static JdbcReplayGuard joining(Connection transaction) throws SQLException {
        return JdbcReplayGuard.builder(joined(transaction)).joinTransactions().build();
    }

    static void note(Connection transaction, String text) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("INSERT INTO note VALUES ('" + text + "')");
        }
    }

    int notes(String text) throws SQLException {
        try (Connection connection = dataSources().get(0).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM note WHERE text = '" + text + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    @DisplayName("A mark in the caller's transaction is undone with it, so that the same request can be tried again")
    void rolledBack() throws Exception {
        TokenUse token = newToken();
        try (Connection transaction = dataSources().get(0).getConnection()) {
            transaction.setAutoCommit(false);
            assertThat(use(joining(transaction), token, START)).isTrue();
            note(transaction, "rolled back");
            transaction.rollback();
        }
        assertThat(notes("rolled back")).isZero();
        assertThat(use(last(), token, START)).isTrue();
    }

    @Test
    @DisplayName("A replay noticed in the caller's transaction leaves the transaction as it was")
    void replayInTransaction() throws Exception {
        TokenUse used = newToken();
        TokenUse fresh = newToken();
        TokenUse expired = newToken();
        use(first(), used, START);
        use(first(), expired, START.minusSeconds(3_600));
        try (Connection transaction = dataSources().get(0).getConnection()) {
            transaction.setAutoCommit(false);
            JdbcReplayGuard guard = joining(transaction);
            note(transaction, "before");
            assertThat(use(guard, used, START)).isFalse();
            assertThat(use(guard, expired, START)).isTrue();
            assertThat(use(guard, fresh, START)).isTrue();
            note(transaction, "after");
            assertThat(transaction.getAutoCommit()).isFalse();
            assertThat(notes("before")).as("not committed").isZero();
            transaction.commit();
        }
        assertThat(notes("before")).isEqualTo(1);
        assertThat(notes("after")).isEqualTo(1);
        assertThat(use(last(), fresh, START)).as("committed with the rest").isFalse();
    }

    @Test
    @DisplayName("A claim in the caller's transaction stands or falls with it")
    void claimInTransaction() throws Exception {
        JdbcRegisteredSoftware other = claims().get(claims().size() - 1);
        other.claim("ob", "live", "taken", "client-1");
        try (Connection transaction = dataSources().get(0).getConnection()) {
            transaction.setAutoCommit(false);
            JdbcRegisteredSoftware joined = JdbcRegisteredSoftware.builder(joined(transaction))
                    .joinTransactions()
                    .build();
            assertThat(joined.claim("ob", "live", "taken", "client-2")).isFalse();
            assertThat(joined.claim("ob", "live", "free", "client-2")).isTrue();
            assertThat(joined.clientOf("ob", "live", "free")).contains("client-2");
            transaction.rollback();
        }
        assertThat(other.clientOf("ob", "live", "free")).isEmpty();
        assertThat(other.clientOf("ob", "live", "taken")).contains("client-1");
    }

    @Test
    @DisplayName("A connection without auto-commit is refused unless the caller's transaction is joined on purpose")
    void silentlyLost() throws Exception {
        try (Connection transaction = dataSources().get(0).getConnection()) {
            transaction.setAutoCommit(false);
            JdbcReplayGuard guard = JdbcReplayGuard.builder(joined(transaction)).build();
            assertThatThrownBy(() -> use(guard, newToken(), START))
                    .isInstanceOf(CheckUnavailableException.class)
                    .hasMessageContaining("auto-commit");
        }
    }

    @Test
    @DisplayName("While another transaction holds the same token undecided, nobody is told anything, and not for long")
    void undecided() throws Exception {
        TokenUse token = newToken();
        try (Connection transaction = dataSources().get(0).getConnection()) {
            transaction.setAutoCommit(false);
            assertThat(use(joining(transaction), token, START)).isTrue();
            JdbcReplayGuard other = JdbcReplayGuard.builder(dataSources().get(0))
                    .queryTimeout(Duration.ofSeconds(1))
                    .build();
            long start = System.nanoTime();
            assertThatThrownBy(() -> use(other, token, START)).isInstanceOf(CheckUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            transaction.commit();
        }
        assertThat(use(last(), token, START)).isFalse();
    }

    @Test
    @DisplayName("What has expired is deleted, and nothing else")
    void purge() throws Exception {
        JdbcReplayGuard guard = nodes().get(0);
        TokenUse old = newToken();
        TokenUse living = newToken();
        guard.purge(START);
        use(guard, old, START.minusSeconds(3_600));
        use(guard, living, START);
        assertThat(guard.purge(START)).isEqualTo(1);
        assertThat(guard.purge(START)).isZero();
        assertThat(use(guard, living, START)).isFalse();
        assertThat(use(guard, old, START.minusSeconds(3_600))).as("was deleted").isTrue();
    }

    @Test
    @DisplayName("A table of another name is used; a name that is not one is refused")
    void tableName() throws Exception {
        DataSource source = dataSources().get(0);
        execute(source, "CREATE TABLE Other_1 (token_key VARCHAR(64) PRIMARY KEY, valid_until BIGINT NOT NULL)");
        JdbcReplayGuard guard = JdbcReplayGuard.builder(source).table("Other_1").build();
        TokenUse token = newToken();
        assertThat(use(guard, token, START)).isTrue();
        assertThat(use(guard, token, START)).isFalse();
        assertThat(use(first(), token, START)).as("in the other table").isTrue();
        for (String name : List.of("", "a b", "a;b", "a.b.c", "1a", "a'", "\u00e9", "x".repeat(64))) {
            assertThatThrownBy(() -> JdbcReplayGuard.builder(source).table(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("A table that is not there is unavailable, not a first use")
    void noTable() {
        JdbcReplayGuard guard =
                JdbcReplayGuard.builder(dataSources().get(0)).table("missing").build();
        assertThatThrownBy(() -> use(guard, newToken(), START))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("missing");
    }

    @Test
    @DisplayName("The printed DDL is the resource that users copy")
    void ddl() throws Exception {
        Path resources = Path.of("src/main/resources/org/dcrkit/replay");
        assertThat(JdbcReplayGuard.ddl()).isEqualTo(Files.readString(resources.resolve("dcr_used_token.sql")));
        assertThat(JdbcRegisteredSoftware.ddl())
                .isEqualTo(Files.readString(resources.resolve("dcr_registered_software.sql")));
    }
}
