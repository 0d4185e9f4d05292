@NullMarked
package org.dcrkit.examples.spring;

import org.jspecify.annotations.NullMarked;
