package org.dcrkit.architecture.broken.policy;

/** Breaks no rule. */
public final class Harmless {}
