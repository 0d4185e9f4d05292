package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.jwks.KeySourceCounters.Count;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers, many addresses, many key ids. */
@Timeout(120)
class JwksKeySourceLoadTest {

    private static final int CALLERS = 10_000;
    private static final int SMALL_STACK = 128 * 1024;

    private final PinnedTicker ticker = new PinnedTicker();

    private JwksKeySourceBuilder source(KeySetLoader.Origin origin) {
        return new JwksKeySourceBuilder(origin, Duration.ofSeconds(60)).ticker(ticker);
    }

    private static KeySetLocation at(String host, String path) {
        return new KeySetLocation(
                HttpsUrl.parse("https://" + host + path).orElseThrow(),
                Purpose.SOFTWARE,
                AllowedHosts.of(".example.org"));
    }

    private static Fetched fetched(String kid) {
        PublishedKey key = PublishedKey.of(kid, EC.getPublic(), KeyUse.SIGNATURE, kid);
        return new Fetched(KeySet.of("test", NOW, List.of(key), List.of()), Optional.empty(), 500);
    }

    private static void waitUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(100_000);
        }
    }

    /** Asks from 10,000 threads at once; the fetch ends only when all of them have asked. */
    private void stampede(boolean warm) throws Exception {
        KeySetLocation location = at("a.example.org", "/a.jwks");
        AtomicInteger fetches = new AtomicInteger();
        AtomicInteger asking = new AtomicInteger();
        JwksKeySource[] built = new JwksKeySource[1];
        long before = warm ? 1 : 0;
        built[0] = source(asked -> {
                    if (fetches.incrementAndGet() > before) {
                        waitUntil(() -> built[0].counters().get(Count.REQUESTS) == CALLERS + before);
                    }
                    return fetched("known");
                })
                .build();
        try (JwksKeySource source = built[0]) {
            if (warm) {
                source.keySet(location, WantedKey.any());
                ticker.advance(Duration.ofMinutes(20));
            }
            Queue<KeySet> answers = new ConcurrentLinkedQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                Runnable task = () -> {
                    try {
                        asking.incrementAndGet();
                        answers.add(source.keySet(location, WantedKey.kid("known")));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                };
                Thread caller = new Thread(null, task, "caller-" + i, SMALL_STACK);
                caller.setDaemon(true);
                callers.add(caller);
                caller.start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(asking).hasValue(CALLERS);
            assertThat(answers).hasSize(CALLERS).allMatch(set -> set == answers.peek());
            assertThat(fetches.get() - before).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("CCH-04: 10,000 threads, one address, cold cache: exactly one fetch")
    void coldStampede() throws Exception {
        stampede(false);
    }

    @Test
    @DisplayName("CCH-04: 10,000 threads on an expired entry: exactly one fetch")
    void expiredStampede() throws Exception {
        stampede(true);
    }

    @Test
    @DisplayName(
            "CCH-09: 1,000,000 unknown kids over 30 seconds: one fetch, bounded memory, known keys served throughout")
    void flood() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        KeySetLocation location = at("a.example.org", "/a.jwks");
        try (JwksKeySource source = source(asked -> {
                    fetches.incrementAndGet();
                    return fetched("known");
                })
                .executor(Runnable::run)
                .rememberUnknownKids(1_000, Duration.ofMinutes(5))
                .build()) {
            WantedKey known = WantedKey.kid("known");
            KeySet first = source.keySet(location, known);
            for (int i = 0; i < 1_000_000; i++) {
                ticker.advance(Duration.ofNanos(29_999));
                assertNoKey(source.keySet(location, WantedKey.kid("made-up-" + i)));
                if (i % 1_000 == 0) {
                    assertThat(source.keySet(location, known)).isSameAs(first);
                }
            }
            assertThat(fetches).hasValue(1);
            assertThat(source.rememberedUnknownKids()).isLessThanOrEqualTo(1_000);

            for (int minute = 0; minute < 20_000; minute++) {
                ticker.advance(Duration.ofSeconds(30));
                source.keySet(location, WantedKey.kid("another-" + minute));
            }
            assertThat(fetches).hasValue(1 + 20_000);
            assertThat(source.rememberedUnknownKids()).isLessThanOrEqualTo(1_000);
            assertThat(source.heldSets()).isEqualTo(1);
        }
    }

    private static void assertNoKey(KeySet set) {
        if (set.keys().size() != 1 || !set.keys().get(0).kid().equals("known")) {
            throw new AssertionError("not the known set: " + set);
        }
    }

    @Test
    @DisplayName("10,000 addresses through a cache of 1,000: bounded by number, and every answer the right one")
    void manyAddresses() throws Exception {
        try (JwksKeySource source = source(asked -> fetched(asked.url().path()))
                .executor(Runnable::run)
                .bounds(1_000, 64L * 1024 * 1024)
                .build()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 10_000; i++) {
                    KeySetLocation location = at("a.example.org", "/" + i + ".jwks");
                    KeySet set = source.keySet(location, WantedKey.any());
                    assertThat(set.keys().get(0).kid()).isEqualTo("/" + i + ".jwks");
                }
                assertThat(source.heldSets()).isBetween(1L, 1_000L);
            }
        }
    }

    @Test
    @DisplayName("Sets are bounded by their size, too")
    void largeSets() throws Exception {
        try (JwksKeySource source = source(asked -> new Fetched(fetched("k").set(), Optional.empty(), 100_000))
                .executor(Runnable::run)
                .bounds(1_000, 1_000_000)
                .build()) {
            for (int i = 0; i < 500; i++) {
                source.keySet(at("a.example.org", "/" + i + ".jwks"), WantedKey.any());
            }
            assertThat(source.heldSets()).isBetween(1L, 10L);
        }
    }

    @Test
    @DisplayName("10,000 virtual threads, fetches on virtual threads: exactly one fetch (JDK 21 and later)")
    void virtualThreads() throws Exception {
        Optional<ExecutorService> virtual = virtualThreadExecutor();
        assumeTrue(virtual.isPresent(), "skipped: this JDK has no virtual threads");
        ExecutorService threads = virtual.orElseThrow();
        KeySetLocation location = at("a.example.org", "/a.jwks");
        AtomicInteger fetches = new AtomicInteger();
        JwksKeySource[] built = new JwksKeySource[1];
        built[0] = source(asked -> {
                    fetches.incrementAndGet();
                    waitUntil(() -> built[0].counters().get(Count.REQUESTS) == CALLERS);
                    return fetched("known");
                })
                .executor(threads)
                .build();
        List<Future<KeySet>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            answers.add(threads.submit(() -> built[0].keySet(location, WantedKey.kid("known"))));
        }
        for (Future<KeySet> answer : answers) {
            assertThat(answer.get()).isSameAs(answers.get(0).get());
        }
        assertThat(fetches).hasValue(1);
        threads.shutdownNow();
    }

    private static Optional<ExecutorService> virtualThreadExecutor()
            throws IllegalAccessException, InvocationTargetException {
        try {
            return Optional.of((ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
        } catch (NoSuchMethodException olderThan21) {
            return Optional.empty();
        }
    }

    @Test
    @DisplayName("CCH-11: a host that hangs takes its own places only; other hosts are served at once")
    void bulkhead() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        try (JwksKeySource source = source(asked -> {
                    if (asked.url().host().startsWith("slow")) {
                        hanging.incrementAndGet();
                        waitUntil(() -> release.getCount() == 0);
                    }
                    return fetched("known");
                })
                .fetchesPerHost(4, 20)
                .build()) {
            List<Thread> victims = new ArrayList<>();
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger served = new AtomicInteger();
            for (int i = 0; i < 30; i++) {
                KeySetLocation location = at("slow.example.org", "/" + i + ".jwks");
                Thread victim = new Thread(() -> {
                    try {
                        source.keySet(location, WantedKey.any());
                        served.incrementAndGet();
                    } catch (CheckUnavailableException e) {
                        refused.incrementAndGet();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                victim.setDaemon(true);
                victim.start();
                victims.add(victim);
            }
            waitUntil(() -> refused.get() == 6 && hanging.get() == 4);
            for (int i = 0; i < 30; i++) {
                assertThat(source.keySet(at("fast.example.org", "/" + i + ".jwks"), WantedKey.any())
                                .keys())
                        .hasSize(1);
            }
            assertThat(hanging).hasValue(4);
            assertThat(source.counters().get(Count.OVERLOADS)).isEqualTo(6);
            release.countDown();
            for (Thread victim : victims) {
                victim.join();
            }
            assertThat(served).hasValue(24);
        }
    }

    @Test
    @DisplayName("A caller waits no longer than it was told, for a set that is known or not")
    void boundedWait() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger fetches = new AtomicInteger();
        KeySetLocation location = at("a.example.org", "/a.jwks");
        try (JwksKeySource source = source(asked -> {
                    if (fetches.incrementAndGet() == 2) {
                        waitUntil(() -> release.getCount() == 0);
                    }
                    return fetched("known");
                })
                .maxWait(Duration.ofMillis(100))
                .build()) {
            source.keySet(location, WantedKey.any());
            ticker.advance(Duration.ofMinutes(16));
            assertThat(source.keySet(location, WantedKey.kid("known")).stale()).isTrue();
            assertThatThrownBy(() -> source.keySet(location, WantedKey.kid("new")))
                    .isInstanceOf(CheckUnavailableException.class)
                    .hasMessageContaining("within 100 ms");
            assertThat(fetches).hasValue(2);
            release.countDown();
            waitUntil(() -> {
                try {
                    return !source.keySet(location, WantedKey.kid("known")).stale();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Test
    @DisplayName("FET-24: an interrupted caller stops waiting and stays interrupted; the fetch goes on for the others")
    void interrupted() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        KeySetLocation location = at("a.example.org", "/a.jwks");
        try (JwksKeySource source = source(asked -> {
                    waitUntil(() -> release.getCount() == 0);
                    return fetched("known");
                })
                .build()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> source.keySet(location, WantedKey.any()))
                    .isInstanceOf(CheckUnavailableException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            release.countDown();
            assertThat(source.keySet(location, WantedKey.any()).keys()).hasSize(1);
            assertThat(source.counters().get(Count.FETCHES)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "CCH-08: a server that fails every other time and alternates two sets: every warm question is answered")
    void flapping() throws Exception {
        AtomicInteger fetches = new AtomicInteger();
        KeySetLocation location = at("a.example.org", "/a.jwks");
        try (JwksKeySource source = source(asked -> {
                    int number = fetches.getAndIncrement();
                    if (number % 2 == 1) {
                        throw new CheckUnavailableException("flapping", Duration.ZERO);
                    }
                    PublishedKey both = PublishedKey.of("both", EC.getPublic(), KeyUse.SIGNATURE, "both");
                    PublishedKey one = PublishedKey.of("one-" + number % 4, EC.getPublic(), KeyUse.SIGNATURE, "one");
                    return new Fetched(KeySet.of("test", NOW, List.of(both, one), List.of()), Optional.empty(), 500);
                })
                .executor(Runnable::run)
                .build()) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(source.keySet(location, WantedKey.kid("both")).find("both"))
                        .isPresent();
                ticker.advance(Duration.ofSeconds(7));
            }
            assertThat(fetches.get()).isGreaterThan(100);
        }
    }
}
