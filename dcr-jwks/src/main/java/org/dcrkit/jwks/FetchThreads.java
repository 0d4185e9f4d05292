package org.dcrkit.jwks;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that fetches run on where the user brings none: few, daemons, and gone when idle. */
final class FetchThreads {

    private static final int MOST = 64;
    private static final int WAITING = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private FetchThreads() {}

    static ExecutorService create() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST, MOST, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "dcr-jwks-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
