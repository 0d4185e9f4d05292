package org.dcrkit.examples.spring.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PingTool;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Client assertions that a bank's policy takes and the token endpoint cannot verify")
class AssertionRulesTest {

    private static final String AUDIENCE = "0015800001SPRINGAA";

    private final FakeDirectory directory = FakeDirectory.openBanking(
                    InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")))
            .seed(9)
            .build();
    private final FakeTpp tpp = directory.tpp("Asking").build();

    @Test
    @DisplayName("A policy that lists an algorithm which is none of theirs is refused, and told which")
    void listed() {
        assertThatThrownBy(() -> AssertionRules.added(PingTool.LENIENT.policy(AUDIENCE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policy ping-tool takes [RS256] as token_endpoint_auth_signing_alg");
    }

    @Test
    @DisplayName("Where a policy takes any algorithm, only one of the client's method is registered")
    void any() {
        ClaimPolicy policy = policy(ClaimRule::anyValue);
        assertThat(judged(policy, asking("private_key_jwt", "ES256"))).isAccepted();
        assertThat(judged(policy, asking("private_key_jwt", "RS256")))
                .isRejectedOnlyFor(BankReason.ASSERTION_ALGORITHM);
        assertThat(judged(policy, asking("private_key_jwt", "HS256")))
                .isRejectedOnlyFor(BankReason.ASSERTION_ALGORITHM);
        assertThat(judged(policy, asking("client_secret_jwt", "HS256"))).isAccepted();
        assertThat(judged(policy, asking("client_secret_jwt", "PS256")))
                .isRejectedOnlyFor(BankReason.ASSERTION_ALGORITHM);
    }

    @Test
    @DisplayName("What stands in for an algorithm that is left out has to be of the client's method, too")
    void defaults() {
        ClaimPolicy policy = policy(rule -> rule.optional().anyValue().defaultsTo("PS256"));
        assertThat(judged(policy, asking("private_key_jwt", "PS256").without("token_endpoint_auth_signing_alg")))
                .isAccepted();
        assertThat(judged(policy, asking("client_secret_jwt", "PS256").without("token_endpoint_auth_signing_alg")))
                .isRejectedOnlyFor(BankReason.ASSERTION_ALGORITHM);
    }

    @Test
    @DisplayName("An algorithm that is ignored, or of a client that sends no assertion, does not matter")
    void ignored() {
        assertThat(judged(policy(rule -> rule.ignored().anyValue()), asking("private_key_jwt", "RS256")))
                .isAccepted();
        assertThat(judged(
                        policy(rule -> rule.ignored().anyValue().defaultsTo("PS256")),
                        asking("client_secret_jwt", "HS256")))
                .isAccepted();
        ClaimPolicy withoutRule = policy(ClaimRule::anyValue)
                .derive("without")
                .withoutClaim(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG)
                .build();
        assertThat(judged(withoutRule, asking("private_key_jwt", "RS256"))).isAccepted();
        assertThat(judged(policy(rule -> rule.optional().anyTime().anyValue()), asking("client_secret_basic", "RS256")))
                .isAccepted();
    }

    private static ClaimPolicy policy(UnaryOperator<ClaimRule> algorithm) {
        return ObieProfile.V3_3
                .policy(AUDIENCE)
                .derive("wide")
                .waive(PolicyReason.FAPI_AUTH_METHOD, "a test")
                .waive(PolicyReason.FAPI_ALGORITHM, "a test")
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, ClaimRule::anyValue)
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, algorithm)
                .build();
    }

    private RegistrationDraft asking(String method, String algorithm) {
        return tpp.registration(AUDIENCE)
                .claim("token_endpoint_auth_method", method)
                .claim("token_endpoint_auth_signing_alg", algorithm);
    }

    private Verdict<AcceptedRegistration> judged(ClaimPolicy policy, RegistrationDraft draft) {
        return directory.bank(AssertionRules.added(policy)).validate(draft.submission());
    }
}
