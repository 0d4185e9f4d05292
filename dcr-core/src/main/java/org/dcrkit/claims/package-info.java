/**
 * What tokens say: strict JSON, and the typed claims of a software statement and of client metadata.
 *
 * <p>Types here carry no trust. A {@link org.dcrkit.claims.SoftwareStatement} is what somebody wrote; that it was verified
 * is proven only by the {@code VerifiedSsa} which holds it.
 */
@NullMarked
package org.dcrkit.claims;

import org.jspecify.annotations.NullMarked;
