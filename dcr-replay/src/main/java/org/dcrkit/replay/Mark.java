package org.dcrkit.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a cache holds for a key: who wrote it, and what.
 *
 * <p>The writer is another in each call on each node. A call whose answer was lost, because a member of the cluster died
 * after it had written, so finds out whether the mark that it meets is its own.
 *
 * @param writer the call that wrote it
 * @param content what the mark says
 */
record Mark(String writer, String content) {

    private static final char BETWEEN = ' ';

    static Mark read(String text) {
        int end = text.indexOf(BETWEEN);
        if (end < 0) {
            throw new IllegalStateException("the cache holds an entry that is not of this library");
        }
        return new Mark(text.substring(0, end), text.substring(end + 1));
    }

    String text() {
        return writer + BETWEEN + content;
    }

    /** The content as an instant. */
    Instant until() {
        try {
            return Instant.parse(content);
        } catch (DateTimeException e) {
            throw new IllegalStateException("the cache holds an entry that is not a replay guard's", e);
        }
    }

    /** Makes marks, none of which is like another's. */
    static final class Writer {

        private final UUID node = UUID.randomUUID();
        private final AtomicLong calls = new AtomicLong();

        Mark mark(String content) {
            return new Mark(node + "-" + calls.incrementAndGet(), content);
        }
    }
}
