package org.dcrkit.examples.spring.replay;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.dcrkit.replay.InProcessReplayGuard;
import org.dcrkit.replay.JdbcReplayGuard;
import org.dcrkit.spi.ReplayGuard;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The guard that {@code dcr.replay.guard} names. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    private static final String GUARD = "dcr.replay.guard";

    /** In the transaction that stores the client: what is rolled back was not used. */
    @Bean
    @ConditionalOnProperty(name = GUARD, havingValue = "jdbc", matchIfMissing = true)
    JdbcReplayGuard databaseGuard(DataSource database) {
        return JdbcReplayGuard.builder(new TransactionAwareDataSourceProxy(database))
                .joinTransactions()
                .build();
    }

    @Bean
    @ConditionalOnProperty(name = GUARD, havingValue = "memory")
    ReplayGuard memoryGuard(InstantSource clock) {
        return InProcessReplayGuard.create(clock);
    }

    @Bean
    @ConditionalOnProperty(name = GUARD, havingValue = "hazelcast")
    HazelcastCluster hazelcast(ReplayProperties replay) {
        return new HazelcastCluster(replay.hazelcast());
    }

    @Bean
    @ConditionalOnProperty(name = GUARD, havingValue = "hazelcast")
    ReplayGuard clusterGuard(HazelcastCluster cluster) {
        return cluster.guard();
    }
}
