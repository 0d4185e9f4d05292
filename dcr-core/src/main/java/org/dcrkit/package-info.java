/**
 * Judges a client registration request: three gates that turn untrusted input into proofs, a policy that reads only
 * proofs, and the validator that joins them.
 *
 * <p>What this library does not do: it stores no clients, issues no tokens, ends no TLS connection, and speaks no HTTP. It
 * answers one question about one submission, and says what the answer rests on.
 */
@NullMarked
package org.dcrkit;

import org.jspecify.annotations.NullMarked;
