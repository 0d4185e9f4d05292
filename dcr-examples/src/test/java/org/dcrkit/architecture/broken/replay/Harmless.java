package org.dcrkit.architecture.broken.replay;

/** Breaks no rule. */
public final class Harmless {}
