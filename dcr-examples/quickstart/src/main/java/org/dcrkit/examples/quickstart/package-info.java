/** A first embedding: one file on the JDK's own HTTPS server. */
@NullMarked
package org.dcrkit.examples.quickstart;

import org.jspecify.annotations.NullMarked;
