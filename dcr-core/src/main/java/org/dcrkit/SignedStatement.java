package org.dcrkit;

import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.PublishedKey;

/**
 * A statement whose signature stands: a configured directory wrote every word of it, though it may be expired or otherwise at
 * fault. Having one is what permits asking the key sets that it names.
 */
record SignedStatement(SoftwareStatement statement, TrustedDirectory directory, PublishedKey signer) {}
