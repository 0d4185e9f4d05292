package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.jspecify.annotations.Nullable;

/**
 * Tokens, each offered to all nodes at the same moment by a thread for each node, in several lanes; half-way something
 * happens to one node.
 */
final class TokenStorm {

    /** How many tokens the clusters are offered; a longer storm is asked for with {@code -Ddcr.storm.tokens=2000}. */
    static final int SIZE = Integer.getInteger("dcr.storm.tokens", 500);

    private static final int LANES = 4;
    private static final int PATIENCE = 3;

    private final List<? extends ReplayGuard> nodes;
    private final List<TokenUse> tokens;
    private final AtomicIntegerArray firsts;
    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();
    private final Map<Integer, String> passedAt = new ConcurrentHashMap<>();
    private volatile @Nullable CheckUnavailableException last;
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();

    TokenStorm(List<? extends ReplayGuard> nodes, int tokens) {
        this.nodes = nodes;
        List<TokenUse> all = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            all.add(ReplayGuardContract.newToken());
        }
        this.tokens = List.copyOf(all);
        this.firsts = new AtomicIntegerArray(tokens);
    }

    /** Something that may fail. */
    interface Event {
        void happen() throws Exception;
    }

    /**
     * Offers every token to every node.
     *
     * @param halfWay what happens when half of the tokens have been offered
     * @param lost the node that is dead from then on, and is not asked any more once it said so; -1 if none is
     */
    void blow(Event halfWay, int lost) throws Exception {
        CountDownLatch half = new CountDownLatch(tokens.size() / 2);
        ExecutorService threads = Executors.newFixedThreadPool(LANES * nodes.size() + 1);
        try {
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(() -> {
                half.await();
                halfWay.happen();
                return null;
            }));
            for (int lane = 0; lane < LANES; lane++) {
                int start = lane;
                Phaser together = new Phaser(nodes.size());
                for (int node = 0; node < nodes.size(); node++) {
                    int which = node;
                    work.add(threads.submit(() -> {
                        try {
                            for (int token = start; token < tokens.size(); token += LANES) {
                                together.arriveAndAwaitAdvance();
                                if (which == 0) {
                                    half.countDown();
                                }
                                if (!offer(which, token) && which == lost) {
                                    return;
                                }
                            }
                        } finally {
                            together.arriveAndDeregister();
                        }
                    }));
                }
            }
            for (Future<?> done : work) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As a TPP does that was told to try again: a cluster takes some seconds to be rid of a dead member. */
    private boolean offerPatiently(int node, int token) {
        for (int tries = 0; tries < PATIENCE; tries++) {
            if (offer(node, token)) {
                return true;
            }
        }
        return false;
    }

    /** False if the node could not tell. */
    private boolean offer(int node, int token) {
        try {
            if (ReplayGuardContract.use(nodes.get(node), tokens.get(token), ReplayGuardContract.START)) {
                firsts.incrementAndGet(token);
                passedAt.merge(token, "node " + node, (one, other) -> one + ", " + other);
            } else {
                repeats.incrementAndGet();
            }
            return true;
        } catch (CheckUnavailableException e) {
            unavailable.incrementAndGet();
            unanswered.add(token);
            last = e;
            return false;
        }
    }

    /**
     * Offers every token once more, to a node that works, and counts.
     *
     * <p>No token may have been the first twice. None may be the first nowhere, unless a node that could not tell had been
     * asked for it: its mark stays although its answer was lost, and the TPP signs a new request. A token that was under way
     * when a node was lost may stay locked, and be answered with "cannot tell".
     *
     * @return the figures, for people
     */
    String verify(int living, int mostLost) {
        String during = repeats + " repeats, " + unavailable + " times no answer (" + unanswered.size() + " tokens)";
        Map<Integer, String> twice = new LinkedHashMap<>();
        Set<Integer> undecided = new LinkedHashSet<>();
        Set<Integer> nowhere = new LinkedHashSet<>();
        int afterwards = 0;
        for (int token = 0; token < tokens.size(); token++) {
            int before = firsts.get(token);
            if (!offerPatiently(living, token)) {
                undecided.add(token);
                assertThat(undecided)
                        .as("tokens without an answer when all is over: %s", last)
                        .hasSizeLessThanOrEqualTo(mostLost);
            }
            afterwards += firsts.get(token) - before;
            if (firsts.get(token) > 1) {
                twice.put(token, requireNonNull(passedAt.get(token)));
            } else if (firsts.get(token) == 0 && !undecided.contains(token)) {
                nowhere.add(token);
            }
        }
        assertThat(twice).as("tokens that passed twice").isEmpty();
        assertThat(unanswered)
                .as("tokens that passed nowhere were without an answer")
                .containsAll(nowhere);
        assertThat(nowhere).as("marks whose answer was lost").hasSizeLessThanOrEqualTo(mostLost);
        return tokens.size() + " tokens to " + nodes.size() + " nodes at once: " + during + "; first when asked again: "
                + afterwards + "; passed twice: 0; mark kept, answer lost: " + nowhere.size() + "; still no answer: "
                + undecided.size();
    }
}
