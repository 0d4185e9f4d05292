package bank;

import static org.dcrkit.testkit.DcrAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.testkit.DcrTestkit;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.testkit.Sabotage;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.dcrkit.testkit.SabotageSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

@DcrTestkit
class BankPolicyTest {

    private static final ClaimPolicy POLICY = BankPolicy.read();

    @Test
    void accepts(FakeTpp tpp) {
        assertThat(tpp.directory().bank(POLICY).validate(tpp.registration(POLICY).submission())).isAccepted();
    }

    @ParameterizedTest
    @SabotageSource(given = Circumstance.CERTIFICATES_CHECKED)
    void refuses(Sabotage sabotage, FakeTpp tpp) {
        RegistrationDraft good = tpp.registration(POLICY);
        assumeTrue(sabotage.appliesTo(good, POLICY));

        assertThat(tpp.directory().bank(POLICY).validate(sabotage.ruin(good).submission()))
                .isRejectedOnlyFor(sabotage.reason())
                .isAnsweredWith(sabotage.error());
    }
}
