package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Tokens whose mark was written and of which nobody was told")
@Timeout(60)
class JCacheUndecidedTest extends FaultyCache {

    private static final int MORE_THAN_ARE_KEPT = 10_500;
    private static final int FRESH = 500;

    /** Writes the mark, and loses the answer for good. */
    private void loseAnswers() {
        afterPut.set(() -> {
            throw new StackOverflowError("as good as any");
        });
    }

    private static List<TokenUse> tokens(int number) {
        return Stream.generate(ReplayGuardContract::newToken).limit(number).toList();
    }

    private static void offerInVain(JCacheReplayGuard guard, List<TokenUse> tokens) {
        int undecided = 0;
        for (TokenUse token : tokens) {
            try {
                ReplayGuardContract.use(guard, token, START);
            } catch (CheckUnavailableException e) {
                undecided++;
            }
        }
        assertThat(undecided).isEqualTo(tokens.size());
    }

    private void assertAllFirstWhenTheyComeAgain(JCacheReplayGuard guard, List<TokenUse> tokens) throws Exception {
        afterPut.set(() -> {});
        int firsts = 0;
        for (TokenUse token : tokens) {
            firsts += ReplayGuardContract.use(guard, token, START) ? 1 : 0;
        }
        assertThat(firsts).isEqualTo(tokens.size());
    }

    @Test
    @DisplayName(
            "However many tokens stayed undecided and do not come any more, those that are undecided last are decided rightly")
    void manyThatNeverComeAgain() throws Exception {
        JCacheReplayGuard guard = guard(Runnable::run, Duration.ofSeconds(10));
        loseAnswers();
        List<TokenUse> stale = tokens(MORE_THAN_ARE_KEPT);
        offerInVain(guard, stale);
        offerInVain(guard, stale);
        List<TokenUse> fresh = tokens(FRESH);
        offerInVain(guard, fresh);
        assertAllFirstWhenTheyComeAgain(guard, fresh);
    }

    @Test
    @DisplayName(
            "However many calls a full executor refused, tokens that were undecided before them are decided rightly")
    void manyRefused() throws Exception {
        AtomicReference<Executor> executor = new AtomicReference<>(Runnable::run);
        JCacheReplayGuard guard = guard(work -> executor.get().execute(work), Duration.ofSeconds(10));
        loseAnswers();
        List<TokenUse> earlier = tokens(FRESH);
        offerInVain(guard, earlier);
        executor.set(work -> {
            throw new RejectedExecutionException("full");
        });
        offerInVain(guard, tokens(MORE_THAN_ARE_KEPT));
        offerInVain(guard, earlier);
        executor.set(Runnable::run);
        assertAllFirstWhenTheyComeAgain(guard, earlier);
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

    private static boolean answered(JCacheReplayGuard guard) {
        try {
            return use(guard);
        } catch (CheckUnavailableException e) {
            throw new AssertionError(e);
        }
    }
}
