/** By which rules the bank registers clients, and how they change while it runs. */
@NullMarked
package org.dcrkit.examples.spring.policy;

import org.jspecify.annotations.NullMarked;
