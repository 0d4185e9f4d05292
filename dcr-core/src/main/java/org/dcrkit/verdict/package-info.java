/**
 * What a check may answer: a {@link org.dcrkit.verdict.Verdict}, the {@link org.dcrkit.verdict.Violation}s and
 * {@link org.dcrkit.verdict.Obstacle}s inside it, and the {@link org.dcrkit.verdict.Evidence} it rests on.
 *
 * <p>Nothing here knows what is being checked; every other package builds on this one.
 */
@NullMarked
package org.dcrkit.verdict;

import org.jspecify.annotations.NullMarked;
