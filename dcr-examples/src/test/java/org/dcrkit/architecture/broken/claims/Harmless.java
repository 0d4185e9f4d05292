package org.dcrkit.architecture.broken.claims;

/** Breaks no rule. */
public final class Harmless {}
