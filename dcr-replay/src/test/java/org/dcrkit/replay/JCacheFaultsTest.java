package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import org.dcrkit.spi.CheckUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A distributed cache in trouble")
@Timeout(30)
class JCacheFaultsTest extends FaultyCache {

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
    @DisplayName("A mark in the place of an expired one is kept as long as any other")
    void markedAgain() throws Exception {
        JCacheReplayGuard guard = guard(threads, Duration.ofSeconds(10));
        assertThat(use(guard)).isTrue();
        now.set(START.plus(LONGEST).plus(CLOCKS_APART).minusSeconds(60));
        Instant until = now.get().plusSeconds(300);
        assertThat(guard.firstUse(TOKEN, until, now.get())).isTrue();

        now.set(START.plus(LONGEST).plus(CLOCKS_APART).plusSeconds(1));
        assertThat(guard.firstUse(TOKEN, until, now.get())).as("a replay").isFalse();
    }

    @Test
    @DisplayName(
            "The longest token that is admitted is remembered to its end, though the engine's clock is minutes ahead")
    void clocksApart() throws Exception {
        JCacheReplayGuard guard = guard(threads, Duration.ofSeconds(10));
        Instant until = START.plus(LONGEST);
        assertThat(guard.firstUse(TOKEN, until, START)).isTrue();

        now.set(until.plus(CLOCKS_APART).minusSeconds(1));
        assertThat(guard.firstUse(TOKEN, until, until)).as("a replay").isFalse();
    }

    @Test
    @DisplayName("A guard is not built on a cache that keeps entries for a token's longest lifetime and no longer")
    @SuppressWarnings("unchecked")
    void noMargin() {
        MutableConfiguration<String, String> settings = CacheSettings.keeping(LONGEST);
        when(cache.getConfiguration(any(Class.class))).thenReturn((CompleteConfiguration<String, String>) settings);
        assertThatThrownBy(() -> guard(threads, LONGEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("forgets");
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
}
