package org.dcrkit.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dcrkit.spi.CheckUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of a distributed engine on threads of the bank, and waits for each no longer than a deadline.
 *
 * <p>Engines block for minutes while their cluster changes (Hazelcast gives up on a call after two), and some calls fail that
 * would succeed a moment later. So a call that failed is made again after a pause, until the deadline; it must come out the
 * same however often it is made. Whoever waits is let go at the deadline or when interrupted, and the thread that still
 * works for them is interrupted, so that it can serve others.
 */
final class EngineCalls {

    /** How long a caller waits unless told otherwise. */
    static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final String engine;
    private final Executor executor;
    private final Duration deadline;

    EngineCalls(String engine, Executor executor, Duration deadline) {
        this.engine = engine;
        this.executor = requireNonNull(executor, "executor");
        this.deadline = positive(deadline, "deadline");
    }

    static Duration positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + name + " has to be positive: " + duration);
        }
        return duration;
    }

    /** The answer of a call. */
    <T> T answer(Supplier<T> call) throws CheckUnavailableException {
        Pending<T> pending = new Pending<>(call);
        pending.attempt();
        try {
            return pending.answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Throwable failure = pending.failure;
            throw failure == null
                    ? unavailable("gave no answer within " + deadline, e)
                    : unavailable("failed until " + deadline + " had passed: " + failure, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for: the caller was interrupted", e);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            throw failure instanceof RejectedExecutionException
                    ? unavailable("was not asked: its executor takes no more work", failure)
                    : unavailable("failed: " + failure, failure);
        } finally {
            pending.abandon();
        }
    }

    private CheckUnavailableException unavailable(String what, Throwable cause) {
        return new CheckUnavailableException(engine + " " + what, RETRY_AFTER, cause);
    }

    /** A call that somebody waits for. */
    private final class Pending<T> {

        private final Supplier<T> call;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private volatile @Nullable Throwable failure;
        private volatile @Nullable FutureTask<?> running;

        Pending(Supplier<T> call) {
            this.call = call;
        }

        void attempt() {
            FutureTask<?> task = new FutureTask<>(this::run, null);
            running = task;
            if (answer.isDone()) {
                return;
            }
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                answer.completeExceptionally(e);
            }
        }

        private void run() {
            if (answer.isDone()) {
                return;
            }
            try {
                answer.complete(call.get());
            } catch (RuntimeException e) {
                failure = e;
                CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                        .execute(this::attempt);
            } catch (Error e) {
                answer.completeExceptionally(e);
            }
        }

        /** Nobody waits any more: what has not begun never does, what runs is interrupted. */
        void abandon() {
            if (answer.isDone() && !answer.isCancelled()) {
                return;
            }
            answer.cancel(false);
            FutureTask<?> task = running;
            if (task != null) {
                task.cancel(true);
            }
        }
    }
}
