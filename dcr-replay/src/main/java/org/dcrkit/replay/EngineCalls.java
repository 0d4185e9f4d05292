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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dcrkit.spi.CheckUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of a distributed engine on threads of the bank, and waits for each no longer than a deadline.
 *
 * <p>Engines block for minutes while their cluster changes (Hazelcast gives up on a call after two), and some calls fail that
 * would succeed a moment later. So a call that failed is made again after a pause, until the deadline; it must come out the
 * same however often it is made. Whoever waits is let go at the deadline or when interrupted, and the thread that still
 * works for them is interrupted. Whether that frees it is up to the engine: a member of Hazelcast and Infinispan go on waiting
 * until the call ends or fails by their own rules. So the executor is to be bounded, and nobody else's: threads that an engine
 * keeps are then missing here only, and the calls that find none are unavailable at once.
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

    /** A call in the making. */
    <T> Call<T> call(Supplier<T> call) {
        return new Call<>(call);
    }

    /** The answer of a call. */
    <T> T answer(Supplier<T> call) throws CheckUnavailableException {
        return call(call).answer();
    }

    /** Makes a call whose answer nobody waits for; it is given up when a caller would have given up. */
    void later(Supplier<?> call) {
        call(call).unattended();
    }

    private CheckUnavailableException unavailable(String what, Throwable cause) {
        return new CheckUnavailableException(engine + " " + what, RETRY_AFTER, cause);
    }

    /** One call, and the tries that it takes. */
    final class Call<T> {

        private final Supplier<T> call;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final AtomicReference<Beginning> beginning = new AtomicReference<>(Beginning.OPEN);
        private volatile @Nullable Throwable failure;
        private volatile @Nullable FutureTask<?> running;
        private volatile boolean unattended;

        private Call(Supplier<T> call) {
            this.call = call;
        }

        /** Makes the call, and waits until the deadline. */
        T answer() throws CheckUnavailableException {
            attempt();
            try {
                return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                Throwable failed = failure;
                throw failed == null
                        ? unavailable("gave no answer within " + deadline, e)
                        : unavailable("failed until " + deadline + " had passed: " + failed, failed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("was not waited for: the caller was interrupted", e);
            } catch (ExecutionException e) {
                Throwable failed = e.getCause() == null ? e : e.getCause();
                throw failed instanceof RejectedExecutionException
                        ? unavailable("was not asked: its executor takes no more work", failed)
                        : unavailable("failed: " + failed, failed);
            } finally {
                abandon();
            }
        }

        /** After it was given up: whether the engine was asked; if not, it never will be. */
        boolean mayHaveBegun() {
            beginning.compareAndSet(Beginning.OPEN, Beginning.NEVER);
            return beginning.get() == Beginning.BEGUN;
        }

        private void unattended() {
            CompletableFuture.delayedExecutor(deadline.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(this::abandon);
            unattended = true;
            attempt();
        }

        private void attempt() {
            FutureTask<?> task = new FutureTask<>(this::run, null);
            running = task;
            if (answer.isDone()) {
                return;
            }
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                if (unattended) {
                    attemptLater();
                } else {
                    answer.completeExceptionally(e);
                }
            }
        }

        private void attemptLater() {
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(this::attempt);
        }

        private void run() {
            beginning.compareAndSet(Beginning.OPEN, Beginning.BEGUN);
            if (answer.isDone() || beginning.get() == Beginning.NEVER) {
                return;
            }
            try {
                answer.complete(call.get());
            } catch (RuntimeException e) {
                failure = e;
                attemptLater();
            } catch (Error e) {
                answer.completeExceptionally(e);
            }
        }

        /** Nobody waits any more: what has not begun never does, what runs is interrupted. */
        private void abandon() {
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

    /** Whether the engine was asked. */
    private enum Beginning {
        OPEN,
        BEGUN,
        NEVER
    }
}
