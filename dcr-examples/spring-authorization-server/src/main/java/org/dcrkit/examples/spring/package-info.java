/** A bank's authorization server with dynamic client registration inside. */
@NullMarked
package org.dcrkit.examples.spring;

import org.jspecify.annotations.NullMarked;
