package org.dcrkit.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dcrkit.verdict.Verdict.Accepted;
import org.dcrkit.verdict.Verdict.Indeterminate;
import org.dcrkit.verdict.Verdict.Rejected;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A verdict is accepted, rejected or indeterminate, and there is no fourth case")
class VerdictTest {

    private static final Violation FIRST = Faults.METADATA.at("scope");
    private static final Violation SECOND = Faults.REDIRECT.at("redirect_uris");
    private static final Obstacle DOWN = new Obstacle(Obstacle.Kind.DIRECTORY_KEYS, "no route", Duration.ofSeconds(30));
    private static final Obstacle SILENT =
            new Obstacle(Obstacle.Kind.CERTIFICATE_STATUS, "no answer", Duration.ofSeconds(5));

    private static final Verdict<String> ACCEPTED = Verdict.accepted("left", Evidence.of("key", "k1"));
    private static final Verdict<String> REJECTED = Verdict.rejected(List.of(FIRST), Evidence.of("key", "k2"));
    private static final Verdict<String> INDETERMINATE = new Indeterminate<>(List.of(DOWN), Evidence.of("key", "k3"));

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(ACCEPTED, ACCEPTED, Accepted.class),
                Arguments.of(ACCEPTED, REJECTED, Rejected.class),
                Arguments.of(ACCEPTED, INDETERMINATE, Indeterminate.class),
                Arguments.of(REJECTED, ACCEPTED, Rejected.class),
                Arguments.of(REJECTED, REJECTED, Rejected.class),
                Arguments.of(REJECTED, INDETERMINATE, Rejected.class),
                Arguments.of(INDETERMINATE, ACCEPTED, Indeterminate.class),
                Arguments.of(INDETERMINATE, REJECTED, Rejected.class),
                Arguments.of(INDETERMINATE, INDETERMINATE, Indeterminate.class));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("pairs")
    @DisplayName("When verdicts are merged, Rejected outranks Indeterminate, which outranks Accepted")
    void precedence(Verdict<String> left, Verdict<String> right, Class<?> expected) {
        assertThat(Verdict.both(left, right, String::concat)).isInstanceOf(expected);
    }

    @Test
    @DisplayName("Two rejections report the violations of both, the left one's first, and a shared one once")
    void mergedViolations() {
        Verdict<String> other = Verdict.rejected(SECOND, FIRST);

        assertThat(Verdict.both(REJECTED, other, String::concat).violations()).containsExactly(FIRST, SECOND);
    }

    @Test
    @DisplayName(
            "A rejection merged with an obstacle names no obstacle: the refusal stands whatever it turns out to be")
    void rejectionHidesObstacles() {
        Verdict<String> merged = Verdict.both(INDETERMINATE, REJECTED, String::concat);

        assertThat(merged.obstacles()).isEmpty();
        assertThat(merged.violations()).containsExactly(FIRST);
    }

    @Test
    @DisplayName("Two obstacles are both reported")
    void mergedObstacles() {
        assertThat(Verdict.both(INDETERMINATE, Verdict.<String>indeterminate(SILENT), String::concat)
                        .obstacles())
                .containsExactly(DOWN, SILENT);
    }

    @Test
    @DisplayName("Two acceptances give the joined value on the evidence of both")
    void joined() {
        Verdict<String> merged = Verdict.both(
                ACCEPTED, Verdict.accepted("right", Evidence.of("certificate", "c1")), (l, r) -> l + "+" + r);

        assertThat(merged.toOptional()).contains("left+right");
        assertThat(merged.evidence().entries())
                .containsExactly(new Evidence.Entry("key", "k1"), new Evidence.Entry("certificate", "c1"));
    }

    @Test
    @DisplayName("The next check is made with the value of an accepted one, and its evidence follows")
    void sequence() {
        Verdict<Integer> next =
                ACCEPTED.then(value -> Verdict.accepted(value.length(), Evidence.of("policy", "strict")));

        assertThat(next.toOptional()).contains(4);
        assertThat(next.evidence().entries()).extracting(Evidence.Entry::name).containsExactly("key", "policy");
    }

    @Test
    @DisplayName("The next check is not made after a rejection or an obstacle")
    void sequenceStops() {
        AtomicInteger asked = new AtomicInteger();

        Verdict<Integer> afterRejected = REJECTED.then(value -> Verdict.accepted(asked.incrementAndGet()));
        Verdict<Integer> afterObstacle = INDETERMINATE.then(value -> Verdict.accepted(asked.incrementAndGet()));

        assertThat(asked).hasValue(0);
        assertThat(afterRejected).isEqualTo(REJECTED);
        assertThat(afterObstacle).isEqualTo(INDETERMINATE);
    }

    @Test
    @DisplayName("A mapped verdict keeps its case and its evidence")
    void mapped() {
        assertThat(ACCEPTED.map(String::length)).isEqualTo(Verdict.accepted(4, ACCEPTED.evidence()));
        assertThat(REJECTED.map(String::length)).isEqualTo(REJECTED);
        assertThat(INDETERMINATE.map(String::length)).isEqualTo(INDETERMINATE);
    }

    @Test
    @DisplayName("fold answers each case with its own function")
    void fold() {
        assertThat(Stream.of(ACCEPTED, REJECTED, INDETERMINATE)
                        .map(verdict -> verdict.<String>fold(
                                a -> a.value(),
                                r -> r.violations().get(0).where().toString(),
                                i -> i.obstacles().get(0).detail())))
                .containsExactly("left", "request:/scope", "no route");
    }

    @Test
    @DisplayName("Each case shows only what it has")
    void views() {
        assertThat(ACCEPTED.isAccepted()).isTrue();
        assertThat(ACCEPTED.violations()).isEmpty();
        assertThat(ACCEPTED.obstacles()).isEmpty();
        assertThat(REJECTED.isAccepted()).isFalse();
        assertThat(REJECTED.toOptional()).isEmpty();
        assertThat(REJECTED.obstacles()).isEmpty();
        assertThat(INDETERMINATE.isAccepted()).isFalse();
        assertThat(INDETERMINATE.toOptional()).isEmpty();
        assertThat(INDETERMINATE.violations()).isEmpty();
    }

    @Test
    @DisplayName("Earlier evidence stands in front, and a fact is not repeated")
    void precededBy() {
        Evidence earlier = Evidence.of("policy", "strict").with("key", "k1");

        assertThat(Stream.of(ACCEPTED, REJECTED, INDETERMINATE)
                        .map(verdict -> verdict.precededBy(earlier).evidence().entries()))
                .containsExactly(
                        earlier.entries(),
                        earlier.with("key", "k2").entries(),
                        earlier.with("key", "k3").entries());
    }

    @Test
    @DisplayName("A rejection is never empty, and neither is an indeterminate verdict")
    void neverEmpty() {
        assertThatThrownBy(() -> Verdict.rejected(List.of(), Evidence.none()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Indeterminate<>(List.of(), Evidence.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A verdict copies what it is given, and nobody can change it afterwards")
    void immutable() {
        List<Violation> given = new ArrayList<>(List.of(FIRST));
        Verdict<String> verdict = Verdict.rejected(given, Evidence.none());
        given.add(SECOND);

        assertThat(verdict.violations()).containsExactly(FIRST);
        assertThatThrownBy(() -> verdict.violations().add(SECOND)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("A value, a violation or an obstacle that is null is a programmer's error")
    void nulls() {
        List<Violation> violations = new ArrayList<>();
        violations.add(null);
        List<Obstacle> obstacles = new ArrayList<>();
        obstacles.add(null);

        assertThatNullPointerException().isThrownBy(() -> Verdict.accepted(null));
        assertThatNullPointerException().isThrownBy(() -> Verdict.rejected(violations, Evidence.none()));
        assertThatNullPointerException().isThrownBy(() -> new Indeterminate<>(obstacles, Evidence.none()));
        assertThatNullPointerException().isThrownBy(() -> ACCEPTED.map(value -> (String) null));
    }
}
