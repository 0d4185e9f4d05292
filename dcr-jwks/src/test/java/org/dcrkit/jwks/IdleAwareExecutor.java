package org.dcrkit.jwks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/** Runs tasks on daemon threads and lets a test wait until all of them are done. */
final class IdleAwareExecutor implements Executor, AutoCloseable {

    private final ExecutorService pool = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-fetch");
        thread.setDaemon(true);
        return thread;
    });
    private final Phaser running = new Phaser(1);

    @Override
    public void execute(Runnable task) {
        running.register();
        pool.execute(() -> {
            try {
                task.run();
            } finally {
                running.arriveAndDeregister();
            }
        });
    }

    /** Returns when no task is running. */
    void awaitIdle() {
        running.arriveAndAwaitAdvance();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
