package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.cache.Cache;
import org.infinispan.AdvancedCache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.container.entries.InternalCacheEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Three nodes of Infinispan")
class InfinispanTest extends JCacheContract implements SoftwareClaimsContract {

    private static InfinispanNodes cluster;
    private static List<Cache<String, String>> tokens;
    private static List<Cache<String, String>> software;

    @BeforeAll
    static void start() throws Exception {
        cluster = new InfinispanNodes();
        tokens = cluster.caches("dcr-tokens", JCacheReplayGuard.configuration(LONGEST));
        software = cluster.caches("dcr-claims", JCacheRegisteredSoftware.configuration(Duration.ofMinutes(1)));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    List<Cache<String, String>> tokenCaches() {
        return tokens;
    }

    @Override
    List<Cache<String, String>> claimCaches() {
        return software;
    }

    @Override
    public List<JCacheRegisteredSoftware> claims() {
        return super.claims();
    }

    @Override
    Instant endOfMark(String key) {
        CacheEntry<?, ?> entry = tokens.get(0).unwrap(AdvancedCache.class).getCacheEntry(key);
        return Instant.ofEpochMilli(((InternalCacheEntry<?, ?>) entry).getExpiryTime());
    }

    @Test
    @DisplayName(
            "Each token, offered to all nodes at once, never passes twice, though a node drops off half-way; of those under way"
                    + " four at most are marked without an answer, and four at most stay undecided")
    void nodeDies() throws Exception {
        try (InfinispanNodes nodes = new InfinispanNodes()) {
            List<JCacheReplayGuard> guards =
                    guards(nodes.caches("dcr-tokens", JCacheReplayGuard.configuration(LONGEST)), DEADLINE);
            TokenStorm storm = new TokenStorm(guards, TokenStorm.USUAL);
            storm.blow(() -> nodes.kill(2), 2);
            System.out.println("Infinispan, a node drops off: " + storm.verify(0, 4, 4));

            double dropped = secondsUntilUnavailable(guards.get(2));
            System.out.printf("Infinispan, unavailable after: the node that dropped off %.2f s%n", dropped);
            assertThat(dropped).isBetween(0.0, 3.0);
        }
    }
}
