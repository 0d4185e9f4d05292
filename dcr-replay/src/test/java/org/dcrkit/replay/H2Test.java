package org.dcrkit.replay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Tables of H2")
class H2Test extends JdbcTroubleContract {

    private static final List<DataSource> SOURCES =
            Stream.generate(H2Test::dataSource).limit(3).toList();

    private static Connection keptOpen;

    @BeforeAll
    static void createTables() throws SQLException {
        keptOpen = SOURCES.get(0).getConnection();
        createTables(SOURCES.get(0));
    }

    @AfterAll
    static void drop() throws SQLException {
        keptOpen.close();
    }

    @Override
    List<DataSource> dataSources() {
        return SOURCES;
    }

    private static DataSource dataSource() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:replay");
        return source;
    }
}
