package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.CacheException;
import org.dcrkit.spi.CheckUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Claims in a distributed cache in trouble")
@Timeout(30)
class JCacheClaimFaultsTest extends FaultyCache {

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

    private JCacheRegisteredSoftware claims() {
        return JCacheRegisteredSoftware.builder((directory, environment, software) -> Optional.empty(), cache, threads)
                .deadline(Duration.ofMillis(500))
                .build();
    }

    private void assertClaimIsUndecided(JCacheRegisteredSoftware claims) {
        assertThatThrownBy(() -> claims.claim("ob", "live", "software-1", "client-1"))
                .isInstanceOf(CheckUnavailableException.class);
    }

    @Test
    @DisplayName("A claim that nobody was told of is taken back, so that the TPP may come again")
    void takenBack() throws Exception {
        JCacheRegisteredSoftware claims = claims();
        failTheNext(Integer.MAX_VALUE, new CacheException("the member left"));
        assertClaimIsUndecided(claims);
        assertThat(removals.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        failTheNext(0, new CacheException("none"));
        assertThat(claims.clientOf("ob", "live", "software-1")).isEmpty();
        assertThat(claims.claim("ob", "live", "software-1", "client-2")).isTrue();
    }

    @Test
    @DisplayName("Taking a claim back is tried again if it fails")
    void takenBackAtLast() throws Exception {
        JCacheRegisteredSoftware claims = claims();
        failTheNext(Integer.MAX_VALUE, new CacheException("the member left"));
        AtomicInteger removing = new AtomicInteger();
        beforeRemove.set(() -> {
            if (removing.incrementAndGet() < 3) {
                throw new CacheException("the member left");
            }
        });
        assertClaimIsUndecided(claims);
        assertThat(removals.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(entries).isEmpty();
    }

    @Test
    @DisplayName("A claim that an engine makes after nobody waits any more is taken back, too")
    void takenBackLate() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        AtomicReference<Boolean> written = new AtomicReference<>(false);
        beforePut.set(() -> awaitWhateverHappens(later));
        afterPut.set(() -> written.set(entries.size() == 1));
        assertClaimIsUndecided(claims());
        assertThat(removals.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        later.countDown();
        assertThat(removals.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(written.get()).isTrue();
        assertThat(entries).isEmpty();
    }

    /** As Hazelcast's members and Infinispan do. */
    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // goes on waiting
            }
        }
    }

    @Test
    @DisplayName("The claim of another that was met is not taken back")
    void anothersStays() throws Exception {
        JCacheRegisteredSoftware claims = claims();
        assertThat(claims.claim("ob", "live", "software-1", "client-2")).isTrue();
        failTheNext(Integer.MAX_VALUE, new CacheException("the member left"));
        assertClaimIsUndecided(claims);
        assertThat(removals.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        assertThat(claims.clientOf("ob", "live", "software-1")).contains("client-2");
    }

    @Test
    @DisplayName("A claim that the executor refused is unavailable, and there is nothing to take back")
    void refused() {
        JCacheRegisteredSoftware claims = JCacheRegisteredSoftware.builder(
                        (directory, environment, software) -> Optional.empty(), cache, work -> {
                            throw new RejectedExecutionException("full");
                        })
                .build();
        assertClaimIsUndecided(claims);
        assertThat(entries).isEmpty();
    }
}
