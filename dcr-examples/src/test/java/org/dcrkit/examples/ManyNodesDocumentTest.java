package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import com.hazelcast.config.CacheConfig;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.sql.DataSource;
import org.dcrkit.replay.JdbcRegisteredSoftware;
import org.dcrkit.replay.JdbcReplayGuard;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/many-nodes.md says in Java, SQL and XML is what the library and its tests use. */
class ManyNodesDocumentTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final TokenUse TOKEN = new TokenUse("software-1", "jti-1");

    private static String document() throws Exception {
        return Files.readString(Snippets.root().resolve("docs/many-nodes.md"));
    }

    @Test
    @DisplayName("Each Java block of the document is one of the compiled snippets")
    void blocksAreCompiled() throws Exception {
        assertThat(Snippets.javaBlocks(Snippets.root().resolve("docs/many-nodes.md")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Snippets.regions(Snippets.root()
                                .resolve("dcr-examples/src/test/java/org/dcrkit/examples/ManyNodesSnippets.java"))
                        .values());
    }

    @Test
    @DisplayName("The tables of the document are those of the library, the settings of Infinispan those of its tests")
    void tablesAndSettings() throws Exception {
        assertThat(document())
                .contains("```sql\n" + JdbcReplayGuard.ddl() + "```")
                .contains("```sql\n" + JdbcRegisteredSoftware.ddl() + "```");
        String shown = document().split("```xml\n")[1].split("```")[0];
        assertThat(Files.readString(Snippets.root().resolve("dcr-replay/src/test/resources/infinispan-loopback.xml")))
                .contains(shown.stripTrailing().indent(8).stripTrailing());
    }

    @Test
    @DisplayName("In a joined transaction marks and claims are undone with it; outside they stay")
    void database() throws Exception {
        JdbcDataSource pool = new JdbcDataSource();
        pool.setURL("jdbc:h2:mem:many-nodes");
        try (Connection transaction = pool.getConnection();
                Statement statement = transaction.createStatement()) {
            for (String ddl : (JdbcReplayGuard.ddl() + JdbcRegisteredSoftware.ddl())
                    .strip()
                    .split(";")) {
                statement.execute(ddl);
            }
            transaction.setAutoCommit(false);
            Connection joined = spy(transaction);
            doNothing().when(joined).close();
            DataSource transactionAware = mock(DataSource.class);
            when(transactionAware.getConnection()).thenReturn(joined);
            var both = ManyNodesSnippets.database(transactionAware);
            assertThat(both.getKey().firstUse(TOKEN, NOW.plusSeconds(60), NOW)).isTrue();
            assertThat(both.getValue().claim("Open Banking", "live", "software-1", "client-1"))
                    .isTrue();
            transaction.rollback();
            JdbcReplayGuard alone = JdbcReplayGuard.builder(pool).build();
            assertThat(alone.firstUse(TOKEN, NOW.plusSeconds(60), NOW)).isTrue();
            InstantSource later = InstantSource.fixed(NOW.plus(Duration.ofHours(1)));
            assertThat(ManyNodesSnippets.purge(alone, later)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A claim that another node holds is a duplicate; one's own is given up when the client is stored")
    void claim() throws Exception {
        JdbcDataSource pool = new JdbcDataSource();
        pool.setURL("jdbc:h2:mem:claims");
        try (Connection open = pool.getConnection();
                Statement statement = open.createStatement()) {
            statement.execute(JdbcRegisteredSoftware.ddl());
            JdbcRegisteredSoftware software =
                    JdbcRegisteredSoftware.builder(pool).build();
            software.claim("Open Banking", "live", "software-1", "client-1");
            assertThat(ManyNodesSnippets.register(software, "software-1", client -> {
                        throw new AssertionError("stored twice");
                    }))
                    .isEmpty();
            assertThat(ManyNodesSnippets.register(software, "software-2", client -> {}))
                    .isPresent();
            assertThatThrownBy(() -> ManyNodesSnippets.register(software, "software-3", client -> {
                        throw new IllegalStateException("the store is down");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(software.clientOf("Open Banking", "live", "software-3")).isEmpty();
        }
    }

    @Test
    @DisplayName("A guard on a cache lets a token pass once; Hazelcast's settings keep a copy and demand a majority")
    @SuppressWarnings("unchecked")
    void cache() throws Exception {
        ConcurrentMap<String, String> entries = new ConcurrentHashMap<>();
        Cache<String, String> cache = mock(Cache.class);
        CacheManager caches = mock(CacheManager.class);
        when(caches.createCache(eq("dcr-tokens"), any(Configuration.class))).thenAnswer(made -> {
            when(cache.getConfiguration(CompleteConfiguration.class))
                    .thenReturn(made.<CompleteConfiguration<String, String>>getArgument(1));
            return cache;
        });
        when(cache.putIfAbsent(anyString(), anyString()))
                .thenAnswer(call -> entries.putIfAbsent(call.getArgument(0), call.getArgument(1)) == null);
        when(cache.get(anyString())).thenAnswer(call -> entries.get(call.<String>getArgument(0)));
        ReplayGuard guard = ManyNodesSnippets.cache(caches);
        assertThat(guard.firstUse(TOKEN, NOW.plusSeconds(60), NOW)).isTrue();
        assertThat(guard.firstUse(TOKEN, NOW.plusSeconds(60), NOW)).isFalse();

        var hazelcast = ManyNodesSnippets.hazelcast(Duration.ofMinutes(35));
        CacheConfig<String, String> tokens = hazelcast.getValue();
        assertThat(hazelcast.getKey().getSplitBrainProtectionConfigs())
                .containsKey(tokens.getSplitBrainProtectionName());
        assertThat(tokens.getBackupCount()).isEqualTo(1);
        assertThat(tokens.getExpiryPolicyFactory()
                        .create()
                        .getExpiryForCreation()
                        .getDurationAmount())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(35).toMillis());
    }
}
