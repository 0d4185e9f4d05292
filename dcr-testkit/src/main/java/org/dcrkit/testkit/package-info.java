/**
 * A whole Open Banking world in a unit test: directories, organisations, software, statements, requests and certificates
 * that truly verify, and named ways to ruin them.
 *
 * <p>To get a registration that a bank accepts:
 *
 * <pre>{@code
 * TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
 * FakeDirectory directory = FakeDirectory.openBanking(clock).build();
 * FakeTpp tpp = directory.tpp("Acme").roles("AISP", "PISP").redirectUris("https://acme.example/cb").build();
 * String request = tpp.registration("0015800000jfwxXAAQ").claim("scope", "openid accounts").signed();
 * PresentedCertificates shown = tpp.transportCertificates();
 * }</pre>
 *
 * <p>What this package does not do: switch off any check. It makes real things; production code has no test mode.
 */
@NullMarked
package org.dcrkit.testkit;

import org.jspecify.annotations.NullMarked;
