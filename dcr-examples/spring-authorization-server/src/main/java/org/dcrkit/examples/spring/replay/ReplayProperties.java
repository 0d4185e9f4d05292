package org.dcrkit.examples.spring.replay;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where it is remembered which requests were used.
 *
 * @param guard in the database, in a cache of the cluster, or in the memory of this one process
 * @param hazelcast the cluster, where it is one
 */
@ConfigurationProperties("dcr.replay")
public record ReplayProperties(
        @DefaultValue("jdbc") Guard guard, @DefaultValue Hazelcast hazelcast) {

    /** The guards there are. */
    public enum Guard {
        /** The table {@code dcr_used_token}, in the transaction that stores the client. */
        JDBC,
        /** A cache of a Hazelcast cluster, of which this process is a member or a client. */
        HAZELCAST,
        /** This process alone: for one node that may forget when it restarts. */
        MEMORY
    }

    /**
     * A Hazelcast cluster. Of a majority of its members it needs the agreement, so that two halves that lost each other do
     * not both take a request for the first.
     *
     * @param cluster its name
     * @param address where this process is a member, as {@code host:port}; without it, it is a client of the members
     * @param members where all members are
     * @param longest how long a request is remembered: one that is valid longer cannot be decided
     */
    public record Hazelcast(
            @DefaultValue("bank") String cluster,
            @DefaultValue("") String address,
            @DefaultValue("127.0.0.1:5701") List<String> members,
            @DefaultValue("2h") Duration longest) {}
}
