package org.dcrkit.examples.spring.operation;

import java.time.Instant;
import java.time.InstantSource;
import org.dcrkit.examples.spring.replay.HazelcastCluster;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the Hazelcast cluster remembers, under the name {@code replay}: it is asked as for a request, since neither the
 * members seen nor a connection say that it answers. {@code DOWN} without an answer, as this node registers nobody then and
 * one on the majority's side of a split may. The other guards are in the database, whose health is {@code db}, or in memory.
 */
@Component
@ConditionalOnProperty(name = "dcr.replay.guard", havingValue = "hazelcast")
class ReplayHealthIndicator extends AbstractHealthIndicator {

    /** No request is of that issuer. With that end, each mark takes the place of the one before and nothing piles up. */
    private static final TokenUse QUESTION = new TokenUse("health", "health");

    private static final Instant ENDED = Instant.EPOCH;

    private final HazelcastCluster cluster;
    private final InstantSource clock;

    ReplayHealthIndicator(HazelcastCluster cluster, InstantSource clock) {
        super("the Hazelcast cluster cannot say whether a request was used");
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws CheckUnavailableException {
        health.up().withDetail("membersSeen", cluster.seen()).withDetail("membersNeeded", cluster.needed());
        cluster.guard().firstUse(QUESTION, ENDED, clock.instant());
    }
}
