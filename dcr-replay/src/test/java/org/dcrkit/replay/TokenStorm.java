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
import java.util.concurrent.TimeUnit;
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

    /** How many tokens the clusters are offered unless {@code -Ddcr.storm.tokens=2000} asks for a longer storm. */
    static final int USUAL = 500;

    static final int LANES = 4;
    private static final int PATIENCE = 3;
    private static final long REPAIR_SECONDS = 60;

    private final List<? extends ReplayGuard> nodes;
    private final List<TokenUse> tokens;
    private final AtomicIntegerArray firsts;
    private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();
    private final Map<Integer, String> passedAt = new ConcurrentHashMap<>();
    private volatile @Nullable CheckUnavailableException last;
    private final CountDownLatch happened = new CountDownLatch(1);
    private final CountDownLatch repaired = new CountDownLatch(1);
    private final AtomicInteger offersAfterwards = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();

    TokenStorm(List<? extends ReplayGuard> nodes, int usual) {
        this.nodes = nodes;
        int tokens = Integer.getInteger("dcr.storm.tokens", usual);
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
     * @param lost the node that is dead from then on, and is not asked any more once it said so
     */
    void blow(Event halfWay, int lost) throws Exception {
        blow(halfWay, () -> {}, lost);
    }

    /**
     * Offers every token to every node; while all are out of order the tokens wait, and what was not answered is offered again.
     *
     * @param halfWay what happens when half of the tokens have been offered
     * @param repair what is done against it; afterwards all nodes work
     */
    void blow(Event halfWay, Event repair) throws Exception {
        blow(halfWay, repair, -1);
    }

    private void blow(Event halfWay, Event repair, int lost) throws Exception {
        CountDownLatch half = new CountDownLatch(tokens.size() / 2);
        ExecutorService threads = Executors.newFixedThreadPool(LANES * nodes.size() + 1);
        try {
            List<Future<?>> work = new ArrayList<>();
            work.add(threads.submit(() -> {
                half.await();
                halfWay.happen();
                happened.countDown();
                repair.happen();
                repaired.countDown();
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
                                if (token + LANES >= tokens.size()) {
                                    // However long it takes, the last token of each lane comes after it.
                                    assertThat(happened.await(REPAIR_SECONDS, TimeUnit.SECONDS))
                                            .isTrue();
                                }
                                together.arriveAndAwaitAdvance();
                                if (which == 0) {
                                    half.countDown();
                                }
                                if (happened.getCount() == 0) {
                                    offersAfterwards.incrementAndGet();
                                }
                                if (!offer(which, token)) {
                                    if (which == lost) {
                                        return null;
                                    }
                                    if (lost < 0) {
                                        offerAfterRepair(which, token);
                                    }
                                }
                            }
                        } finally {
                            together.arriveAndDeregister();
                        }
                        return null;
                    }));
                }
            }
            for (Future<?> done : work) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(offersAfterwards.get())
                .as("offers that were made after it had happened")
                .isPositive();
    }

    private void offerAfterRepair(int node, int token) throws InterruptedException {
        assertThat(repaired.await(REPAIR_SECONDS, TimeUnit.SECONDS)).isTrue();
        offer(node, token);
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
     * @param living a node that works
     * @param mostLost how many marks at most may be there although nobody was told
     * @param mostUndecided for how many tokens at most there may still be no answer
     * @return the figures, for people
     */
    String verify(int living, int mostLost, int mostUndecided) {
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
                        .hasSizeLessThanOrEqualTo(mostUndecided);
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
        return tokens.size() + " tokens to " + nodes.size() + " nodes at once: " + offersAfterwards
                + " offers after the event; " + during + "; first when asked again: "
                + afterwards + "; passed twice: 0; mark kept, answer lost: " + nowhere.size() + "; still no answer: "
                + undecided.size();
    }
}
