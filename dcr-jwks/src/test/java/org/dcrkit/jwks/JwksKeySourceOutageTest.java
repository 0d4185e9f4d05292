package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.TestKeys.NOW;

import java.time.Duration;
import java.util.List;
import org.dcrkit.jwks.KeySourceCounters.Count;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.SkippedKey;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JwksKeySourceOutageTest extends CachedKeySource {

    @Test
    @DisplayName("At 80 per cent of its time a set is served and fetched anew behind the caller's back")
    void refreshAhead() throws Exception {
        KeySet first = ask("known");
        ticker.advance(Duration.ofMinutes(12));
        origin.set = set("known", "new");

        assertThat(ask("known")).isSameAs(first);
        assertThat(origin.asked).hasSize(2);
        assertThat(ask("new").find("new")).isPresent();
        assertThat(origin.asked).hasSize(2);
    }

    @Test
    @DisplayName("A refresh ahead that fails leaves the set fresh, and backs off")
    void refreshAheadFails() throws Exception {
        ask("known");
        ticker.advance(Duration.ofMinutes(12));
        origin.isDown();

        for (int i = 0; i < 10; i++) {
            assertThat(ask("known").stale()).isFalse();
        }
        assertThat(origin.asked).hasSize(2);
        ticker.advance(Duration.ofSeconds(5));
        ask("known");
        assertThat(origin.asked).hasSize(3);
    }

    @Test
    @DisplayName("CCH-02: with the directory down a warm set is served stale for 24 hours, and then no more")
    void servesStale() throws Exception {
        ask("known");
        origin.isDown();
        ticker.advance(Duration.ofMinutes(15));
        assertThat(ask("known").stale()).isTrue();
        ticker.advance(Duration.ofHours(1));
        assertThat(ask("known").stale()).isTrue();
        ticker.advance(Duration.ofHours(23).minusNanos(1));
        assertThat(ask("known").stale()).isTrue();
        assertThat(listener.events).contains("servedStale", "refreshFailed");
        ticker.advance(Duration.ofNanos(1));
        assertThat(unavailable("known").detail()).isEqualTo("down");
    }

    @Test
    @DisplayName("CCH-03: the directory comes back: the set is fresh again within one cool-down")
    void recovers() throws Exception {
        ask("known");
        origin.isDown();
        for (int i = 0; i < 20; i++) {
            ticker.advance(Duration.ofMinutes(3));
            ask("known");
        }
        origin.isUp();
        ticker.advance(Duration.ofSeconds(30));
        ask("known");
        assertThat(ask("known").stale()).isFalse();
    }

    @Test
    @DisplayName("CCH-01: cold, with the directory down: unavailable, with the time after which a retry makes sense")
    void coldAndDown() {
        origin.isDown();
        CheckUnavailableException e = unavailable("known");
        assertThat(e.detail()).isEqualTo("down");
        assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    @DisplayName("Failures back off, doubling from 5 to 30 seconds, and answers in between cost no fetch")
    void backsOff() {
        origin.isDown();
        int[] waits = {5, 10, 20, 30, 30};
        for (int i = 0; i < waits.length; i++) {
            unavailable("known");
            unavailable("known");
            assertThat(origin.asked).hasSize(i + 1);
            ticker.advance(Duration.ofSeconds(waits[i]).minusNanos(1));
            unavailable("known");
            assertThat(origin.asked).hasSize(i + 1);
            ticker.advance(Duration.ofNanos(1));
        }
    }

    @Test
    @DisplayName("A server's Retry-After is heeded up to five minutes")
    void retryAfter() {
        origin.trouble = new CheckUnavailableException("status 429", Duration.ofHours(2));
        unavailable("known");
        ticker.advance(Duration.ofMinutes(5).minusNanos(1));
        unavailable("known");
        assertThat(origin.asked).hasSize(1);
        ticker.advance(Duration.ofNanos(1));
        unavailable("known");
        assertThat(origin.asked).hasSize(2);
    }

    @Test
    @DisplayName("If a wanted key is unknown and the source is out of reach, the answer is neither yes nor no")
    void unknownKidWhileDown() throws Exception {
        ask("known");
        ticker.advance(Duration.ofSeconds(30));
        origin.isDown();
        assertThat(unavailable("rotated").detail()).isEqualTo("down");
        assertThat(unavailable("rotated").detail()).isEqualTo("down");
        assertThat(ask("known").stale()).isFalse();
        ticker.advance(Duration.ofMinutes(15));
        assertThat(ask("known").stale()).isTrue();
        unavailable("rotated");
        assertThat(origin.asked).hasSize(3);
    }

    @Test
    @DisplayName("CCH-07: an empty or all-unusable set never replaces a good one, and the cool-down engages")
    void emptySet() throws Exception {
        ask("known");
        for (KeySet bad : List.of(
                set(),
                KeySet.of("test", NOW, List.of(), List.of(new SkippedKey("known", SkippedKey.Cause.WEAK, "weak"))))) {
            origin.set = bad;
            ticker.advance(Duration.ofMinutes(15));
            assertThat(ask("known").find("known")).isPresent();
            int asked = origin.asked.size();
            assertThat(ask("known").stale()).isTrue();
            assertThat(origin.asked).hasSize(asked);
        }
        assertThat(listener.events).contains("setRejected EMPTY", "setRejected NO_USABLE_KEY", "servedStale");
    }

    @Test
    @DisplayName("A key listed as revoked is found even in a stale set, and even if it is otherwise unusable")
    void revokedStale() throws Exception {
        KeySetLocation revoked = at("/revoked/a.jwks", Purpose.REVOKED);
        origin.set = KeySet.of(
                "test", NOW, set("gone").keys(), List.of(new SkippedKey("weak", SkippedKey.Cause.WEAK, "too short")));
        source.keySet(revoked, WantedKey.any());
        origin.isDown();
        ticker.advance(Duration.ofHours(12));
        KeySet stale = source.keySet(revoked, WantedKey.kid("other"));
        assertThat(stale.stale()).isTrue();
        assertThat(stale.find("gone")).isPresent();
        assertThat(stale.findSkipped("weak")).isPresent();
    }

    @Test
    @DisplayName("JWK-17: a published private key takes the known set away, and is refused rather than unavailable")
    void privateKeyPublished() throws Exception {
        ask("known");
        ticker.advance(Duration.ofMinutes(15));
        origin.trouble = new RejectedKeySetException(KeySetFault.PRIVATE_KEY_PUBLISHED, "d");
        assertThatThrownBy(() -> ask("known")).isInstanceOf(KeySetRefusedException.class);
        assertThatThrownBy(() -> ask("known")).isInstanceOf(KeySetRefusedException.class);
        assertThat(origin.asked).hasSize(2);
        assertThat(listener.events).contains("setRejected PRIVATE_KEY_PUBLISHED");
        origin.isUp();
        ticker.advance(Duration.ofSeconds(5));
        assertThat(ask("known").find("known")).isPresent();
    }

    @Test
    @DisplayName("FET-23: a name poisoned with a private address is refused cold, and does not take a warm set away")
    void poisonedName() throws Exception {
        origin.trouble = new KeySetRefusedException("an address that is not public");
        assertThatThrownBy(() -> ask("known")).isInstanceOf(KeySetRefusedException.class);
        origin.isUp();
        ticker.advance(Duration.ofSeconds(5));
        ask("known");
        origin.trouble = new KeySetRefusedException("an address that is not public");
        ticker.advance(Duration.ofMinutes(15));
        assertThat(ask("known").stale()).isTrue();
        assertThat(listener.events).contains("refusedByGuard");
    }

    @Test
    @DisplayName("FET-24, CCH-16: an Error or a RuntimeException in one fetch is trouble, and the next one works")
    void errors() throws Exception {
        for (Error error :
                List.of(new OutOfMemoryError("test"), new StackOverflowError(), new NoClassDefFoundError("test"))) {
            origin.error = error;
            unavailable("known");
            origin.isUp();
            ticker.advance(Duration.ofSeconds(5));
            assertThat(ask("known").find("known")).isPresent();
            source.invalidateAll();
        }
        origin.trouble = new IllegalStateException("a defect");
        assertThat(unavailable("known").detail()).contains("IllegalStateException");
    }

    @Test
    @DisplayName("A fetch that finds no thread is trouble of that moment")
    void noThread() throws Exception {
        JwksKeySource full = build(builder -> builder.executor(task -> {
            throw new java.util.concurrent.RejectedExecutionException("full");
        }));
        assertThatThrownBy(() -> full.keySet(LOCATION, WantedKey.any()))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("too many fetches");
        assertThat(full.counters().get(Count.OVERLOADS)).isEqualTo(1);
    }
}
