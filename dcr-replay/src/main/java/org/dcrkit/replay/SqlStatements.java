package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.dcrkit.spi.CheckUnavailableException;

/**
 * Runs single statements on one table, each by itself or inside a transaction of the caller.
 *
 * <p>Never commits and never rolls back more than the statement that failed: inside a transaction each statement, be it only a
 * question, has a savepoint, because PostgreSQL gives up a whole transaction in which any statement failed.
 */
final class SqlStatements {

    /** How long a statement may take unless told otherwise. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Pattern IDENTIFIER =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");
    /** The class of ISO 9075 for a key that is there, and for much else: which of it, only the row says. */
    private static final String INTEGRITY_CONSTRAINT_VIOLATION = "23";

    private final DataSource dataSource;
    private final String table;
    private final boolean inTransactions;
    private final int timeoutSeconds;

    SqlStatements(Settings settings) {
        this.dataSource = settings.dataSource;
        this.table = settings.table;
        this.inTransactions = settings.inTransactions;
        this.timeoutSeconds = Math.toIntExact(settings.timeout.plusMillis(999).toSeconds());
    }

    /** Does some work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** A resource of this package: how a table is made. */
    static String resource(String name) {
        try (InputStream in = requireNonNull(SqlStatements.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T answer(Work<T> work) throws CheckUnavailableException {
        try (Connection connection = dataSource.getConnection()) {
            if (!inTransactions && !connection.getAutoCommit()) {
                throw new CheckUnavailableException(
                        "the data source of " + table
                                + " hands out connections without auto-commit: what is written would"
                                + " be lost, unless a transaction of the caller is joined on purpose",
                        RETRY_AFTER);
            }
            return work.on(connection);
        } catch (SQLException | RuntimeException e) {
            throw new CheckUnavailableException("the table " + table + " was out of reach: " + e, RETRY_AFTER, e);
        }
    }

    /**
     * Inserts a row.
     *
     * @return nothing if it is there now; otherwise why a constraint refused it: the key is taken, or something else is wrong.
     *     Some databases say which of the two in the state, others do not, so that the caller has to look for the row
     */
    Optional<SQLException> insert(Connection connection, String columns, Object... values) throws SQLException {
        String places = "?" + ", ?".repeat(values.length - 1);
        try {
            change(connection, "INSERT INTO", "(" + columns + ") VALUES (" + places + ")", values);
            return Optional.empty();
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(INTEGRITY_CONSTRAINT_VIOLATION)) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    /** Inserts, updates or deletes rows of the table: how many. */
    int change(Connection connection, String before, String after, Object... values) throws SQLException {
        return guarded(connection, before + " " + table + " " + after, values, PreparedStatement::executeUpdate);
    }

    /** The text in the first row. */
    Optional<String> text(Connection connection, String column, String condition, Object... values)
            throws SQLException {
        return texts(connection, column, condition, 1, values).stream().findFirst();
    }

    /** The text in so many rows at most. */
    List<String> texts(Connection connection, String column, String condition, int most, Object... values)
            throws SQLException {
        String sql = "SELECT " + column + " FROM " + table + " WHERE " + condition;
        return guarded(connection, sql, values, statement -> {
            // Each database has other words for this in SQL.
            statement.setMaxRows(most);
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    /** Runs a statement. */
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T guarded(Connection connection, String sql, Object[] values, Execution<T> execution)
            throws SQLException {
        if (connection.getAutoCommit()) {
            return execute(connection, sql, values, execution);
        }
        Savepoint before = connection.setSavepoint();
        T result;
        try {
            result = execute(connection, sql, values, execution);
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
        try {
            connection.releaseSavepoint(before);
        } catch (SQLFeatureNotSupportedException e) {
            // It ends with the transaction.
        }
        return result;
    }

    private <T> T execute(Connection connection, String sql, Object[] values, Execution<T> execution)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return execution.of(statement);
        }
    }

    private PreparedStatement prepare(Connection connection, String sql, Object[] values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(timeoutSeconds);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** What can be set for a table. */
    static final class Settings {

        private final DataSource dataSource;
        private String table;
        private boolean inTransactions;
        private Duration timeout = DEFAULT_TIMEOUT;

        Settings(DataSource dataSource, String table) {
            this.dataSource = requireNonNull(dataSource, "dataSource");
            this.table = table;
        }

        void table(String name) {
            if (!IDENTIFIER.matcher(name).matches()) {
                throw new IllegalArgumentException("not the name of a table, or of a schema and a table: " + name);
            }
            this.table = name;
        }

        void queryTimeout(Duration most) {
            this.timeout = EngineCalls.positive(most, "query timeout");
        }

        void joinTransactions() {
            this.inTransactions = true;
        }
    }
}
