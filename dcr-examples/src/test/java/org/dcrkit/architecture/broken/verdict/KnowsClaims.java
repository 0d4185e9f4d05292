package org.dcrkit.architecture.broken.verdict;

import org.dcrkit.architecture.broken.claims.Harmless;

/** Breaks: verdict knows nothing else of core. */
public final class KnowsClaims {
    Harmless known;
}
