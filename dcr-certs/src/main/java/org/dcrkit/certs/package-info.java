/**
 * X.509 certificates of TPPs: their path to a trust anchor at an instant, their kind, and the organisation and software
 * that they name.
 *
 * <p>What this package does not do: terminate TLS, or trust what the platform's default trust store trusts.
 */
@NullMarked
package org.dcrkit.certs;

import org.jspecify.annotations.NullMarked;
