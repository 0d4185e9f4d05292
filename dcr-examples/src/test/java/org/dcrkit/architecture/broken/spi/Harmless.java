package org.dcrkit.architecture.broken.spi;

/** Breaks no rule. */
public final class Harmless {}
