package org.dcrkit.jwks;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A bulkhead: so many fetches from one host at a time, and so many more that wait, so that a host that hangs cannot take
 * the threads that the others need.
 */
final class HostLanes {

    private final Executor executor;
    private final int width;
    private final int waitingRoom;
    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();

    HostLanes(Executor executor, int width, int waitingRoom) {
        this.executor = executor;
        this.width = width;
        this.waitingRoom = waitingRoom;
    }

    /** A fetch, which either runs or is told that there is no room for it. */
    interface Task extends Runnable {
        void reject();
    }

    /** Changed only inside {@code lanes.compute}. */
    private static final class Lane {
        private int running;
        private final Queue<Task> waiting = new ArrayDeque<>();
    }

    void submit(String host, Task task) {
        boolean[] start = new boolean[1];
        boolean[] full = new boolean[1];
        lanes.compute(host, (name, known) -> {
            Lane lane = known == null ? new Lane() : known;
            if (lane.running < width) {
                lane.running++;
                start[0] = true;
            } else if (lane.waiting.size() < waitingRoom) {
                lane.waiting.add(task);
            } else {
                full[0] = true;
            }
            return lane;
        });
        if (full[0]) {
            task.reject();
        } else if (start[0]) {
            execute(host, task);
        }
    }

    private void execute(String host, Task first) {
        for (@Nullable Task task = first; task != null; task = next(host)) {
            Task current = task;
            try {
                executor.execute(() -> runThenNext(host, current));
                return;
            } catch (RejectedExecutionException noThread) {
                current.reject();
            }
        }
    }

    private void runThenNext(String host, Task task) {
        try {
            task.run();
        } finally {
            @Nullable Task next = next(host);
            if (next != null) {
                execute(host, next);
            }
        }
    }

    /** Passes the finished task's place on to one that waits, or gives it up. */
    private @Nullable Task next(String host) {
        @Nullable Task[] next = new Task[1];
        lanes.computeIfPresent(host, (name, lane) -> {
            next[0] = lane.waiting.poll();
            if (next[0] == null) {
                lane.running--;
            }
            return lane.running == 0 ? null : lane;
        });
        return next[0];
    }
}
