package org.dcrkit.architecture.broken.policy;

import org.dcrkit.architecture.broken.jwks.Harmless;

/** Breaks: core stands alone. */
public final class KnowsJwks {
    Harmless known;
}
