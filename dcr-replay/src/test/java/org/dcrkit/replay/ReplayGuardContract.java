package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every replay guard promises, whatever it remembers in; each test has tokens of its own. */
abstract class ReplayGuardContract {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final Duration LIFETIME = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int THREADS = 16;

    /** The guards of the nodes that share what they saw; one guard if nothing is shared. */
    abstract List<? extends ReplayGuard> nodes();

    /** Lets a guard that reads a clock see that it is that late. */
    void clockShows(Instant now) {}

    static TokenUse newToken() {
        return new TokenUse("software-1", UUID.randomUUID().toString());
    }

    ReplayGuard first() {
        return nodes().get(0);
    }

    ReplayGuard last() {
        return nodes().get(nodes().size() - 1);
    }

    static boolean use(ReplayGuard guard, TokenUse token, Instant at) throws CheckUnavailableException {
        return guard.firstUse(token, at.plus(LIFETIME), at);
    }

    @Test
    @DisplayName("The jti claim can be used to prevent the JWT from being replayed (RFC 7519 section 4.1.7)")
    void secondUseIsNotTheFirst() throws Exception {
        TokenUse token = newToken();
        assertThat(use(first(), token, START)).isTrue();
        assertThat(use(last(), token, START)).isFalse();
        assertThat(use(first(), token, START)).isFalse();
    }

    @Test
    @DisplayName("A jti is unique for its issuer, not among issuers")
    void issuersHaveTheirOwnIdentifiers() throws Exception {
        TokenUse token = newToken();
        assertThat(use(first(), token, START)).isTrue();
        assertThat(use(last(), new TokenUse("software-2", token.jwtId()), START))
                .isTrue();
    }

    @Test
    @DisplayName("A token is remembered as long as it would be accepted again, and no longer")
    void expiredUseIsForgotten() throws Exception {
        TokenUse token = newToken();
        Instant until = START.plus(LIFETIME);
        assertThat(use(first(), token, START)).isTrue();
        clockShows(until.minusMillis(1));
        assertThat(use(last(), token, until.minusMillis(1))).isFalse();
        Instant later = until.plusSeconds(2);
        clockShows(later);
        assertThat(use(last(), token, later)).as("forgotten").isTrue();
        assertThat(use(first(), token, later)).as("marked again").isFalse();
        clockShows(START);
    }

    @Test
    @DisplayName("A token judged just before its end and looked at just after it passes once, however often it comes")
    void judgedBeforeItsEndAskedAfterIt() throws Exception {
        TokenUse token = newToken();
        TokenUse late = newToken();
        Instant until = START.plus(LIFETIME);
        Instant judged = until.minusSeconds(1);
        assertThat(first().firstUse(token, until, START)).isTrue();
        clockShows(until.plusMillis(200));
        for (int i = 0; i < 3; i++) {
            assertThat(last().firstUse(token, until, judged)).as("a replay").isFalse();
        }
        assertThat(first().firstUse(late, until, judged)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(last().firstUse(late, until, judged)).as("a replay").isFalse();
        }
        clockShows(START);
    }

    @Test
    @DisplayName("Of 16 callers on all nodes with the same token, new or forgotten, exactly one is the first")
    void atomic() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < 10; round++) {
                TokenUse token = newToken();
                assertThat(firsts(threads, token, START)).as("new").isEqualTo(1);
                Instant later = START.plus(LIFETIME).plusSeconds(2);
                clockShows(later);
                assertThat(firsts(threads, token, later)).as("forgotten").isEqualTo(1);
                clockShows(START);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private long firsts(ExecutorService threads, TokenUse token, Instant at) throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            ReplayGuard guard = nodes().get(i % nodes().size());
            calls.add(() -> use(guard, token, at));
        }
        long firsts = 0;
        for (Future<Boolean> answer : threads.invokeAll(calls)) {
            firsts += answer.get() ? 1 : 0;
        }
        return firsts;
    }

    @Test
    @DisplayName("No two different pairs of issuer and jti are taken for each other, whatever is written in them")
    void hostileIdentifiers() throws Exception {
        String id = UUID.randomUUID().toString();
        String tenKilobytes = "x".repeat(10_240);
        List<TokenUse> different = List.of(
                new TokenUse(id, "bc"),
                new TokenUse(id + "b", "c"),
                new TokenUse(id + "bc", ""),
                new TokenUse("", id + "bc"),
                new TokenUse(id + ":b", "c"),
                new TokenUse(id, "b:c"),
                new TokenUse(id + " ", "bc"),
                new TokenUse(id, " bc"),
                new TokenUse(id, "bc\u0000"),
                new TokenUse(id + "\u0000", "bc"),
                new TokenUse(id, "\ud800"),
                new TokenUse(id, "\ud801"),
                new TokenUse(id, "\udc00"),
                new TokenUse(id, "\ufffd"),
                new TokenUse(id, "?"),
                new TokenUse(id, "' OR '1'='1"),
                new TokenUse(id, "%"),
                new TokenUse(id, "BC"),
                new TokenUse(id, "\u00e9"),
                new TokenUse(id, "e\u0301"),
                new TokenUse(id, tenKilobytes),
                new TokenUse(id, tenKilobytes + "y"));
        for (TokenUse token : different) {
            assertThat(use(first(), token, START)).as(token.toString()).isTrue();
        }
        for (TokenUse token : different) {
            assertThat(use(last(), token, START)).as(token.toString()).isFalse();
        }
    }
}
