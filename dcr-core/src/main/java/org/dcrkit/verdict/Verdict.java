package org.dcrkit.verdict;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The outcome of a check: accepted with a value, rejected with violations, or indeterminate with obstacles.
 *
 * <p>A verdict is a value: bad input of any kind becomes one and is never thrown. There are three cases and no fourth;
 * {@link #fold} makes a caller answer each. When verdicts are merged, Rejected outranks Indeterminate, which outranks
 * Accepted: what could not be checked never turns a refusal into something milder, nor a doubt into acceptance.
 *
 * @param <T> what an accepted verdict proves
 */
public sealed interface Verdict<T> {

    /** What the verdict rests on. */
    Evidence evidence();

    /**
     * The check was made and passed.
     *
     * @param value what is now proven
     * @param evidence what the verdict rests on
     */
    record Accepted<T>(T value, Evidence evidence) implements Verdict<T> {
        /** Requires both. */
        public Accepted {
            requireNonNull(value, "value");
            requireNonNull(evidence, "evidence");
        }

        @Override
        public <R> R fold(
                Function<? super Accepted<T>, ? extends R> accepted,
                Function<? super Rejected<T>, ? extends R> rejected,
                Function<? super Indeterminate<T>, ? extends R> indeterminate) {
            return accepted.apply(this);
        }
    }

    /**
     * The check was made and failed.
     *
     * @param violations every fault that was found; never empty, in the order in which they were found
     * @param evidence what the verdict rests on
     */
    record Rejected<T>(List<Violation> violations, Evidence evidence) implements Verdict<T> {
        /** Requires at least one violation; a repeated one is kept once. */
        public Rejected {
            violations = List.copyOf(violations).stream().distinct().toList();
            requireNonNull(evidence, "evidence");
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs at least one violation");
            }
        }

        @Override
        public <R> R fold(
                Function<? super Accepted<T>, ? extends R> accepted,
                Function<? super Rejected<T>, ? extends R> rejected,
                Function<? super Indeterminate<T>, ? extends R> indeterminate) {
            return rejected.apply(this);
        }
    }

    /**
     * The check could not be made.
     *
     * @param obstacles everything that stood in the way; never empty
     * @param evidence what the verdict rests on
     */
    record Indeterminate<T>(List<Obstacle> obstacles, Evidence evidence) implements Verdict<T> {
        /** Requires at least one obstacle; a repeated one is kept once. */
        public Indeterminate {
            obstacles = List.copyOf(obstacles).stream().distinct().toList();
            requireNonNull(evidence, "evidence");
            if (obstacles.isEmpty()) {
                throw new IllegalArgumentException("an indeterminate verdict needs at least one obstacle");
            }
        }

        @Override
        public <R> R fold(
                Function<? super Accepted<T>, ? extends R> accepted,
                Function<? super Rejected<T>, ? extends R> rejected,
                Function<? super Indeterminate<T>, ? extends R> indeterminate) {
            return indeterminate.apply(this);
        }
    }

    /** Accepted, with nothing to show for it. */
    static <T> Verdict<T> accepted(T value) {
        return new Accepted<>(value, Evidence.none());
    }

    /** Accepted on that evidence. */
    static <T> Verdict<T> accepted(T value, Evidence evidence) {
        return new Accepted<>(value, evidence);
    }

    /** Rejected for one or several violations. */
    static <T> Verdict<T> rejected(Violation first, Violation... more) {
        List<Violation> all = new ArrayList<>(List.of(more));
        all.add(0, first);
        return new Rejected<>(all, Evidence.none());
    }

    /**
     * Rejected for each of the violations.
     *
     * @throws IllegalArgumentException if there is none
     */
    static <T> Verdict<T> rejected(List<Violation> violations, Evidence evidence) {
        return new Rejected<>(violations, evidence);
    }

    /** Not to be found out, for that obstacle. */
    static <T> Verdict<T> indeterminate(Obstacle obstacle) {
        return new Indeterminate<>(List.of(obstacle), Evidence.none());
    }

    /** One answer for each case. */
    <R> R fold(
            Function<? super Accepted<T>, ? extends R> accepted,
            Function<? super Rejected<T>, ? extends R> rejected,
            Function<? super Indeterminate<T>, ? extends R> indeterminate);

    /** The proven value, if accepted. */
    default Optional<T> toOptional() {
        return fold(a -> Optional.of(a.value()), r -> Optional.<T>empty(), i -> Optional.<T>empty());
    }

    /** The violations; empty unless rejected. */
    default List<Violation> violations() {
        return fold(a -> List.<Violation>of(), Rejected::violations, i -> List.<Violation>of());
    }

    /** The obstacles; empty unless indeterminate. */
    default List<Obstacle> obstacles() {
        return fold(a -> List.<Obstacle>of(), r -> List.<Obstacle>of(), Indeterminate::obstacles);
    }

    /** Whether the check was made and passed. */
    default boolean isAccepted() {
        return fold(a -> true, r -> false, i -> false);
    }

    /** The same verdict about a value made from this one's. */
    default <U> Verdict<U> map(Function<? super T, ? extends U> change) {
        return then(value -> accepted(change.apply(value)));
    }

    /**
     * Sequential composition: the next check, which needs this one's value, or this verdict where there is none.
     *
     * @return the next verdict, on this verdict's evidence and its own
     */
    default <U> Verdict<U> then(Function<? super T, ? extends Verdict<U>> next) {
        return fold(
                a -> next.apply(a.value()).precededBy(a.evidence()),
                r -> new Rejected<U>(r.violations(), r.evidence()),
                i -> new Indeterminate<U>(i.obstacles(), i.evidence()));
    }

    /** The same verdict with earlier evidence in front of its own. */
    default Verdict<T> precededBy(Evidence earlier) {
        return fold(
                a -> new Accepted<>(a.value(), earlier.and(a.evidence())),
                r -> new Rejected<>(r.violations(), earlier.and(r.evidence())),
                i -> new Indeterminate<>(i.obstacles(), earlier.and(i.evidence())));
    }

    /**
     * Parallel composition of two independent checks: both were made, and both sides' faults are reported.
     *
     * @return rejected with the violations of both if either is rejected; else indeterminate with the obstacles of both if
     *     either is; else accepted with the joined value
     */
    static <A, B, C> Verdict<C> both(
            Verdict<A> left, Verdict<B> right, BiFunction<? super A, ? super B, ? extends C> join) {
        Evidence evidence = left.evidence().and(right.evidence());
        List<Violation> violations = new ArrayList<>(left.violations());
        violations.addAll(right.violations());
        if (!violations.isEmpty()) {
            return new Rejected<>(violations, evidence);
        }
        List<Obstacle> obstacles = new ArrayList<>(left.obstacles());
        obstacles.addAll(right.obstacles());
        if (!obstacles.isEmpty()) {
            return new Indeterminate<>(obstacles, evidence);
        }
        return new Accepted<>(
                join.apply(left.toOptional().orElseThrow(), right.toOptional().orElseThrow()), evidence);
    }
}
