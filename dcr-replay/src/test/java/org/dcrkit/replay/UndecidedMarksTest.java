package org.dcrkit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UndecidedMarksTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant UNTIL = START.plusSeconds(60);

    private final UndecidedMarks undecided = new UndecidedMarks();

    private static List<Mark> marks(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new Mark("writer-" + i, UNTIL.toString()))
                .toList();
    }

    @Test
    @DisplayName("Marks are taken once, by a token with the same key and end")
    void taken() {
        undecided.keep("key", UNTIL, marks(2), START);
        assertThat(undecided.take("key", UNTIL.plusSeconds(1))).isEmpty();
        assertThat(undecided.take("other", UNTIL)).isEmpty();
        assertThat(undecided.take("key", UNTIL)).isEqualTo(marks(2));
        assertThat(undecided.take("key", UNTIL)).isEmpty();
    }

    @Test
    @DisplayName("Of one token eight marks are kept, those of the first callers")
    void eightMarks() {
        for (Mark mark : marks(20)) {
            undecided.keep("key", UNTIL, List.of(mark), START);
        }
        assertThat(undecided.take("key", UNTIL)).isEqualTo(marks(8));
    }

    @Test
    @DisplayName("Of more than 10,000 tokens the oldest give way")
    void oldestGiveWay() {
        for (int i = 0; i < 10_003; i++) {
            undecided.keep("key-" + i, UNTIL, marks(1), START);
        }
        assertThat(undecided.tokens()).isEqualTo(10_000);
        assertThat(undecided.take("key-2", UNTIL)).isEmpty();
        assertThat(undecided.take("key-3", UNTIL)).hasSize(1);
        assertThat(undecided.take("key-10002", UNTIL)).hasSize(1);
    }

    @Test
    @DisplayName("Tokens that have been over for five minutes are forgotten")
    void over() {
        undecided.keep("old", UNTIL, marks(1), START);
        Instant justNot = UNTIL.plus(Duration.ofMinutes(5));
        undecided.keep("new-1", justNot, marks(1), justNot);
        assertThat(undecided.tokens()).isEqualTo(2);
        undecided.keep("new-2", justNot, marks(1), justNot.plusMillis(1));
        assertThat(undecided.tokens()).isEqualTo(2);
        assertThat(undecided.take("old", UNTIL)).isEmpty();
    }
}
