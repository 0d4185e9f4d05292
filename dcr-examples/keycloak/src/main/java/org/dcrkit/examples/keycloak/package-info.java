/**
 * The registration endpoint of dcr-kit inside Keycloak: a client registration provider that takes signed requests.
 *
 * <p>Keycloak gives the connection, the access tokens and the store; {@link org.dcrkit.endpoint.RegistrationEndpoint} judges
 * and answers.
 *
 * <p>What this package does not do: consent, accounts, and Keycloak's own client registration policies, which are for
 * requests that nobody signed.
 */
@NullMarked
package org.dcrkit.examples.keycloak;

import org.jspecify.annotations.NullMarked;
