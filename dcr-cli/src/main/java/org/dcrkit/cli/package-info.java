/** The {@code dcr} command: judges a registration request given as files, and says why. */
@NullMarked
package org.dcrkit.cli;

import org.jspecify.annotations.NullMarked;
