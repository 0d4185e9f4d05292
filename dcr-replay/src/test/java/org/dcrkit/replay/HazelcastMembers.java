package org.dcrkit.replay;

import com.hazelcast.cache.ICache;
import com.hazelcast.cache.impl.CacheService;
import com.hazelcast.cache.impl.HazelcastServerCachingProvider;
import com.hazelcast.cache.impl.ICacheRecordStore;
import com.hazelcast.cache.impl.ICacheService;
import com.hazelcast.cache.impl.record.CacheRecord;
import com.hazelcast.config.CacheConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.spi.impl.NodeEngineImpl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Three members of Hazelcast that found each other over TCP on loopback; each keeps a copy of another's entries. */
final class HazelcastMembers implements AutoCloseable {

    private static final int MEMBERS = 3;

    private final List<HazelcastInstance> members = new ArrayList<>();

    HazelcastMembers() throws IOException {
        String cluster = "dcr-" + UUID.randomUUID();
        List<Integer> ports = freePorts();
        for (int port : ports) {
            members.add(Hazelcast.newHazelcastInstance(config(cluster, port, ports)));
        }
    }

    List<HazelcastInstance> members() {
        return members;
    }

    /** The cache of that name as each member sees it. */
    List<Cache<String, String>> caches(String name, MutableConfiguration<String, String> configuration) {
        CacheConfig<String, String> config = new CacheConfig<>(configuration)
                .setBackupCount(1)
                .setSplitBrainProtectionName("majority")
                .setEvictionConfig(new EvictionConfig().setSize(Integer.MAX_VALUE));
        List<Cache<String, String>> caches = new ArrayList<>();
        for (HazelcastInstance member : members) {
            CacheManager manager = new HazelcastServerCachingProvider(member).getCacheManager();
            caches.add(manager.createCache(name, config));
        }
        return caches;
    }

    /** When that entry ends, as the members that keep it say. */
    Instant end(Cache<String, String> cache, String key) {
        String name = cache.unwrap(ICache.class).getPrefixedName();
        List<Long> ends = new ArrayList<>();
        for (HazelcastInstance member : members) {
            NodeEngineImpl node =
                    ((HazelcastInstanceProxy) member).getOriginal().node.getNodeEngine();
            Data data = node.toData(key);
            CacheService caches = node.getService(ICacheService.SERVICE_NAME);
            ICacheRecordStore records =
                    caches.getRecordStore(name, node.getPartitionService().getPartitionId(data));
            CacheRecord<?, ?> entry = records == null ? null : records.getRecord(data);
            if (entry != null) {
                ends.add(entry.getExpirationTime());
            }
        }
        return Instant.ofEpochMilli(Collections.min(ends));
    }

    /** A member dies without a farewell. */
    void kill(int member) {
        members.get(member).getLifecycleService().terminate();
    }

    @Override
    public void close() {
        members.forEach(member -> member.getLifecycleService().terminate());
    }

    private static Config config(String cluster, int port, List<Integer> ports) {
        Config config = new Config("dcr-" + UUID.randomUUID())
                .setClusterName(cluster)
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.logging.type", "none")
                .setProperty("hazelcast.partition.count", "31")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.getMetricsConfig().setEnabled(false);
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("majority", true, MEMBERS / 2 + 1));
        config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(other -> join.getTcpIpConfig().addMember("127.0.0.1:" + other));
        return config;
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int i = 0; i < MEMBERS; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                sockets.add(socket);
                ports.add(socket.getLocalPort());
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
