package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class TestClock implements InstantSource {

    private volatile Instant now;

    private TestClock(Instant now) {
        this.now = now;
    }

    /** A clock that stands at that instant. */
    public static TestClock at(Instant instant) {
        return new TestClock(requireNonNull(instant, "instant"));
    }

    /** A clock that stands at that instant, such as {@code 2026-03-02T10:00:00Z}. */
    public static TestClock at(String instant) {
        return at(Instant.parse(instant));
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves on by that much, or back if it is negative. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** Moves to that instant. */
    public synchronized void moveTo(Instant instant) {
        now = requireNonNull(instant, "instant");
    }

    @Override
    public String toString() {
        return now.toString();
    }
}
