/**
 * Directories, organisations, software, statements, requests and certificates that truly verify, for tests.
 *
 * <p>What this package does not do: switch off any check. It makes real things; production code has no test mode.
 */
@NullMarked
package org.dcrkit.testkit;

import org.jspecify.annotations.NullMarked;
