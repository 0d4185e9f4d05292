/**
 * The registration endpoint without a server: what every embedding would otherwise write again.
 *
 * <p>A server gives a {@link org.dcrkit.endpoint.RegistrationCall} and sends the {@link org.dcrkit.endpoint.HttpReply} that
 * {@link org.dcrkit.endpoint.RegistrationEndpoint} answers; the bank's store and its access tokens come in as
 * {@link org.dcrkit.endpoint.ClientStore} and {@link org.dcrkit.endpoint.AccessTokens}.
 *
 * <p>What this package does not do: TLS, sockets, threads, and issuing access tokens.
 */
@NullMarked
package org.dcrkit.endpoint;

import org.jspecify.annotations.NullMarked;
