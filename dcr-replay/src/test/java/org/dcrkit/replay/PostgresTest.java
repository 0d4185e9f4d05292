package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Tables of a PostgreSQL server")
class PostgresTest extends JdbcContract {

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
    @DisplayName(
            "Each token, offered to all nodes at once, passes once, though the server crashes half-way and comes back")
    void crash() throws Exception {
        TokenStorm storm = new TokenStorm(nodes(), TOKENS);
        storm.blow(
                () -> {
                    server.crash();
                    TokenUse token = newToken();
                    long start = System.nanoTime();
                    assertThatThrownBy(() -> use(first(), token, START)).isInstanceOf(CheckUnavailableException.class);
                    Duration waited = Duration.ofNanos(System.nanoTime() - start);
                    System.out.println("PostgreSQL down, unavailable after " + waited.toMillis() + " ms");
                    assertThat(waited).isLessThan(Duration.ofSeconds(3));
                    server.resume();
                },
                -1);
        System.out.println("PostgreSQL, crash and restart: " + storm.verify(0, 4));
    }
}
