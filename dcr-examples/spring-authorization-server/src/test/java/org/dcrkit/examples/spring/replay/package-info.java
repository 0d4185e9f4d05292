@NullMarked
package org.dcrkit.examples.spring.replay;

import org.jspecify.annotations.NullMarked;
