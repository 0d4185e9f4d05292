package org.dcrkit.replay;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Marks of which nobody was told whether they were the first: the next caller with the same token goes on with them, whichever
 * of them was written. A token with the same {@code jti} and another end is another, and would be remembered too briefly.
 *
 * <p>Limits: 10,000 tokens, the oldest of which gives way to a further one, and eight marks of each; about 5 MB with one mark
 * each, 20 MB at the very most. What gave way looks used when it comes again. Tokens that are over make room as soon as they
 * are the oldest.
 */
final class UndecidedMarks {

    static final int TOKENS_KEPT = 10_000;
    static final int MARKS_KEPT = 8;

    /** The oldest first. */
    private final Map<String, Undecided> byToken = new LinkedHashMap<>();

    private record Undecided(List<Mark> marks, Instant until) {}

    /** The marks of that token, which are the caller's from now on; none if there are none. */
    synchronized List<Mark> take(String key, Instant until) {
        Undecided undecided = byToken.remove(key + until);
        return undecided == null ? List.of() : undecided.marks();
    }

    /** Keeps marks of a token; of more callers at once than are remembered, the last ones are not. */
    synchronized void keep(String key, Instant until, List<Mark> marks, Instant at) {
        String token = key + until;
        Undecided others = byToken.remove(token);
        List<Mark> all = others == null
                ? marks
                : Stream.concat(others.marks().stream(), marks.stream()).toList();
        byToken.put(token, new Undecided(all.stream().limit(MARKS_KEPT).toList(), until));
        Iterator<Undecided> oldest = byToken.values().iterator();
        while (oldest.hasNext() && (isOver(oldest.next(), at) || byToken.size() > TOKENS_KEPT)) {
            oldest.remove();
        }
    }

    private static boolean isOver(Undecided undecided, Instant at) {
        return undecided.until().plus(CacheSettings.CLOCKS_APART).isBefore(at);
    }

    synchronized int tokens() {
        return byToken.size();
    }
}
