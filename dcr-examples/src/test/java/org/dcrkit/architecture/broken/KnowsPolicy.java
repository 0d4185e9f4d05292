package org.dcrkit.architecture.broken;

import org.dcrkit.architecture.broken.policy.Harmless;

/** Breaks: gates do not know policies. */
public final class KnowsPolicy {
    Harmless known;
}
