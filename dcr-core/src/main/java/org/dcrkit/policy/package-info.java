/**
 * What a bank asks of every claim, as a value: {@link org.dcrkit.policy.ClaimPolicy} is built, read, compared and kept in a
 * file rather than coded.
 *
 * <p>Start from a profile ({@link org.dcrkit.policy.ObieProfile}), state what the bank does differently, build. A policy
 * judges {@link org.dcrkit.RegistrationFacts} alone and never asks who signed what: the gates have done that before.
 *
 * <p>What this package does not do: fetch anything, read a clock, remember earlier registrations, or check the times,
 * audience and signatures of tokens, which a policy only states for the gates.
 */
@NullMarked
package org.dcrkit.policy;

import org.jspecify.annotations.NullMarked;
