package org.dcrkit.architecture.broken.jwks;

/** Breaks: time is given. */
public final class Measures {
    long measure() {
        return System.nanoTime();
    }
}
