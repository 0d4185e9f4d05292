package org.dcrkit.architecture.broken.testkit;

/** Breaks no rule: the testkit may measure. */
public final class Measures {
    long measure() {
        return System.nanoTime();
    }
}
