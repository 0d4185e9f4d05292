package org.dcrkit.architecture.broken.jwks;

/** Breaks no rule: the named exception. */
public final class SystemTicker {
    long read() {
        return System.nanoTime();
    }
}
