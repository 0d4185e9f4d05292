package org.dcrkit.examples.spring.nodes;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import java.util.List;

/** A member of a Hazelcast cluster on loopback that is nothing else, in a process of its own. */
final class CacheMember {

    static final String READY = "the member is ready";

    private CacheMember() {}

    /**
     * Joins.
     *
     * @param arguments the cluster's name, the member's port, and the addresses of all members
     */
    public static void main(String... arguments) {
        List<String> members = List.of(arguments).subList(2, arguments.length);
        Config config = new Config()
                .setClusterName(arguments[0])
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("majority", true, members.size() / 2 + 1));
        config.getNetworkConfig().setPort(Integer.parseInt(arguments[1])).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members);
        Hazelcast.newHazelcastInstance(config);
        System.out.println(READY);
    }
}
