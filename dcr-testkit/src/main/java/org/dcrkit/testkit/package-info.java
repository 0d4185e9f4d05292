/**
 * Test that a bank's policy refuses what it must: a whole Open Banking world in a unit test, and every known way to ruin a
 * registration by name.
 *
 * <p>To test that a policy refuses a foreign redirect URI, in a test class with {@link org.dcrkit.testkit.DcrTestkit}:
 *
 * <pre>{@code
 * RegistrationDraft draft = tpp.registration(policy).claim("redirect_uris", List.of("https://stranger.example/cb"));
 * assertThat(tpp.directory().bank(policy).validate(draft.submission()))
 *         .isRejectedOnlyFor(PolicyReason.REDIRECT_URI_NOT_IN_STATEMENT);
 * }</pre>
 *
 * <p>To run it against the whole catalogue, a parameterised test with {@link org.dcrkit.testkit.SabotageSource}. To get a
 * request and certificates by hand, {@link org.dcrkit.testkit.FakeDirectory}; to see what an outage does, {@link
 * org.dcrkit.testkit.FaultyServer}; to test an endpoint over HTTPS, {@link org.dcrkit.testkit.DcrConformance}.
 *
 * <p>What this package does not do: switch off any check. It makes things that truly verify; production code has no test
 * mode.
 */
@NullMarked
package org.dcrkit.testkit;

import org.jspecify.annotations.NullMarked;
