/** Whom the bank believes: directories, their key sets, certificate authorities. */
@NullMarked
package org.dcrkit.examples.spring.trust;

import org.jspecify.annotations.NullMarked;
