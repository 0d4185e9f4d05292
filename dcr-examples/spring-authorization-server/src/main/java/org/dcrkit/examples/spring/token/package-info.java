/** Spring Authorization Server for the clients that are registered: how they authenticate and what they get. */
@NullMarked
package org.dcrkit.examples.spring.token;

import org.jspecify.annotations.NullMarked;
