/** Whose certificate a connection shows, directly or through a trusted proxy. */
@NullMarked
package org.dcrkit.examples.spring.connection;

import org.jspecify.annotations.NullMarked;
