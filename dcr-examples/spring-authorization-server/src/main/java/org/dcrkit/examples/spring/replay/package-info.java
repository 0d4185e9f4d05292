/** Where it is remembered which requests were used. */
@NullMarked
package org.dcrkit.examples.spring.replay;

import org.jspecify.annotations.NullMarked;
