/** What the people who run the server see of it: audit trail, health and figures. */
@NullMarked
package org.dcrkit.examples.spring.operation;

import org.jspecify.annotations.NullMarked;
