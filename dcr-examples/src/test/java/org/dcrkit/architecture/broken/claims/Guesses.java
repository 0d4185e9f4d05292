package org.dcrkit.architecture.broken.claims;

import java.security.SecureRandom;

/** Breaks: core has no randomness. */
public final class Guesses {
    SecureRandom random;
}
