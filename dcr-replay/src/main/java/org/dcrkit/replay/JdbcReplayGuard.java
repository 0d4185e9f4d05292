package org.dcrkit.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;

/**
 * Remembers the request JWTs that were used, in a table of a database that several nodes share.
 *
 * <p>The primary key decides: of any number of inserts of the same token one succeeds. An entry whose time has passed counts
 * as absent; {@link #purge} deletes such entries and is to be called from time to time, by any node.
 *
 * <p>In a transaction of the caller ({@link Builder#joinTransactions()}) the mark stands or falls with it. If the same
 * transaction stores the client, marking and storing are one act: when storing fails and the TPP is told to try again (503),
 * the mark is rolled back and the same request passes the next time. Outside a transaction a mark whose answer was lost
 * stays, and the TPP has to sign a new request. A transaction of stricter isolation than {@code READ COMMITTED} does not see a
 * mark that was committed after it began; whether the token was used cannot be told there (503), and can be by the next.
 *
 * <p>Each statement has a timeout. It does not cover waiting for a connection or for a network that swallows packets: those
 * are settings of the pool and of the driver (for PostgreSQL {@code connectionTimeout} and {@code socketTimeout}).
 */
public final class JdbcReplayGuard implements ReplayGuard {

    /** The name of the table unless told otherwise. */
    public static final String DEFAULT_TABLE = "dcr_used_token";

    private static final String KEY = "token_key";
    private static final String UNTIL = "valid_until";
    private static final String MARK_AGAIN = "SET " + UNTIL + " = ? WHERE " + KEY + " = ? AND " + UNTIL + " < ?";
    private static final int DELETED_AT_ONCE = 1_000;

    private final SqlStatements sql;

    private JdbcReplayGuard(SqlStatements.Settings settings) {
        this.sql = new SqlStatements(settings);
    }

    /**
     * How the table is made, in SQL that H2 and PostgreSQL understand, to be copied into a migration: the SHA-256 of issuer
     * and {@code jti} as primary key, and the second since 1970 up to which it is remembered, with an index for
     * {@link #purge}. The same text is the resource {@code org/dcrkit/replay/dcr_used_token.sql}.
     */
    public static String ddl() {
        return SqlStatements.resource("dcr_used_token.sql");
    }

    /** Starts a guard on that database. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public boolean firstUse(TokenUse use, Instant until, Instant at) throws CheckUnavailableException {
        String key = HashedKey.of(use.issuer(), use.jwtId());
        long last = until.getNano() == 0 ? until.getEpochSecond() : until.getEpochSecond() + 1;
        return sql.answer(connection -> isFirst(connection, key, last, at.getEpochSecond()));
    }

    /** A row may be deleted by another between two statements: then all begins anew, once. */
    private boolean isFirst(Connection connection, String key, long last, long now) throws SQLException {
        for (int tries = 1; ; tries++) {
            Optional<SQLException> refused = sql.insert(connection, KEY + ", " + UNTIL, key, last);
            if (refused.isEmpty() || sql.change(connection, "UPDATE", MARK_AGAIN, last, key, now) == 1) {
                return true;
            }
            if (sql.text(connection, KEY, KEY + " = ? AND " + UNTIL + " >= ?", key, now)
                    .isPresent()) {
                return false;
            }
            if (tries == 2) {
                throw refused.get();
            }
        }
    }

    /**
     * Deletes what need not be remembered any more, a thousand rows at a time, each time on a connection from the data source,
     * so that no statement takes longer the more there is to delete. While another node deletes, too, some rows may be left for
     * the next time.
     *
     * @param before entries whose time had passed at that instant are deleted; not later than the instant of any decision
     *     that is still under way
     * @return how many entries were deleted
     * @throws CheckUnavailableException if the database is out of reach; what was deleted until then stays deleted
     */
    public int purge(Instant before) throws CheckUnavailableException {
        int all = 0;
        int deleted;
        do {
            deleted = sql.answer(connection -> deleteSome(connection, before.getEpochSecond()));
            all += deleted;
        } while (deleted == DELETED_AT_ONCE);
        return all;
    }

    /** By their keys, because neither database deletes a limited number of rows in the other's words. */
    private int deleteSome(Connection connection, long before) throws SQLException {
        List<String> keys = sql.texts(connection, KEY, UNTIL + " < ?", DELETED_AT_ONCE, before);
        if (keys.isEmpty()) {
            return 0;
        }
        List<Object> values = new ArrayList<>(keys);
        values.add(before);
        String condition = "WHERE " + KEY + " IN (?" + ", ?".repeat(keys.size() - 1) + ") AND " + UNTIL + " < ?";
        return sql.change(connection, "DELETE FROM", condition, values.toArray());
    }

    /** A guard in the making. */
    public static final class Builder {

        private final SqlStatements.Settings settings;

        private Builder(DataSource dataSource) {
            this.settings = new SqlStatements.Settings(dataSource, DEFAULT_TABLE);
        }

        /**
         * Another name of the table, with its schema if need be.
         *
         * @throws IllegalArgumentException if it is not made of ASCII letters, digits and underscores
         */
        public Builder table(String name) {
            settings.table(name);
            return this;
        }

        /**
         * How long a statement may take at most, in whole seconds, rounded up; two unless told otherwise.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder queryTimeout(Duration most) {
            settings.queryTimeout(most);
            return this;
        }

        /**
         * Works inside the caller's transaction, which the data source has to know of (in Spring a
         * {@code TransactionAwareDataSourceProxy}): statements run under savepoints, and neither commit nor roll back
         * anything else.
         *
         * <p>Has to be said, because with a data source that merely hands out connections without auto-commit every mark
         * would be lost, and every replay be taken for a first use. Without this such a connection is refused.
         */
        public Builder joinTransactions() {
            settings.joinTransactions();
            return this;
        }

        /** The guard. */
        public JdbcReplayGuard build() {
            return new JdbcReplayGuard(settings);
        }
    }
}
