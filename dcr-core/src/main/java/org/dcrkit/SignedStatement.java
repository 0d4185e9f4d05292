package org.dcrkit;

import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.PublishedKey;

/**
 * A statement whose signature stands: a configured directory wrote every word of it, though it may be expired or otherwise at
 * fault. Having one is what permits asking the key sets that it names.
 *
 * @param statement what it says
 * @param directory the entry it falls under
 * @param signer the key that signed it
 * @param selfSigned whether that is known to be a key of the software or organisation itself
 */
record SignedStatement(
        SoftwareStatement statement, TrustedDirectory directory, PublishedKey signer, boolean selfSigned) {}
