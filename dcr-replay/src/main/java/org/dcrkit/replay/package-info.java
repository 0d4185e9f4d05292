/**
 * Replay guards: each identifier of a request ({@code jti}, RFC 7519 section 4.1.7) passes once for each issuer.
 *
 * <p>What this package does not do: survive a restart, or share what it saw with another process.
 */
@NullMarked
package org.dcrkit.replay;

import org.jspecify.annotations.NullMarked;
