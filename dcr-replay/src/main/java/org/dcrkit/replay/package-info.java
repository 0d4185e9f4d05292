/**
 * Replay guards: each identifier of a request ({@code jti}, RFC 7519 section 4.1.7) passes once for each issuer; and claims,
 * so that each software is registered once.
 *
 * <p>Within one process {@link org.dcrkit.replay.InProcessReplayGuard} is enough. Several nodes share what they saw through
 * an engine that the bank already runs: a distributed cache (JSR 107) or a database. Each of these needs its archive at run
 * time only where it is used.
 *
 * <p>What this package does not do: replicate, elect or detect failures itself. What it promises on several nodes is what
 * the engine's {@code putIfAbsent} or primary key promises.
 */
@NullMarked
package org.dcrkit.replay;

import org.jspecify.annotations.NullMarked;
