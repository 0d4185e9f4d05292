package org.dcrkit.examples.spring.replay;

import com.hazelcast.cache.impl.HazelcastServerCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.impl.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.spi.CachingProvider;
import org.dcrkit.replay.JCacheReplayGuard;
import org.dcrkit.spi.ReplayGuard;

/**
 * This process as a member of a Hazelcast cluster or as a client of one, and the guard whose marks the members keep together.
 *
 * <p>A node that is a member takes a share of the marks along when it dies, of which another member has a copy; a request that
 * it had marked and not yet stored is spent. Members apart from the nodes may die without that.
 */
public final class HazelcastCluster implements AutoCloseable {

    private static final String CACHE = "dcr-used-token";
    private static final String MAJORITY = "majority";
    private static final int THREADS = 64;
    private static final int WAITING = 1_000;

    private final HazelcastInstance hazelcast;
    private final int needed;
    private final ExecutorService threads = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), HazelcastCluster::thread);
    private final ReplayGuard guard;

    HazelcastCluster(ReplayProperties.Hazelcast given) {
        this.needed = majority(given);
        this.hazelcast = given.address().isEmpty()
                ? HazelcastClient.newHazelcastClient(client(given))
                : Hazelcast.newHazelcastInstance(member(given));
        CacheConfig<String, String> settings = new CacheConfig<>(JCacheReplayGuard.configuration(given.longest()))
                .setBackupCount(1)
                .setSplitBrainProtectionName(MAJORITY)
                .setEvictionConfig(new EvictionConfig().setSize(Integer.MAX_VALUE));
        CachingProvider caching = given.address().isEmpty()
                ? new HazelcastClientCachingProvider(hazelcast)
                : new HazelcastServerCachingProvider(hazelcast);
        Cache<String, String> cache = caching.getCacheManager().createCache(CACHE, settings);
        this.guard = JCacheReplayGuard.builder(cache, given.longest(), threads).build();
    }

    /** Remembers in the cluster. */
    public ReplayGuard guard() {
        return guard;
    }

    /** How many members this process sees; a client that has lost all of them, how many it saw last. */
    public int seen() {
        return hazelcast.getCluster().getMembers().size();
    }

    /** How many members are a majority of those that the configuration names. */
    public int needed() {
        return needed;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        hazelcast.shutdown();
    }

    private static int majority(ReplayProperties.Hazelcast given) {
        return given.members().size() / 2 + 1;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "replay-guard");
        thread.setDaemon(true);
        return thread;
    }

    /** Calls are made again if a member dies over them: a mark recognises its writer. */
    private static ClientConfig client(ReplayProperties.Hazelcast given) {
        ClientConfig config =
                new ClientConfig().setClusterName(given.cluster()).setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().setAddresses(given.members()).setRedoOperation(true);
        return config;
    }

    private static Config member(ReplayProperties.Hazelcast given) {
        String[] address = given.address().split(":", 2);
        Config config = new Config()
                .setClusterName(given.cluster())
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig(MAJORITY, true, majority(given)));
        config.getNetworkConfig().setPort(Integer.parseInt(address[1])).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(address[0]);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        given.members().forEach(join.getTcpIpConfig()::addMember);
        return config;
    }
}
