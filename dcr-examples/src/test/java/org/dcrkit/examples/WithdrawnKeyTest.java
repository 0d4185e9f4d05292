package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.dcrkit.SsaReason;
import org.dcrkit.SsaVerifier;
import org.dcrkit.VerifiedSsa;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.TestClock;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A key that a directory takes out of its set, with a cache in between. */
class WithdrawnKeyTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private final TestClock clock = TestClock.at(START);
    private final FakeDirectory directory = FakeDirectory.openBanking(clock).build();
    private final FakeTpp tpp = directory.tpp("Acme").roles("AISP").build();

    @Test
    @DisplayName("SSC-21: a statement signed with a key that was removed is refused once the cached set's time is over")
    void removedKey() {
        try (JwksKeySource keys = JwksKeySource.builder(directory.keySource())
                .ticker(() -> Duration.between(START, clock.instant()).toNanos())
                .executor(Runnable::run)
                .build()) {
            SsaVerifier verifier =
                    SsaVerifier.builder(directory.trustedAlone(), keys).build();
            String signedByOldKey = tpp.ssa().signed();
            assertThat(verifier.verify(signedByOldKey, clock.instant()).isAccepted())
                    .isTrue();

            directory.rotateSigningKey();
            directory.forgetOldKeys();
            clock.advance(Duration.ofHours(1));
            Verdict<VerifiedSsa> verdict = verifier.verify(signedByOldKey, clock.instant());

            assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(SsaReason.KEY_NOT_FOUND);
        }
    }
}
