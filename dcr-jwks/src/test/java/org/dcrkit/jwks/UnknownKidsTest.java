package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnknownKidsTest extends CachedKeySource {

    @Test
    @DisplayName("An unknown kid causes no fetch within 30 seconds of the last one")
    void coolDown() throws Exception {
        ask("known");
        ticker.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(ask("made-up").find("made-up")).isEmpty();
        assertThat(origin.asked).hasSize(1);
        ticker.advance(Duration.ofNanos(1));
        ask("made-up");
        assertThat(origin.asked).hasSize(2);
        assertThat(listener.events).containsExactly("fetched", "unknownKid", "fetched", "unknownKid");
    }

    @Test
    @DisplayName(
            "A kid that two fetches did not bring causes no other for a while, and leaves that to kids that may be new")
    void remembersUnknownKids() throws Exception {
        ask("known");
        ticker.advance(Duration.ofSeconds(30));
        ask("made-up");
        ticker.advance(Duration.ofSeconds(30));
        ask("made-up");
        assertThat(origin.asked).hasSize(3);
        ticker.advance(Duration.ofSeconds(30));
        ask("made-up");
        assertThat(origin.asked).hasSize(3);
        ask("another");
        assertThat(origin.asked).hasSize(4);
        ticker.advance(Duration.ofSeconds(30));
        ask("made-up");
        assertThat(origin.asked).hasSize(5);
    }

    @Test
    @DisplayName("A kid too long for any set causes no fetch")
    void impossibleKid() throws Exception {
        ask("known");
        ticker.advance(Duration.ofMinutes(1));
        ask("x".repeat(257));
        ask("");
        assertThat(origin.asked).hasSize(1);
    }

    @Test
    @DisplayName("A kid that is asked for again and again causes a fetch at most each five minutes in the end")
    void longestMemory() throws Exception {
        ask("known");
        for (int i = 0; i < 60; i++) {
            ticker.advance(Duration.ofSeconds(30));
            ask("made-up");
        }
        int afterHalfAnHour = origin.asked.size();
        ticker.advance(Duration.ofSeconds(30));
        assertThat(afterHalfAnHour).isLessThan(14);
        JwksKeySource forgetful = build(builder -> builder.rememberUnknownKids(1, Duration.ZERO));
        forgetful.keySet(LOCATION, WantedKey.kid("made-up"));
        for (int i = 0; i < 10; i++) {
            ticker.advance(Duration.ofSeconds(30));
            forgetful.keySet(LOCATION, WantedKey.kid("made-up"));
        }
        assertThat(origin.asked).hasSize(afterHalfAnHour + 11);
        assertThat(forgetful.rememberedUnknownKids()).isZero();
    }
}
