package org.dcrkit.architecture.broken.certs;

/** Breaks no rule. */
public final class Harmless {}
