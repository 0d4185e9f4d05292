package org.dcrkit.architecture.broken.policy;

import org.dcrkit.architecture.broken.endpoint.Harmless;

/** Breaks: nothing in core knows the endpoint. */
public final class KnowsEndpoint {
    Harmless known;
}
