package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.Scenario.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CCH-06: a key id that is used again for a new key is noticed when a signature does not verify")
class ReplacedKeyTest {

    private static final String KID = "directory-key";

    private final Scenario scenario = new Scenario();
    private final List<WantedKey> wanted = new ArrayList<>();

    /** A source that serves the old key until another under its id is asked for. */
    private KeySource source(PublishedKey old, PublishedKey fresh) {
        return (location, want) -> {
            wanted.add(want);
            KeySet known = KeySet.of(location.url().toString(), NOW, List.of(old), List.of());
            return want.isIn(known) ? known : KeySet.of(location.url().toString(), NOW, List.of(fresh), List.of());
        };
    }

    private static PublishedKey published(TestKey key, String thumbprint) {
        return PublishedKey.of(KID, key.published().publicKey(), KeyUse.SIGNATURE, thumbprint);
    }

    private Verdict<VerifiedSsa> verify(KeySource source) {
        String token = scenario.ssaKey.sign(scenario.ssaHeader, scenario.ssa);
        return SsaVerifier.builder(scenario.directories(), source).build().verify(token, NOW);
    }

    @Test
    @DisplayName("the set is asked for again, once, and the new key verifies")
    void replaced() {
        Verdict<VerifiedSsa> verdict =
                verify(source(published(TestKey.STRANGER, "old"), published(TestKey.DIRECTORY, "new")));

        assertThat(verdict.isAccepted()).isTrue();
        assertThat(wanted).hasSize(2);
    }

    @Test
    @DisplayName("a signature of neither key is invalid, after one further question")
    void neither() {
        Verdict<VerifiedSsa> verdict =
                verify(source(published(TestKey.STRANGER, "old"), published(TestKey.SOFTWARE, "new")));

        assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(SsaReason.SIGNATURE_INVALID);
        assertThat(wanted).hasSize(2);
    }

    @Test
    @DisplayName("a source that cannot be asked again leaves the signature invalid, not undecided")
    void outOfReach() {
        Verdict<VerifiedSsa> verdict = verify((location, want) -> {
            wanted.add(want);
            if (wanted.size() > 1) {
                throw new CheckUnavailableException("down", Duration.ofSeconds(30));
            }
            return KeySet.of(location.url().toString(), NOW, List.of(published(TestKey.STRANGER, "old")), List.of());
        });

        assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(SsaReason.SIGNATURE_INVALID);
        assertThat(wanted).hasSize(2);
    }

    @Test
    @DisplayName("a signature that verifies asks no further question")
    void once() {
        assertThat(verify(source(published(TestKey.DIRECTORY, "old"), published(TestKey.STRANGER, "new")))
                        .isAccepted())
                .isTrue();
        assertThat(wanted).hasSize(1);
    }
}
