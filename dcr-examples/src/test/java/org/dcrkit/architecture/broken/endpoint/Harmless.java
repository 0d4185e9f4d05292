package org.dcrkit.architecture.broken.endpoint;

import org.dcrkit.architecture.broken.policy.KnowsEndpoint;

/** Keeps all rules. */
public final class Harmless {
    KnowsEndpoint known;
}
