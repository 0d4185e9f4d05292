/** The bank as processes: under load for long, and as several nodes. Run with the profile {@code long}. */
@NullMarked
package org.dcrkit.examples.spring.nodes;

import org.jspecify.annotations.NullMarked;
