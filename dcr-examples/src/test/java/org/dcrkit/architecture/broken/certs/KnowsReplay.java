package org.dcrkit.architecture.broken.certs;

import org.dcrkit.architecture.broken.replay.Harmless;

/** Breaks: certs know only core. */
public final class KnowsReplay {
    Harmless known;
}
