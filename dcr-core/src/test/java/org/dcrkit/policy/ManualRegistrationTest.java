package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dcrkit.FactsForTests;
import org.dcrkit.VerifiedSsa;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Manual client registration: the statement alone, and a person whom the directory associates with a TPP")
class ManualRegistrationTest {

    private static final VerifiedSsa SSA =
            FactsForTests.verified(Scene.obie().facts().statement(), OpenBankingDirectories.test(), Scene.KEY);

    @Test
    @DisplayName("The statement's environment decides which credentials are made")
    void environment() {
        Verdict<String> verdict = ManualRegistration.judge(SSA, Scene.json("{\"tpp_associated\":true}"));
        assertThat(verdict.toOptional()).contains("sandbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"tpp_associated\":false}", "{\"tpp_associated\":\"true\"}", "{\"tpp_associated\":null}"
            })
    @DisplayName("tpp_associated must be true")
    void notAssociated(String idToken) {
        Verdict<String> verdict = ManualRegistration.judge(SSA, Scene.json(idToken));
        assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(PolicyReason.TPP_NOT_ASSOCIATED);
    }

    @Test
    @DisplayName("A statement for manual registration was issued at most 30 minutes ago")
    void age() {
        assertThat(ManualRegistration.ssaRequirements().maxAge()).contains(Duration.ofMinutes(30));
    }
}
