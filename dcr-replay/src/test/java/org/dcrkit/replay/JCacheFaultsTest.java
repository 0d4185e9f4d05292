package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache whose faults are chosen: what real clusters do at moments that no test can choose. */
@DisplayName("A distributed cache in trouble")
@Timeout(30)
class JCacheFaultsTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final TokenUse TOKEN = new TokenUse("software-1", "jti-1");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentMap<String, String> entries = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> made = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<Runnable> afterPut = new AtomicReference<>(() -> {});
    private final Cache<String, String> cache = cache();

    @SuppressWarnings("unchecked")
    private static Cache<String, String> cache() {
        return mock(Cache.class);
    }

    @BeforeEach
    @SuppressWarnings("unchecked")
    void cacheOverAMap() {
        when(cache.getName()).thenReturn("tokens");
        when(cache.getConfiguration(any(Class.class)))
                .thenReturn((CompleteConfiguration<String, String>) JCacheReplayGuard.configuration(LONGEST));
        doAnswer(call -> {
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
        when(cache.remove(anyString(), anyString()))
                .thenAnswer(call -> entries.remove(call.<String>getArgument(0), call.<String>getArgument(1)));
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
        if (replaced
                && JCacheReplayGuard.configuration(LONGEST)
                                .getExpiryPolicyFactory()
                                .create()
                                .getExpiryForUpdate()
                        != null) {
            made.put(key, now.get());
        }
        return replaced;
    }

    private void forgetIfOld(String key) {
        if (made.getOrDefault(key, Instant.MAX).isBefore(now.get().minus(LONGEST))) {
            entries.remove(key);
        }
    }

    private JCacheReplayGuard guard(Executor executor, Duration deadline) {
        return JCacheReplayGuard.builder(cache, LONGEST, executor)
                .deadline(deadline)
                .build();
    }

    private static boolean use(JCacheReplayGuard guard) throws CheckUnavailableException {
        return guard.firstUse(TOKEN, START.plusSeconds(60), START);
    }

    private void failTheNext(int calls, RuntimeException failure) {
        failures.set(calls);
        afterPut.set(() -> {
            if (failures.getAndDecrement() > 0) {
                throw failure;
            }
        });
    }

    @Test
    @DisplayName(
            "A call that wrote its mark and lost the answer recognises the mark as its own, however often that happens")
    void lostAnswer() throws Exception {
        failTheNext(3, new CacheException("the member left"));
        assertThat(use(guard(threads, Duration.ofSeconds(10)))).isTrue();
        assertThat(failures.get()).as("four calls were made").isNegative();
        assertThat(use(guard(threads, Duration.ofSeconds(10)))).as("a replay").isFalse();
    }

    @Test
    @DisplayName(
            "A token whose mark was written, but could not be decided in time, is first when it comes to the same node again;"
                    + " once, and elsewhere never")
    void undecided() throws Exception {
        JCacheReplayGuard guard = guard(threads, Duration.ofMillis(200));
        failTheNext(Integer.MAX_VALUE, new CacheException("the member left"));
        assertThatThrownBy(() -> use(guard)).isInstanceOf(CheckUnavailableException.class);
        assertThatThrownBy(() -> use(guard)).isInstanceOf(CheckUnavailableException.class);
        assertThat(entries).hasSize(1);
        failTheNext(0, new CacheException("none"));

        assertThat(use(guard(threads, Duration.ofSeconds(10))))
                .as("another node")
                .isFalse();
        assertThat(use(guard)).isTrue();
        assertThat(use(guard)).as("a replay").isFalse();
    }

    @Test
    @DisplayName("Of 16 callers that come again with an undecided token at once, one is the first")
    void undecidedAtOnce() throws Exception {
        JCacheReplayGuard guard = guard(threads, Duration.ofSeconds(2));
        failTheNext(Integer.MAX_VALUE, new CacheException("the member left"));
        assertThatThrownBy(() -> use(guard)).isInstanceOf(CheckUnavailableException.class);
        failTheNext(0, new CacheException("none"));

        List<CompletableFuture<Boolean>> answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> answered(guard), threads))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnlyOnce(true);
    }

    @Test
    @DisplayName(
            "A token that several callers brought at once, and none was told of, is first when it comes again; once")
    void undecidedForSeveral() throws Exception {
        JCacheReplayGuard guard = guard(threads, Duration.ofMillis(500));
        failTheNext(Integer.MAX_VALUE, new CacheException("the member left"));
        List<CompletableFuture<Boolean>> callers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> isUndecided(guard), threads))
                .toList();
        assertThat(callers.stream().map(CompletableFuture::join)).containsOnly(true);
        failTheNext(0, new CacheException("none"));

        assertThat(use(guard)).isTrue();
        assertThat(use(guard)).as("a replay").isFalse();
    }

    private static boolean isUndecided(JCacheReplayGuard guard) {
        try {
            use(guard);
            return false;
        } catch (CheckUnavailableException e) {
            return true;
        }
    }

    @Test
    @DisplayName("A token with the jti of an undecided one and a later end passes once, as any other")
    void undecidedThenAnother() throws Exception {
        JCacheReplayGuard guard = guard(threads, Duration.ofMillis(200));
        failTheNext(Integer.MAX_VALUE, new CacheException("the member left"));
        assertThatThrownBy(() -> use(guard)).isInstanceOf(CheckUnavailableException.class);
        failTheNext(0, new CacheException("none"));
        Instant until = START.plusSeconds(300);

        int firsts = 0;
        for (Instant at = START; at.isBefore(until); at = at.plusSeconds(61)) {
            firsts += guard.firstUse(TOKEN, until, at) ? 1 : 0;
        }

        assertThat(firsts).isEqualTo(1);
    }

    @Test
    @DisplayName("A mark in the place of an expired one is kept as long as any other")
    void markedAgain() throws Exception {
        JCacheReplayGuard guard = guard(threads, Duration.ofSeconds(10));
        assertThat(use(guard)).isTrue();
        now.set(START.plus(LONGEST).minusSeconds(60));
        Instant until = now.get().plusSeconds(300);
        assertThat(guard.firstUse(TOKEN, until, now.get())).isTrue();

        now.set(START.plus(LONGEST).plusSeconds(1));
        assertThat(guard.firstUse(TOKEN, until, now.get())).as("a replay").isFalse();
    }

    private static boolean answered(JCacheReplayGuard guard) {
        try {
            return use(guard);
        } catch (CheckUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("A call that lost the answer and meets another's mark is not the first")
    void lostAgainstAnother() throws Exception {
        use(guard(threads, Duration.ofSeconds(10)));
        failTheNext(2, new IllegalStateException("starting"));
        assertThat(use(guard(threads, Duration.ofSeconds(10)))).isFalse();
    }

    @Test
    @DisplayName("An engine that fails again and again is unavailable at the deadline, and names its failure")
    void keepsFailing() {
        failTheNext(Integer.MAX_VALUE, new CacheException("no majority"));
        long start = System.nanoTime();
        assertThatThrownBy(() -> use(guard(threads, Duration.ofMillis(300))))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("no majority");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
        assertThat(Integer.MAX_VALUE - failures.get())
                .as("tried again with pauses, not in a busy loop")
                .isBetween(2, 13);
    }

    @Test
    @DisplayName("An engine that blocks is unavailable at the deadline, and its thread is interrupted")
    void blocks() throws Exception {
        CountDownLatch freed = new CountDownLatch(1);
        afterPut.set(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                freed.countDown();
                throw new CacheException(e);
            }
        });
        long start = System.nanoTime();
        assertThatThrownBy(() -> use(guard(threads, Duration.ofMillis(300))))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("no answer");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(freed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("An interrupted caller waits no longer and stays interrupted")
    void interrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        afterPut.set(() -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new CacheException(e);
            }
        });
        AtomicBoolean flag = new AtomicBoolean();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                use(guard(threads, Duration.ofMinutes(10)));
            } catch (CheckUnavailableException e) {
                thrown.set(e);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        caller.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(10_000);
        assertThat(thrown.get()).isInstanceOf(CheckUnavailableException.class).hasMessageContaining("interrupted");
        assertThat(flag).isTrue();
    }

    @Test
    @DisplayName("A full executor is unavailable at once, and the engine is not asked")
    void executorFull() {
        Executor full = work -> {
            throw new RejectedExecutionException("full");
        };
        assertThatThrownBy(() -> use(guard(full, Duration.ofMinutes(10))))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("no more work");
        verify(cache, never()).putIfAbsent(anyString(), anyString());
    }

    @Test
    @DisplayName("An executor that fills up between two tries is unavailable too, without waiting for the deadline")
    void executorFullLater() {
        failTheNext(1, new CacheException("the member left"));
        AtomicBoolean first = new AtomicBoolean(true);
        Executor fillingUp = work -> {
            if (!first.getAndSet(false)) {
                throw new RejectedExecutionException("full");
            }
            threads.execute(work);
        };
        assertThatThrownBy(() -> use(guard(fillingUp, Duration.ofMinutes(10))))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("no more work");
    }

    @Test
    @DisplayName("A call that nobody waits for any more is never begun: it would mark a token that nobody was told of")
    void abandonedBeforeItBegan() {
        AtomicReference<Runnable> queued = new AtomicReference<>();
        assertThatThrownBy(() -> use(guard(queued::set, Duration.ofMillis(50))))
                .isInstanceOf(CheckUnavailableException.class);
        queued.get().run();
        assertThat(entries).isEmpty();
    }

    @Test
    @DisplayName("An entry that is not a guard's is neither a first use nor a replay")
    void foreignEntry() {
        entries.put(HashedKey.of(TOKEN.issuer(), TOKEN.jwtId()), "something else");
        assertThatThrownBy(() -> use(guard(threads, Duration.ofMillis(200))))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("not a replay guard's");
    }

    @Test
    @DisplayName(
            "A guard is not built on a cache whose entries keep their end when they are replaced, unless they have none")
    @SuppressWarnings("unchecked")
    void notRenewed() {
        MutableConfiguration<String, String> settings = JCacheReplayGuard.configuration(LONGEST);
        when(cache.getConfiguration(any(Class.class))).thenReturn((CompleteConfiguration<String, String>) settings);
        settings.setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf());
        assertThat(guard(threads, LONGEST)).isNotNull();
        settings.setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR));
        assertThatThrownBy(() -> guard(threads, LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("took another's place");
    }

    @Test
    @DisplayName("A deadline that lets no call through is refused when the guard is made")
    void impossibleSettings() {
        assertThatThrownBy(() -> guard(threads, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JCacheReplayGuard.configuration(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A claim after another node stored its client and released is refused and leaves nothing behind")
    void storedInTheMeantime() throws Exception {
        JCacheRegisteredSoftware claims = JCacheRegisteredSoftware.builder(
                        (directory, environment, software) -> Optional.of("client-1"), cache, threads)
                .build();
        assertThat(claims.claim("ob", "live", "software-1", "client-2")).isFalse();
        assertThat(entries).isEmpty();
        assertThat(claims.clientOf("ob", "live", "software-1")).contains("client-1");
    }

    @Test
    @DisplayName("A claim whose client store is out of reach is neither granted nor refused, and leaves nothing behind")
    void storeDown() {
        JCacheRegisteredSoftware claims = JCacheRegisteredSoftware.builder(
                        (directory, environment, software) -> {
                            throw new CheckUnavailableException("the store is down", Duration.ofSeconds(1));
                        },
                        cache,
                        threads)
                .build();
        assertThatThrownBy(() -> claims.claim("ob", "live", "software-1", "client-2"))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("the store is down");
        assertThat(entries).isEmpty();
    }

    @Test
    @DisplayName("A claim that was made and whose answer was lost is the caller's; a cache that is down is unavailable")
    void claimInTrouble() throws Exception {
        failTheNext(1, new CacheException("the member left"));
        JCacheRegisteredSoftware claims = JCacheRegisteredSoftware.builder(
                        (directory, environment, software) -> Optional.empty(), cache, threads)
                .deadline(Duration.ofMillis(500))
                .build();
        assertThat(claims.claim("ob", "live", "software-1", "client-1")).isTrue();
        failTheNext(Integer.MAX_VALUE, new CacheException("no majority"));
        assertThatThrownBy(() -> claims.claim("ob", "live", "software-2", "client-2"))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("no majority");
    }
}
