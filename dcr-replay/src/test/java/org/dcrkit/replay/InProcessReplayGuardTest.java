package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InProcessReplayGuardTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final TokenUse TOKEN = new TokenUse("software-1", "jti-1");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InProcessReplayGuard guard = InProcessReplayGuard.create(now::get);

    private boolean use(TokenUse token, Duration valid) throws CheckUnavailableException {
        return guard.firstUse(token, now.get().plus(valid), now.get());
    }

    @Test
    @DisplayName("the jti claim can be used to prevent the JWT from being replayed (RFC 7519 section 4.1.7)")
    void secondUseIsNotTheFirst() throws Exception {
        assertThat(use(TOKEN, Duration.ofMinutes(5))).isTrue();
        assertThat(use(TOKEN, Duration.ofMinutes(5))).isFalse();
    }

    @Test
    @DisplayName("a jti is unique for its issuer, not among issuers")
    void issuersHaveTheirOwnIdentifiers() throws Exception {
        assertThat(use(TOKEN, Duration.ofMinutes(5))).isTrue();
        assertThat(use(new TokenUse("software-2", "jti-1"), Duration.ofMinutes(5)))
                .isTrue();
    }

    @Test
    @DisplayName("a token is remembered until it would not be accepted any more, and no longer")
    void entriesLiveUntilTheTokenIsOver() throws Exception {
        use(TOKEN, Duration.ofMinutes(5));
        now.set(START.plus(Duration.ofMinutes(5)).minusMillis(1));
        assertThat(use(TOKEN, Duration.ofMinutes(5))).isFalse();
        now.set(START.plus(Duration.ofMinutes(5)).plusMillis(1));
        assertThat(use(TOKEN, Duration.ofMinutes(5))).isTrue();
    }

    @Test
    @DisplayName("a token valid until the year 9999 is remembered without overflow")
    void farAwayExpiry() throws Exception {
        assertThat(guard.firstUse(TOKEN, Instant.parse("9999-12-31T23:59:59Z"), START))
                .isTrue();
        now.set(START.plus(Duration.ofDays(3_650)));
        assertThat(guard.firstUse(TOKEN, Instant.parse("9999-12-31T23:59:59Z"), now.get()))
                .isFalse();
    }

    @Test
    @DisplayName("a full guard forgets no living token: it cannot tell, until some have expired")
    void fullGuardIsUnavailable() throws Exception {
        InProcessReplayGuard small = InProcessReplayGuard.create(now::get, 2);
        Instant until = START.plus(Duration.ofMinutes(1));
        assertThat(small.firstUse(new TokenUse("a", "1"), until, START)).isTrue();
        assertThat(small.firstUse(new TokenUse("a", "2"), until, START)).isTrue();
        assertThatThrownBy(() -> small.firstUse(new TokenUse("a", "3"), until, START))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("2 tokens");
        assertThat(small.firstUse(new TokenUse("a", "1"), until, START))
                .as("a replay is still noticed")
                .isFalse();
        now.set(until.plus(InProcessReplayGuard.KEPT_LONGER).minusSeconds(1));
        assertThatThrownBy(() -> small.firstUse(new TokenUse("a", "3"), until.plusSeconds(600), now.get()))
                .as("a decision from before their end may still be under way")
                .isInstanceOf(CheckUnavailableException.class);
        assertThat(small.firstUse(new TokenUse("a", "1"), until.plusSeconds(600), now.get()))
                .as("over, and marked again without taking a further place")
                .isTrue();
        now.set(until.plus(InProcessReplayGuard.KEPT_LONGER).plusSeconds(1));
        assertThat(small.firstUse(new TokenUse("a", "3"), until.plusSeconds(600), now.get()))
                .isTrue();
        assertThat(small.firstUse(new TokenUse("a", "1"), until.plusSeconds(600), now.get()))
                .as("a replay of what was marked again")
                .isFalse();
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    @DisplayName("of many threads with the same token exactly one is the first")
    void atomic() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (int round = 0; round < 50; round++) {
                TokenUse token = new TokenUse("software", "round-" + round);
                List<Callable<Boolean>> tasks = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    tasks.add(() -> use(token, Duration.ofMinutes(5)));
                }
                int first = 0;
                for (Future<Boolean> answer : threads.invokeAll(tasks)) {
                    first += answer.get() ? 1 : 0;
                }
                assertThat(first).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("what an attacker writes is not kept: a token takes the same room however long its identifiers are")
    void identifiersAreNotKept() throws Exception {
        WeakReference<String> written = useWithLongIdentifier();
        for (int i = 0; i < 20 && written.get() != null; i++) {
            System.gc();
        }
        assertThat(written.get() == null).isTrue();
        assertThat(guard.size()).isEqualTo(1);
    }

    private WeakReference<String> useWithLongIdentifier() throws CheckUnavailableException {
        String identifier = "x".repeat(100_000);
        assertThat(use(new TokenUse("software-1", identifier), Duration.ofMinutes(5)))
                .isTrue();
        return new WeakReference<>(identifier);
    }

    @Test
    @DisplayName("a guard that could remember nothing is not built")
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> InProcessReplayGuard.create(now::get, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
