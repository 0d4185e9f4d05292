package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
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
}
