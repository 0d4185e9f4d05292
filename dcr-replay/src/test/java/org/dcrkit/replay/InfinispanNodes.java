package org.dcrkit.replay;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.infinispan.jcache.embedded.JCachingProvider;

/** Three nodes of Infinispan, connected by TCP on loopback; each keeps a copy of everything. */
final class InfinispanNodes implements AutoCloseable {

    private static final int NODES = 3;

    /** Three nodes in one process say everything three times; kept, so that the level is. */
    private static final List<Logger> QUIET =
            Stream.of("org.infinispan", "org.jgroups").map(Logger::getLogger).toList();

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final String cluster = "dcr-" + UUID.randomUUID();
    private final List<CacheManager> nodes = new ArrayList<>();

    InfinispanNodes() {
        for (int node = 0; node < NODES; node++) {
            Properties properties = new Properties();
            properties.setProperty("dcr.cluster", cluster);
            properties.setProperty("dcr.node", name(node));
            nodes.add(new JCachingProvider()
                    .getCacheManager(
                            URI.create("infinispan-loopback.xml"), InfinispanNodes.class.getClassLoader(), properties));
        }
    }

    /** The cache of that name, which begins with {@code dcr-}, as each node sees it. */
    List<Cache<String, String>> caches(String name, MutableConfiguration<String, String> configuration) {
        List<Cache<String, String>> caches = new ArrayList<>();
        for (CacheManager node : nodes) {
            caches.add(node.createCache(name, configuration));
        }
        return caches;
    }

    /** A node drops off the network without a farewell. */
    void kill(int node) throws Exception {
        Unplug.node(name(node));
    }

    @Override
    public void close() {
        nodes.forEach(CacheManager::close);
    }

    private String name(int node) {
        return cluster + "-" + node;
    }
}
