package org.dcrkit.architecture.broken.cli;

/** Breaks no rule. */
public final class Harmless {}
