/**
 * Key sources: where the public keys of a directory or of a TPP's software come from; and the same guarded transport for
 * revocation lists and OCSP responses.
 *
 * <p>What this package does not do: verify a signature, decide which key set belongs to whom, or follow an address that
 * only a token names. The caller says which hosts may be asked.
 */
@NullMarked
package org.dcrkit.jwks;

import org.jspecify.annotations.NullMarked;
