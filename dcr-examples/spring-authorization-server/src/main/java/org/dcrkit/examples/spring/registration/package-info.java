/** The registration endpoint over the servlet API, and its clients in a database. */
@NullMarked
package org.dcrkit.examples.spring.registration;

import org.jspecify.annotations.NullMarked;
