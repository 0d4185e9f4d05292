package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Tables of a PostgreSQL server")
class PostgresTest extends JdbcTroubleContract {

    /** Fewer than the clusters are offered, because each statement has a new connection. */
    private static final int TOKENS = 200;

    private static PostgresServer server;
    private static List<DataSource> sources;

    @BeforeAll
    static void start() throws IOException, SQLException {
        server = PostgresServer.startOrSkip();
        sources = Stream.generate(server::dataSource).limit(3).toList();
        createTables(sources.get(0));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    List<DataSource> dataSources() {
        return sources;
    }

    @Test
    @DisplayName("A question that a lock kept waiting too long leaves the caller's transaction usable")
    void transactionAfterTimeoutOfAQuestion() throws Exception {
        String software = newToken().jwtId();
        try (Connection other = sources.get(0).getConnection();
                Connection transaction = sources.get(0).getConnection()) {
            other.setAutoCommit(false);
            transaction.setAutoCommit(false);
            JdbcRegisteredSoftware claims = JdbcRegisteredSoftware.builder(joined(transaction))
                    .joinTransactions()
                    .queryTimeout(Duration.ofSeconds(1))
                    .build();
            note(transaction, "asked in vain");
            try (Statement lock = other.createStatement()) {
                lock.execute("LOCK TABLE dcr_registered_software IN ACCESS EXCLUSIVE MODE");
            }
            assertThatThrownBy(() -> claims.clientOf("ob", "live", software))
                    .isInstanceOf(CheckUnavailableException.class);
            other.rollback();
            assertThat(claims.clientOf("ob", "live", software)).isEmpty();
            assertThat(claims.claim("ob", "live", software, "client-1")).isTrue();
            transaction.commit();
        }
        assertThat(notes("asked in vain")).isEqualTo(1);
        assertThat(claims().get(0).clientOf("ob", "live", software)).contains("client-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    @DisplayName(
            "Of eight transactions of a stricter isolation with the same token, new or expired, one commits its mark")
    void atomicInStrictTransactions(int isolation) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                TokenUse token = newToken();
                if (round % 2 == 1) {
                    use(first(), token, START.minusSeconds(3_600));
                }
                CyclicBarrier together = new CyclicBarrier(8);
                List<Callable<Boolean>> callers = Collections.nCopies(8, () -> marks(token, isolation, together));
                long firsts = 0;
                for (Future<Boolean> answer : threads.invokeAll(callers)) {
                    firsts += answer.get() ? 1 : 0;
                }
                assertThat(firsts).isEqualTo(1);
                assertThat(use(last(), token, START)).as("a replay").isFalse();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whether a transaction, whose snapshot is older than any mark, was told that it is the first, and committed. */
    private boolean marks(TokenUse token, int isolation, CyclicBarrier together) throws Exception {
        try (Connection transaction = sources.get(0).getConnection()) {
            transaction.setAutoCommit(false);
            transaction.setTransactionIsolation(isolation);
            note(transaction, "strict");
            together.await();
            try {
                boolean first = use(joining(transaction), token, START);
                transaction.commit();
                return first;
            } catch (CheckUnavailableException | SQLException e) {
                transaction.rollback();
                return false;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    @DisplayName(
            "A mark committed after a strict transaction's snapshot was taken is not passed by it, and leaves it usable")
    void olderSnapshot(int isolation) throws Exception {
        TokenUse token = newToken();
        TokenUse next = newToken();
        try (Connection transaction = sources.get(0).getConnection()) {
            transaction.setAutoCommit(false);
            transaction.setTransactionIsolation(isolation);
            note(transaction, "older " + isolation);
            assertThat(use(first(), token, START)).isTrue();
            assertThatThrownBy(() -> use(joining(transaction), token, START))
                    .isInstanceOf(CheckUnavailableException.class);
            assertThat(use(joining(transaction), next, START)).isTrue();
            transaction.commit();
        }
        assertThat(notes("older " + isolation)).isEqualTo(1);
        assertThat(use(last(), next, START)).isFalse();
    }

    @Test
    @DisplayName(
            "Each token, offered to all nodes at once, never passes twice, though the server crashes half-way and comes back; four"
                    + " at most, as many as are under way, are marked without an answer, and none stays undecided")
    void crash() throws Exception {
        TokenStorm storm = new TokenStorm(nodes(), TOKENS);
        storm.blow(server::crash, () -> {
            TokenUse token = newToken();
            long start = System.nanoTime();
            assertThatThrownBy(() -> use(first(), token, START)).isInstanceOf(CheckUnavailableException.class);
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            System.out.println("PostgreSQL down, unavailable after " + waited.toMillis() + " ms");
            assertThat(waited).isLessThan(Duration.ofSeconds(3));
            server.resume();
        });
        System.out.println("PostgreSQL, crash and restart: " + storm.verify(0, TokenStorm.LANES, 0));
    }
}
