package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.dcrkit.spi.CheckUnavailableException;

/**
 * Which software is registered, in a table of a database that several nodes share.
 *
 * <p>The primary key decides: of any number of claims of the same software one succeeds. Unlike a claim in a cache it stays
 * until it is released, which is to be done when the client is deleted. So claim in the transaction that stores the client
 * ({@link Builder#joinTransactions()}): then neither is there without the other, and a node that dies in between locks nobody
 * out.
 */
public final class JdbcRegisteredSoftware implements SoftwareClaims {

    /** The name of the table unless told otherwise. */
    public static final String DEFAULT_TABLE = "dcr_registered_software";

    private static final String KEY = "software_key";
    private static final String CLIENT = "client_id";
    private static final int LONGEST_TEXT = 255;

    private final SqlStatements sql;

    private JdbcRegisteredSoftware(SqlStatements.Settings settings) {
        this.sql = new SqlStatements(settings);
    }

    /**
     * How the table is made, in SQL that H2 and PostgreSQL understand, to be copied into a migration: the SHA-256 of
     * directory, environment and software id as primary key, the three themselves for people to read, and the client's id.
     * The same text is the resource {@code org/dcrkit/replay/dcr_registered_software.sql}.
     */
    public static String ddl() {
        return SqlStatements.resource("dcr_registered_software.sql");
    }

    /** Starts on that database. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public Optional<String> clientOf(String directory, String environment, String softwareId)
            throws CheckUnavailableException {
        String key = HashedKey.of(directory, environment, softwareId);
        return sql.answer(connection -> sql.text(connection, CLIENT, KEY + " = ?", key));
    }

    /**
     * {@inheritDoc}
     *
     * <p>A client id of more than 255 characters does not fit the table and is an {@link IllegalArgumentException}.
     */
    @Override
    public boolean claim(String directory, String environment, String softwareId, String clientId)
            throws CheckUnavailableException {
        if (clientId.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a client id of " + clientId.length() + " characters");
        }
        String key = HashedKey.of(directory, environment, softwareId);
        Object[] row = {key, readable(directory), readable(environment), readable(softwareId), clientId};
        return sql.answer(connection -> isMade(connection, key, row));
    }

    /** The row may be released between two statements: then it is claimed anew, once. */
    private boolean isMade(Connection connection, String key, Object[] row) throws SQLException {
        for (int tries = 1; ; tries++) {
            Optional<SQLException> refused =
                    sql.insert(connection, KEY + ", directory, environment, software_id, " + CLIENT, row);
            if (refused.isEmpty()) {
                return true;
            }
            if (sql.text(connection, CLIENT, KEY + " = ?", key).isPresent()) {
                return false;
            }
            if (tries == 2) {
                throw refused.get();
            }
        }
    }

    @Override
    public void release(String directory, String environment, String softwareId, String clientId)
            throws CheckUnavailableException {
        requireNonNull(clientId, "clientId");
        String key = HashedKey.of(directory, environment, softwareId);
        sql.answer(connection ->
                sql.change(connection, "DELETE FROM", "WHERE " + KEY + " = ? AND " + CLIENT + " = ?", key, clientId));
    }

    /** What every database takes: printable ASCII, of limited length. */
    private static String readable(String text) {
        String part = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return part.replaceAll("[^ -~]", "?");
    }

    /** The table in the making. */
    public static final class Builder {

        private final SqlStatements.Settings settings;

        private Builder(DataSource dataSource) {
            this.settings = new SqlStatements.Settings(dataSource, DEFAULT_TABLE);
        }

        /** Another name of the table, as in {@link JdbcReplayGuard.Builder#table}. */
        public Builder table(String name) {
            settings.table(name);
            return this;
        }

        /** How long a statement may take, as in {@link JdbcReplayGuard.Builder#queryTimeout}. */
        public Builder queryTimeout(Duration most) {
            settings.queryTimeout(most);
            return this;
        }

        /** Works inside the caller's transaction, as in {@link JdbcReplayGuard.Builder#joinTransactions}. */
        public Builder joinTransactions() {
            settings.joinTransactions();
            return this;
        }

        /** The table. */
        public JdbcRegisteredSoftware build() {
            return new JdbcRegisteredSoftware(settings);
        }
    }
}
