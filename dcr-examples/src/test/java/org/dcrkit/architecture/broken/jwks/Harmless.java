package org.dcrkit.architecture.broken.jwks;

/** Breaks no rule. */
public final class Harmless {}
