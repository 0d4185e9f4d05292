package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The keys under which Keycloak remembers requests")
class SharedReplayGuardTest {

    @Test
    @DisplayName("Two uses have one key only if issuer and jti are the same")
    void keys() {
        assertThat(SharedReplayGuard.key(new TokenUse("a", "bc")))
                .isEqualTo(SharedReplayGuard.key(new TokenUse("a", "bc")));
        assertThat(List.of(
                        SharedReplayGuard.key(new TokenUse("a", "bc")),
                        SharedReplayGuard.key(new TokenUse("ab", "c")),
                        SharedReplayGuard.key(new TokenUse("", "abc")),
                        SharedReplayGuard.key(new TokenUse("a", "b"))))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A key has the same length whatever a TPP wrote")
    void length() {
        assertThat(SharedReplayGuard.key(new TokenUse("i", "j".repeat(10_000))))
                .hasSameSizeAs(SharedReplayGuard.key(new TokenUse("i", "j")));
    }
}
