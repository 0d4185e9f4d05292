@NullMarked
package org.dcrkit.examples.spring.token;

import org.jspecify.annotations.NullMarked;
