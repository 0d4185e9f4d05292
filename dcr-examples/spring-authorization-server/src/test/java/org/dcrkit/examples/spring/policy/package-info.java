@NullMarked
package org.dcrkit.examples.spring.policy;

import org.jspecify.annotations.NullMarked;
