package org.dcrkit.examples;

import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.sql.DataSource;
import org.dcrkit.replay.JCacheReplayGuard;
import org.dcrkit.replay.JdbcRegisteredSoftware;
import org.dcrkit.replay.JdbcReplayGuard;
import org.dcrkit.replay.SoftwareClaims;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;

/** The code that docs/many-nodes.md shows, between its marks; {@link ManyNodesDocumentTest} compares and runs it. */
final class ManyNodesSnippets {

    private ManyNodesSnippets() {}

    static Map.Entry<ReplayGuard, SoftwareClaims> database(DataSource transactionAware) {
        // snippet: database
        ReplayGuard guard =
                JdbcReplayGuard.builder(transactionAware).joinTransactions().build();
        SoftwareClaims software = JdbcRegisteredSoftware.builder(transactionAware)
                .joinTransactions()
                .build();
        // end
        return Map.entry(guard, software);
    }

    static int purge(JdbcReplayGuard guard, InstantSource clock) throws CheckUnavailableException {
        // snippet: purge
        int deleted = guard.purge(clock.instant().minus(Duration.ofMinutes(5)));
        // end
        return deleted;
    }

    static ReplayGuard cache(CacheManager caches) {
        // snippet: cache
        Duration longest = Duration.ofMinutes(35);
        Cache<String, String> cache = caches.createCache("dcr-tokens", JCacheReplayGuard.configuration(longest));
        ExecutorService calls = new ThreadPoolExecutor(0, 32, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
        ReplayGuard guard = JCacheReplayGuard.builder(cache, longest, calls)
                .deadline(Duration.ofSeconds(2))
                .build();
        // end
        return guard;
    }

    static Map.Entry<Config, CacheConfig<String, String>> hazelcast(Duration longest) {
        // snippet: hazelcast
        Config member = new Config();
        member.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("majority", true, 2));
        CacheConfig<String, String> tokens = new CacheConfig<>(JCacheReplayGuard.configuration(longest))
                .setBackupCount(1)
                .setSplitBrainProtectionName("majority")
                .setEvictionConfig(new EvictionConfig().setSize(Integer.MAX_VALUE));
        // end
        return Map.entry(member, tokens);
    }

    static Optional<String> register(SoftwareClaims software, String softwareId, Consumer<String> store)
            throws CheckUnavailableException {
        // snippet: claim
        String clientId = UUID.randomUUID().toString();
        if (!software.claim("Open Banking", "live", softwareId, clientId)) {
            return Optional.empty(); // another node was faster: refuse as a duplicate
        }
        try {
            store.accept(clientId);
            return Optional.of(clientId);
        } finally {
            software.release("Open Banking", "live", softwareId, clientId);
        }
        // end
    }
}
