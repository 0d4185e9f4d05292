package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import javax.cache.Cache;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Three members of Hazelcast")
class HazelcastTest extends JCacheContract implements SoftwareClaimsContract {

    private static final int BEYOND_THE_DEFAULT = 12_000;

    private static HazelcastMembers cluster;
    private static List<Cache<String, String>> tokens;
    private static List<Cache<String, String>> software;

    @BeforeAll
    static void start() throws IOException {
        cluster = new HazelcastMembers();
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
    Instant endOfMark(String key) {
        return cluster.end(tokens.get(0), key);
    }

    @Override
    public List<JCacheRegisteredSoftware> claims() {
        return super.claims();
    }

    @Test
    @DisplayName(
            "A cache made as the documentation says forgets no living token beyond the 10,000 that are the default")
    void noEviction() throws Exception {
        List<JCacheReplayGuard> guards = nodes();
        List<TokenUse> many = new ArrayList<>();
        for (int i = 0; i < BEYOND_THE_DEFAULT; i++) {
            many.add(newToken());
        }
        assertThat(firsts(guards, many)).isEqualTo(BEYOND_THE_DEFAULT);
        assertThat(firsts(guards, many)).isZero();
    }

    private static int firsts(List<JCacheReplayGuard> guards, List<TokenUse> many) throws Exception {
        List<Future<Integer>> lanes = new ArrayList<>();
        for (JCacheReplayGuard guard : guards) {
            int lane = lanes.size();
            lanes.add(CALLS.submit(() -> {
                int firsts = 0;
                for (int i = lane; i < many.size(); i += guards.size()) {
                    firsts += use(guard, many.get(i), START) ? 1 : 0;
                }
                return firsts;
            }));
        }
        int firsts = 0;
        for (Future<Integer> lane : lanes) {
            firsts += lane.get();
        }
        return firsts;
    }

    @Test
    @DisplayName(
            "Each token, offered to all members at once, never passes twice, though a member dies half-way; of those under way"
                    + " four at most are marked without an answer, and none stays undecided")
    void memberDies() throws Exception {
        try (HazelcastMembers members = new HazelcastMembers()) {
            List<JCacheReplayGuard> guards =
                    guards(members.caches("dcr-tokens", JCacheReplayGuard.configuration(LONGEST)), DEADLINE);
            TokenStorm storm = new TokenStorm(guards, TokenStorm.USUAL);
            storm.blow(() -> members.kill(2), 2);
            System.out.println("Hazelcast, a member dies: " + storm.verify(0, 4, 0));

            assertThat(secondsUntilUnavailable(guards.get(2)))
                    .as("the dead member")
                    .isBetween(0.0, 3.0);
            members.kill(1);
            double alone = secondsUntilUnavailable(guards.get(0));
            members.kill(0);
            double down = secondsUntilUnavailable(guards.get(0));
            System.out.printf("Hazelcast, unavailable after: one of three left %.2f s, none %.2f s%n", alone, down);
            assertThat(alone).as("a member without a majority").isBetween(0.0, 3.0);
            assertThat(down).as("the whole cluster down").isBetween(0.0, 3.0);
        }
    }
}
