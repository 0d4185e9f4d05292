package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a user of the testkit waits for; the median of several, so that a busy machine does not decide. */
class TestkitCostTest {

    private static final int ROUNDS = 41;

    @Test
    @DisplayName("After warm-up a full world takes less than 200 ms, a further signed request less than 25 ms")
    void cost() {
        TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
        Duration world = median(() -> FakeDirectory.openBanking(clock)
                .build()
                .tpp("Acme")
                .build()
                .registration("bank")
                .signed());
        FakeTpp tpp = FakeDirectory.openBanking(clock).build().tpp("Acme").build();
        Duration request = median(() -> tpp.registration("bank").signed());

        System.out.printf("world %d us, request %d us%n", world.toNanos() / 1_000, request.toNanos() / 1_000);
        assertThat(world).isLessThan(Duration.ofMillis(200));
        assertThat(request).isLessThan(Duration.ofMillis(25));
    }

    private static Duration median(Runnable work) {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[ROUNDS / 2]);
    }
}
