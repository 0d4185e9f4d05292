package org.dcrkit.testkit;

import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DcrTestkit
class SabotageTest {

    private static final Set<String> NOTICED = ConcurrentHashMap.newKeySet();

    @ParameterizedTest(name = "{0}")
    @MethodSource("banks")
    @DisplayName("Each sabotage that applies to a bank is refused for its reason, for no other, and with its error")
    void refused(Bank bank, TestClock clock) {
        List<String> failures = new ArrayList<>();
        Map<CertificateKind, Integer> noticed = new EnumMap<>(CertificateKind.class);
        for (CertificateKind kind : bank.kinds()) {
            Bank.World world = bank.world(kind, clock);
            for (Sabotage sabotage : Sabotage.all()) {
                world = world.isUnchanged() ? world : bank.world(kind, clock);
                if (bank.notices(sabotage, world)) {
                    failures.add(failure(sabotage, world));
                    NOTICED.add(sabotage.name());
                    noticed.merge(kind, 1, Integer::sum);
                }
            }
        }
        System.out.printf(
                "%-22s %s of %d sabotages%n", bank, noticed, Sabotage.all().size());
        Assertions.assertThat(noticed).hasSameSizeAs(bank.kinds());
        failures.removeIf(String::isEmpty);
        Assertions.assertThat(failures).isEmpty();
    }

    /** What is wrong with the refusal; empty if nothing is. */
    private static String failure(Sabotage sabotage, Bank.World world) {
        try {
            assertRefused(sabotage, world);
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void assertRefused(Sabotage sabotage, Bank.World world) {
        RegistrationDraft ruined = sabotage.ruin(world.registration());
        if (sabotage.circumstances().contains(Circumstance.REPLAY_NOTICED)) {
            assertThat(world.validator().validate(ruined.submission())).isAccepted();
        }
        assertThat(world.validator().validate(ruined.submission()))
                .as(sabotage + " at " + world.bank() + " with " + world.tpp().transportKind())
                .isRejectedOnlyFor(sabotage.reason())
                .isAnsweredWith(sabotage.error());
    }

    @AfterAll
    static void everySabotageIsNoticed() {
        Assertions.assertThat(NOTICED)
                .containsExactlyInAnyOrderElementsOf(
                        Sabotage.all().stream().map(Sabotage::name).toList());
    }

    @ParameterizedTest
    @MethodSource("banks")
    @DisplayName("What is not ruined is accepted by every bank, with every kind of certificate that it takes")
    void accepted(Bank bank, TestClock clock) {
        for (CertificateKind kind : bank.kinds()) {
            Bank.World world = bank.world(kind, clock);

            assertThat(world.validator().validate(world.registration().submission()))
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
