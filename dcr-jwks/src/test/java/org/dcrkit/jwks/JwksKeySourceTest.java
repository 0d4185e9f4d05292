package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.OTHER_EC;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.dcrkit.jwks.KeySourceCounters.Count;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JwksKeySourceTest extends CachedKeySource {

    @Test
    @DisplayName("A fresh set is served from memory")
    void fresh() throws Exception {
        KeySet first = ask("known");
        ticker.advance(Duration.ofMinutes(11));

        assertThat(ask("known")).isSameAs(first);
        assertThat(first.stale()).isFalse();
        assertThat(origin.asked).hasSize(1);
        assertThat(listener.events).containsExactly("fetched");
    }

    @Test
    @DisplayName("A set beyond its time is fetched anew before it is served")
    void expired() throws Exception {
        ask("known");
        ticker.advance(Duration.ofMinutes(15));
        origin.set = set("new");

        KeySet second = ask("known");
        assertThat(second.find("known")).isEmpty();
        assertThat(second.stale()).isFalse();
        assertThat(origin.asked).hasSize(2);
    }

    @Test
    @DisplayName("FET-21: what a server says about freshness is clamped to [1 min, 6 h]")
    void clampsTtl() throws Exception {
        origin.freshFor = Optional.of(Duration.ZERO);
        ask("known");
        ticker.advance(Duration.ofSeconds(47));
        ask("known");
        assertThat(origin.asked).hasSize(1);
        ticker.advance(Duration.ofSeconds(13));
        origin.freshFor = Optional.of(Duration.ofDays(3_000));
        ask("known");
        assertThat(origin.asked).hasSize(2);
        ticker.advance(Duration.ofHours(4));
        ask("known");
        assertThat(origin.asked).hasSize(2);
        ticker.advance(Duration.ofHours(2));
        ask("known");
        assertThat(origin.asked).hasSize(3);
    }

    @Test
    @DisplayName("CCH-06: a rotated key makes the set be fetched anew, once")
    void rotation() throws Exception {
        ask("known");
        ticker.advance(Duration.ofSeconds(30));
        origin.set = set("known", "rotated");

        assertThat(ask("rotated").find("rotated")).isPresent();
        assertThat(origin.asked).hasSize(2);
        assertThat(source.counters().get(Count.FORCED_REFRESHES)).isEqualTo(1);
    }

    @Test
    @DisplayName("CCH-06: a kid reused with a new key is picked up at the next refresh, or after invalidate")
    void reusedKid() throws Exception {
        ask("known");
        origin.set = set(OTHER_EC, "known");
        source.invalidate(LOCATION.url());
        assertThat(ask("known").find("known").orElseThrow().publicKey()).isEqualTo(OTHER_EC.getPublic());
        origin.set = set(EC, "known");
        ticker.advance(Duration.ofMinutes(15));
        assertThat(ask("known").find("known").orElseThrow().publicKey()).isEqualTo(EC.getPublic());
    }

    @Test
    @DisplayName(
            "CCH-06: a signature that does not verify makes the set be fetched anew, as seldom as an unknown kid does")
    void reusedKidAfterBadSignature() throws Exception {
        origin.set = KeySet.of(
                "test", NOW, List.of(PublishedKey.of("known", EC.getPublic(), KeyUse.SIGNATURE, "old")), List.of());
        PublishedKey old = ask("known").find("known").orElseThrow();
        WantedKey another = WantedKey.insteadOf(old);
        origin.set = KeySet.of(
                "test",
                NOW,
                List.of(PublishedKey.of("known", OTHER_EC.getPublic(), KeyUse.SIGNATURE, "new")),
                List.of());

        assertThat(source.keySet(LOCATION, another).find("known")).contains(old);
        ticker.advance(Duration.ofSeconds(30));
        PublishedKey now = source.keySet(LOCATION, another).find("known").orElseThrow();
        assertThat(now.publicKey()).isEqualTo(OTHER_EC.getPublic());
        for (int i = 0; i < 1_000; i++) {
            source.keySet(LOCATION, WantedKey.insteadOf(now));
        }
        assertThat(origin.asked).hasSize(2);
    }

    @Test
    @DisplayName("CCH-12: an operator can make a poisoned set be forgotten")
    void invalidate() throws Exception {
        origin.set = set("poison");
        ask("poison");
        origin.set = set("known");
        source.invalidateAll();
        assertThat(ask("known").find("known")).isPresent();
        assertThat(origin.asked).hasSize(2);
    }

    @Test
    @DisplayName("A set of revoked keys may be empty, and no kid causes a fetch of it")
    void revokedSet() throws Exception {
        KeySetLocation revoked = at("/revoked/a.jwks", Purpose.REVOKED);
        origin.set = set();
        assertThat(source.keySet(revoked, WantedKey.kid("known")).keys()).isEmpty();
        ticker.advance(Duration.ofMinutes(5));
        source.keySet(revoked, WantedKey.kid("known"));
        assertThat(origin.asked).hasSize(1);
        assertThat(listener.events).containsExactly("fetched");
    }

    @Test
    @DisplayName("An empty set is unavailable where nothing else is known; one of unusable keys is served, to say why")
    void emptySetCold() throws Exception {
        origin.set =
                KeySet.of("test", NOW, List.of(), List.of(new SkippedKey("weak", SkippedKey.Cause.WEAK, "too short")));
        assertThat(ask("weak").findSkipped("weak").orElseThrow().detail()).isEqualTo("too short");
        origin.set = set();
        source.invalidateAll();
        unavailable("known");
    }

    @Test
    @DisplayName("One set of unusable keys may replace another")
    void unusableReplacesUnusable() throws Exception {
        origin.set = KeySet.of("test", NOW, List.of(), List.of(new SkippedKey("a", SkippedKey.Cause.WEAK, "first")));
        ask("a");
        origin.set = KeySet.of("test", NOW, List.of(), List.of(new SkippedKey("a", SkippedKey.Cause.WEAK, "second")));
        ticker.advance(Duration.ofMinutes(2));
        assertThat(ask("a").findSkipped("a").orElseThrow().detail()).isEqualTo("second");
    }

    @Test
    @DisplayName("A different address is never delayed by a bad one")
    void addressesAreIndependent() throws Exception {
        origin.isDown();
        unavailable("known");
        origin.isUp();
        assertThat(source.keySet(at("/b.jwks", Purpose.SOFTWARE), WantedKey.any())
                        .keys())
                .hasSize(1);
    }

    @Test
    @DisplayName("What a listener throws changes no answer")
    void badListener() {
        JwksKeySource loud = build(builder -> builder.listener(new KeySetListener() {
            @Override
            public void fetched(KeySetLocation location, KeySet set, Duration took) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void unknownKid(KeySetLocation location, String kid) {
                throw new AssertionError("listener");
            }
        }));
        assertThatCode(() -> loud.keySet(LOCATION, WantedKey.kid("made-up"))).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Every counter has a meter name and counts what its name says")
    void counters() throws Exception {
        ask("known");
        ask("made-up");
        assertThat(source.counters().all()).hasSize(Count.values().length);
        assertThat(source.counters().all().get("requests").getAsLong()).isEqualTo(2);
        assertThat(source.counters().all().get("fetches").getAsLong()).isEqualTo(1);
        assertThat(source.counters().all().get("unknown.kids").getAsLong()).isEqualTo(1);
        assertThat(source.counters().all().get("fetch.failures").getAsLong()).isZero();
    }

    @Test
    @DisplayName("A source of the user's own is asked through the same cache, whatever it throws")
    void ownSource() throws Exception {
        List<KeySetLocation> asked = new ArrayList<>();
        try (JwksKeySource own = JwksKeySource.builder((location, wanted) -> {
                    asked.add(location);
                    if (asked.size() > 1) {
                        throw new KeySetRefusedException("no more");
                    }
                    return set("known");
                })
                .ticker(ticker)
                .executor(Runnable::run)
                .build()) {
            own.keySet(LOCATION, WantedKey.any());
            own.keySet(LOCATION, WantedKey.any());
            assertThat(asked).containsExactly(LOCATION);
            ticker.advance(Duration.ofMinutes(16));
            assertThat(own.keySet(LOCATION, WantedKey.any()).stale()).isTrue();
        }
    }

    @Test
    @DisplayName("Two that see the same state: one fetches, the other looks again")
    void oneStarts() {
        Slot slot = new Slot();
        SlotState seen = slot.state();
        assertThat(slot.startLoading(seen, new CompletableFuture<>(), 1)).isTrue();
        assertThat(slot.startLoading(seen, new CompletableFuture<>(), 1)).isFalse();
        SlotState loading = slot.state();
        assertThat(slot.startLoading(loading, new CompletableFuture<>(), 1)).isFalse();
        assertThat(slot.finishLoading(loading.failed(new SlotState.Failure("down", false), null, 2), 1))
                .isSameAs(loading.loading());
        assertThat(slot.startLoading(seen, new CompletableFuture<>(), 3)).isFalse();
        assertThat(slot.startLoading(slot.state(), new CompletableFuture<>(), 3))
                .isTrue();
    }

    @Test
    @DisplayName("The standard source in front of HTTPS refuses what is not allowed")
    void standard() {
        try (JwksKeySource https = JwksKeySource.https(InstantSource.fixed(NOW)).build()) {
            assertThatThrownBy(() -> https.keySet(
                            new KeySetLocation(LOCATION.url(), Purpose.SOFTWARE, AllowedHosts.none()), WantedKey.any()))
                    .isInstanceOf(KeySetRefusedException.class);
        }
        assertNonsense(b -> b.maxWait(Duration.ofNanos(-1)), "wait");
        assertNonsense(b -> b.rememberUnknownKids(1, Duration.ofNanos(-1)), "day");
        assertNonsense(b -> b.ttlBounds(Duration.ofNanos(-1), Duration.ofHours(1)), "positive");
        assertNonsense(b -> b.backOff(Duration.ofNanos(-1), Duration.ofSeconds(1)), "back-off");
    }

    @Test
    @DisplayName("Nonsense is refused when the source is built, and the message names the rule")
    void nonsense() {
        assertNonsense(b -> b.ttl(Duration.ofSeconds(59)), "within its bounds");
        assertNonsense(b -> b.ttl(Duration.ofHours(7)), "within its bounds");
        assertNonsense(b -> b.ttlBounds(Duration.ZERO, Duration.ofHours(1)), "positive");
        assertNonsense(b -> b.ttlBounds(Duration.ofMinutes(1), Duration.ofDays(366)), "year");
        assertNonsense(b -> b.serveStaleFor(Duration.ofDays(366)), "year");
        assertNonsense(b -> b.serveStaleFor(Duration.ofNanos(-1)), "negative");
        assertNonsense(b -> b.refreshAheadAtPercent(0), "per cent");
        assertNonsense(b -> b.refreshAheadAtPercent(101), "per cent");
        assertNonsense(b -> b.coolDown(Duration.ofNanos(-1)), "cool-down");
        assertNonsense(b -> b.coolDown(Duration.ofHours(7)), "cool-down");
        assertNonsense(b -> b.backOff(Duration.ZERO, Duration.ofSeconds(1)), "back-off");
        assertNonsense(b -> b.backOff(Duration.ofSeconds(2), Duration.ofSeconds(1)), "back-off");
        assertNonsense(b -> b.backOff(Duration.ofSeconds(2), Duration.ofHours(2)), "back-off");
        assertNonsense(b -> b.maxWait(Duration.ZERO), "wait");
        assertNonsense(b -> b.maxWait(Duration.ofHours(1)), "wait");
        assertNonsense(b -> b.bounds(0, 1), "bounds");
        assertNonsense(b -> b.bounds(10, 9), "bounds");
        assertNonsense(b -> b.rememberUnknownKids(0, Duration.ofMinutes(1)), "bounds");
        assertNonsense(b -> b.rememberUnknownKids(1, Duration.ofDays(2)), "day");
        assertNonsense(b -> b.fetchesPerHost(0, 1), "bounds");
        assertNonsense(b -> b.fetchesPerHost(1, -1), "bounds");
    }

    private void assertNonsense(UnaryOperator<JwksKeySourceBuilder> options, String rule) {
        assertThatThrownBy(() -> build(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @Test
    @DisplayName("CCH-14: a pinned clock that is about to overflow measures times all the same")
    void tickerOverflows() throws Exception {
        ask("known");
        assertThat(ticker.read()).isPositive();
        ticker.advance(Duration.ofMinutes(1));
        assertThat(ticker.read()).isNegative();
        assertThat(ask("known").stale()).isFalse();
        assertThat(origin.asked).hasSize(1);
    }

    @Test
    @DisplayName("A location whose host is not allowed is refused even if its set is held for somebody else")
    void guardOnEveryQuestion() throws Exception {
        ask("known");
        KeySetLocation elsewhere = new KeySetLocation(LOCATION.url(), Purpose.SOFTWARE, AllowedHosts.none());
        assertThatThrownBy(() -> source.keySet(elsewhere, WantedKey.any())).isInstanceOf(KeySetRefusedException.class);
        assertThat(source.counters().get(Count.GUARD_REFUSALS)).isEqualTo(1);
        assertThat(listener.events).containsExactly("fetched", "refusedByGuard");
    }
}
