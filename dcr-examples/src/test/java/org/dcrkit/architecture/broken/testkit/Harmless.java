package org.dcrkit.architecture.broken.testkit;

/** Breaks no rule. */
public final class Harmless {}
