package org.dcrkit.architecture.broken.replay;

import org.dcrkit.architecture.broken.testkit.Harmless;

/** Breaks: replay knows only core. */
public final class KnowsTestkit {
    Harmless known;
}
