package org.dcrkit.testkit;

import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DcrTestkit
class SabotageTest {

    @ParameterizedTest(name = "{0}")
    @SabotageSource(
            given = {
                Circumstance.CERTIFICATES_CHECKED,
                Circumstance.REVOCATION_CHECKED,
                Circumstance.KEYS_REVOKED_AT_DIRECTORY_REFUSED,
                Circumstance.CERTIFICATE_IN_KEY_SET,
                Circumstance.REPLAY_NOTICED
            })
    @DisplayName("Each sabotage is refused for its reason, for no other, and with its error")
    void refused(Sabotage sabotage, TestClock clock) {
        Bank bank = Bank.all().stream()
                .filter(candidate ->
                        candidate.kinds().stream().anyMatch(kind -> candidate.notices(sabotage, kind, clock)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody notices " + sabotage));
        for (CertificateKind kind : bank.kinds()) {
            if (bank.notices(sabotage, kind, clock)) {
                assertRefused(sabotage, bank, kind, clock);
            }
        }
    }

    private static void assertRefused(Sabotage sabotage, Bank bank, CertificateKind kind, TestClock clock) {
        RegistrationDraft good = bank.registration(kind, clock);
        RegistrationValidator validator = bank.validator(good.tpp().directory());
        RegistrationDraft ruined = sabotage.ruin(good);
        if (sabotage.circumstances().contains(Circumstance.REPLAY_NOTICED)) {
            assertThat(validator.validate(ruined.submission())).isAccepted();
        }
        assertThat(validator.validate(ruined.submission()))
                .as(sabotage + " at " + bank + " with " + kind)
                .isRejectedOnlyFor(sabotage.reason())
                .isAnsweredWith(sabotage.error());
    }

    @ParameterizedTest
    @MethodSource("banks")
    @DisplayName("What is not ruined is accepted by every bank, with every kind of certificate")
    void accepted(Bank bank, TestClock clock) {
        for (CertificateKind kind : bank.kinds()) {
            RegistrationDraft good = bank.registration(kind, clock);

            assertThat(bank.validator(good.tpp().directory()).validate(good.submission()))
                    .as(kind.name())
                    .isAccepted();
        }
    }

    static List<Bank> banks() {
        return Bank.all();
    }

    @Test
    @DisplayName("There are at least 150 sabotages, each with a name of its own")
    void catalogue() {
        Set<String> names = Sabotage.all().stream().map(Sabotage::name).collect(Collectors.toSet());

        Assertions.assertThat(Sabotage.all()).hasSizeGreaterThanOrEqualTo(150);
        Assertions.assertThat(names).hasSameSizeAs(Sabotage.all());
        Assertions.assertThat(Sabotage.named("request.alg_none")).isPresent();
    }
}
