/**
 * What a user may implement: where keys come from, how a certificate is verified, how its revocation is fetched, how a
 * replay is remembered, which provider computes a signature; and the values that go in and out.
 *
 * <p>An implementer who hits trouble throws {@link org.dcrkit.spi.CheckUnavailableException}, which becomes an obstacle. It
 * is the only exception that means anything here; whatever else escapes is a defect of the implementation.
 */
@NullMarked
package org.dcrkit.spi;

import org.jspecify.annotations.NullMarked;
