package org.dcrkit.replay;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A cache whose faults are chosen: what real clusters do at moments that no test can choose. */
abstract class FaultyCache {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final Duration LONGEST = Duration.ofMinutes(10);
    static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    static final TokenUse TOKEN = new TokenUse("software-1", "jti-1");

    private static final MutableConfiguration<String, String> SETTINGS = JCacheReplayGuard.configuration(LONGEST);

    final ExecutorService threads = Executors.newCachedThreadPool();
    final ConcurrentMap<String, String> entries = new ConcurrentHashMap<>();
    final ConcurrentMap<String, Instant> made = new ConcurrentHashMap<>();
    final AtomicReference<Instant> now = new AtomicReference<>(START);
    final AtomicInteger failures = new AtomicInteger();
    final AtomicReference<Runnable> afterPut = new AtomicReference<>(() -> {});
    final AtomicReference<Runnable> beforePut = new AtomicReference<>(() -> {});
    final AtomicReference<Runnable> beforeRemove = new AtomicReference<>(() -> {});
    final Semaphore removals = new Semaphore(0);
    final Cache<String, String> cache = cache();

    @SuppressWarnings("unchecked")
    private static Cache<String, String> cache() {
        return mock(Cache.class);
    }

    @BeforeEach
    @SuppressWarnings("unchecked")
    void cacheOverAMap() {
        when(cache.getName()).thenReturn("tokens");
        when(cache.getConfiguration(any(Class.class))).thenReturn((CompleteConfiguration<String, String>) SETTINGS);
        doAnswer(call -> {
                    beforePut.get().run();
                    String key = call.getArgument(0);
                    forgetIfOld(key);
                    boolean absent = entries.putIfAbsent(key, call.getArgument(1)) == null;
                    if (absent) {
                        made.put(key, now.get());
                    }
                    afterPut.get().run();
                    return absent;
                })
                .when(cache)
                .putIfAbsent(anyString(), anyString());
        when(cache.get(anyString())).thenAnswer(call -> entries.get(call.<String>getArgument(0)));
        when(cache.remove(anyString(), anyString())).thenAnswer(call -> {
            beforeRemove.get().run();
            boolean removed = entries.remove(call.<String>getArgument(0), call.<String>getArgument(1));
            removals.release();
            return removed;
        });
        when(cache.replace(anyString(), anyString(), anyString()))
                .thenAnswer(call -> replaced(call.getArgument(0), call.getArgument(1), call.getArgument(2)));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** What takes an entry's place ends with it, unless the cache's policy gives it a time of its own (JSR 107). */
    private boolean replaced(String key, String before, String after) {
        boolean replaced = entries.replace(key, before, after);
        if (replaced && SETTINGS.getExpiryPolicyFactory().create().getExpiryForUpdate() != null) {
            made.put(key, now.get());
        }
        return replaced;
    }

    /** The engine's clock is {@link #now}. */
    private void forgetIfOld(String key) {
        javax.cache.expiry.Duration kept =
                SETTINGS.getExpiryPolicyFactory().create().getExpiryForCreation();
        Instant since = made.get(key);
        if (since != null
                && since.plusMillis(kept.getTimeUnit().toMillis(kept.getDurationAmount()))
                        .isBefore(now.get())) {
            entries.remove(key);
        }
    }

    JCacheReplayGuard guard(Executor executor, Duration deadline) {
        return JCacheReplayGuard.builder(cache, LONGEST, executor)
                .deadline(deadline)
                .build();
    }

    static boolean use(JCacheReplayGuard guard) throws CheckUnavailableException {
        return guard.firstUse(TOKEN, START.plusSeconds(60), START);
    }

    void failTheNext(int calls, RuntimeException failure) {
        failures.set(calls);
        afterPut.set(() -> {
            if (failures.getAndDecrement() > 0) {
                throw failure;
            }
        });
    }
}
