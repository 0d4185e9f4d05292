package org.dcrkit.architecture.broken.jwks;

import org.dcrkit.architecture.broken.certs.Harmless;

/** Breaks: jwks knows only core. */
public final class KnowsCerts {
    Harmless known;
}
