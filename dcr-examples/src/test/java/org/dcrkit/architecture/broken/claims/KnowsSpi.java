package org.dcrkit.architecture.broken.claims;

import org.dcrkit.architecture.broken.spi.Harmless;

/** Breaks: claims know only verdict. */
public final class KnowsSpi {
    Harmless known;
}
