package org.dcrkit.architecture.broken.spi;

import org.dcrkit.architecture.broken.policy.Harmless;

/** Breaks: spi knows only claims and verdict. */
public final class KnowsPolicy {
    Harmless known;
}
