package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.FaultyTlsServer.HOST;
import static org.dcrkit.jwks.FaultyTlsServer.ok;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.OTHER_EC;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.set;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.dcrkit.jwks.KeySourceCounters.Count;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of the cache, every fault of the server, every kind of key id: 156 cells against real sockets. */
@Timeout(30)
class OutageMatrixTest {

    private static final Duration DEADLINE = Duration.ofMillis(800);
    /** The deadline, the grace for its result, and what a loaded machine adds. */
    private static final Duration LATENCY_BOUND = DEADLINE.plusMillis(250).plusMillis(1_500);

    private static final Map<String, Observed> CELLS = new ConcurrentHashMap<>();

    enum Warmth {
        COLD("Cold: nothing is known", null),
        FRESH("Fresh: fetched a minute ago", Duration.ofMinutes(1)),
        EXPIRED("Expired: fetched 16 minutes ago, of 15", Duration.ofMinutes(16)),
        BEYOND_STALE("Beyond stale: fetched more than 24 hours and 15 minutes ago", Duration.ofMinutes(24 * 60 + 15));

        private final String words;
        private final Duration age;

        Warmth(String words, Duration age) {
            this.words = words;
            this.age = age;
        }
    }

    enum Wanted {
        KNOWN,
        UNKNOWN,
        ROTATED;

        String kid() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    enum Outcome {
        FOUND("found"),
        FOUND_STALE("found, stale"),
        ABSENT("not in the set"),
        UNAVAILABLE("unavailable");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    record Observed(Outcome outcome, long fetches, List<String> events) {
        @Override
        public String toString() {
            return outcome.words + "; " + fetches + "; " + (events.isEmpty() ? "-" : String.join(", ", events));
        }
    }

    static Stream<Arguments> cells() {
        return Stream.of(Warmth.values())
                .flatMap(warmth -> Stream.of(Fault.values())
                        .flatMap(fault -> Stream.of(Wanted.values()).map(kid -> Arguments.of(warmth, fault, kid))));
    }

    /** The specification, in a few lines. */
    private static Observed expected(Warmth warmth, Fault fault, Wanted wanted) {
        if (warmth == Warmth.FRESH && wanted == Wanted.KNOWN) {
            return new Observed(Outcome.FOUND, 0, List.of());
        }
        if (fault == Fault.WITHOUT_OUR_KID) {
            return new Observed(Outcome.ABSENT, 1, List.of("fetched", "unknownKid"));
        }
        boolean served = warmth == Warmth.EXPIRED && wanted == Wanted.KNOWN;
        Stream<String> rejected = switch (fault) {
            case GARBAGE -> Stream.of("setRejected NOT_JSON");
            case EMPTY_SET -> Stream.of("setRejected EMPTY");
            default -> Stream.empty();
        };
        Stream<String> asked = switch (warmth) {
            case COLD, BEYOND_STALE -> Stream.of("refreshFailed");
            case FRESH -> Stream.of("refreshFailed", "unknownKid");
            case EXPIRED -> Stream.of("refreshFailed", served ? "servedStale" : "unknownKid");
        };
        return new Observed(
                served ? Outcome.FOUND_STALE : Outcome.UNAVAILABLE,
                1,
                Stream.concat(rejected, asked).toList());
    }

    /** The first handshake of a JVM loads classes for longer than a deadline of these tests. */
    @BeforeAll
    static void loadClasses() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(set(jwk("known", EC))))) {
            HttpsFetching.source(server)
                    .deadline(Duration.ofSeconds(20))
                    .build()
                    .keySet(HttpsFetching.location(server, "/"), WantedKey.any());
        }
    }

    @ParameterizedTest(name = "{0}, {1}, kid {2}")
    @MethodSource("cells")
    void cell(Warmth warmth, Fault fault, Wanted wanted) throws Exception {
        PinnedTicker ticker = new PinnedTicker();
        RecordingListener listener = new RecordingListener();
        AtomicReference<HostResolver> names = new AtomicReference<>(host -> at("127.0.0.1"));
        try (FaultyTlsServer server = new FaultyTlsServer(ok(set(jwk("known", EC))));
                IdleAwareExecutor threads = new IdleAwareExecutor()) {
            HttpsKeySource https = HttpsKeySource.builder(InstantSource.fixed(NOW))
                    .trustStore(FaultyTlsServer.trust())
                    .privateHosts(AllowedHosts.of(HOST + ":" + server.port()))
                    .resolver(host -> names.get().resolve(host))
                    .connectTimeout(Duration.ofMillis(200))
                    .deadline(DEADLINE)
                    .build();
            JwksKeySource source = JwksKeySource.builder(https)
                    .ticker(ticker)
                    .listener(listener)
                    .executor(threads)
                    .build();
            KeySetLocation location = HttpsFetching.location(server, "/keys.jwks");
            if (warmth.age != null) {
                source.keySet(location, WantedKey.kid("known"));
                ticker.advance(warmth.age);
            }
            listener.events.clear();
            long fetchesBefore = source.counters().get(Count.FETCHES);
            int connectionsBefore = server.connections();

            server.behave(fault.behaviour());
            if (!fault.reachesServer()) {
                names.set(
                        fault == Fault.REFUSED
                                ? host -> at("127.0.0.2")
                                : host -> {
                                    throw new UnknownHostException(host);
                                });
            }
            long start = System.nanoTime();
            Outcome outcome = ask(source, location, wanted);
            Duration latency = Duration.ofNanos(System.nanoTime() - start);

            long fetches = source.counters().get(Count.FETCHES) - fetchesBefore;
            Observed observed = new Observed(outcome, fetches, List.copyOf(listener.events));
            assertThat(observed).isEqualTo(expected(warmth, fault, wanted));
            assertThat(latency).isLessThan(LATENCY_BOUND);
            assertThat(server.connections() - connectionsBefore).isEqualTo(fault.reachesServer() ? (int) fetches : 0);

            assertThat(ask(source, location, wanted)).as("asked again at once").isEqualTo(outcome);
            threads.awaitIdle();
            assertThat(source.counters().get(Count.FETCHES) - fetchesBefore)
                    .as("asking again costs no fetch")
                    .isEqualTo(fetches);

            names.set(host -> at("127.0.0.1"));
            server.behave(ok(set(jwk("known", EC), jwk("rotated", OTHER_EC))));
            ticker.advance(Duration.ofSeconds(30));
            ask(source, location, wanted);
            threads.awaitIdle();
            assertThat(ask(source, location, wanted))
                    .as("one cool-down after the fault is gone")
                    .isEqualTo(wanted == Wanted.UNKNOWN ? Outcome.ABSENT : Outcome.FOUND);
            CELLS.put(key(warmth, fault, wanted), observed);
        }
    }

    private static Outcome ask(JwksKeySource source, KeySetLocation location, Wanted wanted) throws Exception {
        try {
            KeySet set = source.keySet(location, WantedKey.kid(wanted.kid()));
            if (set.find(wanted.kid()).isEmpty()) {
                return Outcome.ABSENT;
            }
            return set.stale() ? Outcome.FOUND_STALE : Outcome.FOUND;
        } catch (CheckUnavailableException e) {
            assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
            return Outcome.UNAVAILABLE;
        }
    }

    private static List<InetAddress> at(String address) throws UnknownHostException {
        return List.of(InetAddress.getByName(address));
    }

    private static String key(Warmth warmth, Fault fault, Wanted wanted) {
        return warmth + "/" + fault + "/" + wanted;
    }

    @AfterAll
    static void table() throws Exception {
        if (CELLS.size() < cells().count()) {
            return; // some cells were not run, or failed and have been reported
        }
        StringBuilder text = new StringBuilder();
        for (Warmth warmth : Warmth.values()) {
            text.append("\n**").append(warmth.words).append("**\n\n| fault |");
            Stream.of(Wanted.values())
                    .forEach(wanted -> text.append(' ').append(wanted.kid()).append(" kid |"));
            text.append("\n|---|").append("---|".repeat(Wanted.values().length)).append('\n');
            for (Fault fault : Fault.values()) {
                text.append("| ").append(fault).append(" |");
                for (Wanted wanted : Wanted.values()) {
                    text.append(' ')
                            .append(CELLS.get(key(warmth, fault, wanted)))
                            .append(" |");
                }
                text.append('\n');
            }
        }
        GeneratedSection.check(
                Path.of("..", "docs", "quality.md"),
                "outage matrix",
                text.append('\n').toString());
    }
}
