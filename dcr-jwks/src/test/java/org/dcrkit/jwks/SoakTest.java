package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.FaultyTlsServer.HOST;
import static org.dcrkit.jwks.FaultyTlsServer.ok;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Good and bad fetches in turn, for as long as {@code -Ddcr.soak} says (an ISO 8601 duration; 3 seconds if it does not). */
@Timeout(7_200)
class SoakTest {

    private static final Duration TIME = Duration.parse(System.getProperty("dcr.soak", "PT3S"));

    @Test
    @DisplayName("CCH-17: after fetches good and bad, no thread and no socket is left, and memory does not grow")
    void leavesNothingBehind() throws Exception {
        PinnedTicker ticker = new PinnedTicker();
        Random random = new Random(17);
        Fault[] quick = {
            Fault.TLS_FAILURE, Fault.RESET, Fault.SERVER_ERROR, Fault.GARBAGE, Fault.EMPTY_SET, Fault.OVERSIZED
        };
        String set = TestKeys.set(TestKeys.jwk("known", TestKeys.EC));
        try (FaultyTlsServer server = new FaultyTlsServer(ok(set));
                JwksKeySource source = JwksKeySource.builder(HttpsFetching.source(server)
                                .connectTimeout(Duration.ofSeconds(2))
                                .deadline(Duration.ofSeconds(5))
                                .privateHosts(AllowedHosts.of(HOST + ":" + server.port()))
                                .build())
                        .ticker(ticker)
                        .bounds(20, 1_000_000)
                        .build()) {
            long heapAfterWarmUp = 0;
            long socketsAfterWarmUp = 0;
            long end = System.nanoTime() + TIME.toNanos();
            int rounds = 0;
            while (System.nanoTime() < end || rounds < 100) {
                if (rounds == 50) {
                    heapAfterWarmUp = usedHeap();
                    socketsAfterWarmUp = openSockets();
                }
                server.behave(rounds % 2 == 0 ? ok(set) : quick[random.nextInt(quick.length)].behaviour());
                KeySetLocation location = HttpsFetching.location(server, "/" + random.nextInt(40) + ".jwks");
                try {
                    source.keySet(location, WantedKey.kid("known"));
                } catch (CheckUnavailableException expected) {
                    assertThat(expected.detail()).isNotEmpty();
                }
                ticker.advance(Duration.ofMinutes(1));
                server.requests().clear();
                rounds++;
            }
            assertThat(source.heldSets()).isLessThanOrEqualTo(20);
            assertThat(openSockets()).isLessThanOrEqualTo(socketsAfterWarmUp + 5);
            assertThat(fetchThreads()).isLessThanOrEqualTo(64);
            assertThat(usedHeap()).isLessThan(heapAfterWarmUp + heapAfterWarmUp / 20 + 5_000_000);
        }
    }

    private static long fetchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dcr-jwks-"))
                .count();
    }

    private static long openSockets() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.filter(SoakTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (java.io.IOException closedMeanwhile) {
            return false;
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
