package org.dcrkit.architecture.broken.verdict;

/** Breaks: core has no mutable static. */
public final class Remembers {
    static int seen;
}
