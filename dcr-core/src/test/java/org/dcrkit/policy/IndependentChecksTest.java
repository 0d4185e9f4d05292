package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("No fault of a request hides another one, and nothing but the FAPI floor can be waived")
class IndependentChecksTest {

    private static final ClaimPolicy OBIE = ObieProfile.V3_3.policy(Scene.AUDIENCE);

    private static ClaimPolicy with(UnaryOperator<ClaimPolicy.Builder> change) {
        return change.apply(OBIE.derive("bank")).build();
    }

    private static ClaimPolicy with(RequestClaim claim, UnaryOperator<ClaimRule> change) {
        return with(policy -> policy.claim(claim, change));
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyReason.class,
            mode = Mode.EXCLUDE,
            names = {"FAPI_AUTH_METHOD", "FAPI_ALGORITHM"})
    @DisplayName("A reason that is not about the FAPI floor cannot be waived")
    void unwaivable(PolicyReason reason) {
        assertThatThrownBy(() -> OBIE.derive("bank").waive(reason, "somebody asked for it"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason.code());
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyReason.class,
            names = {"FAPI_AUTH_METHOD", "FAPI_ALGORITHM"})
    @DisplayName("Both reasons of the FAPI floor can be waived")
    void waivable(PolicyReason reason) {
        assertThatCode(() -> with(policy -> policy.waive(reason, "until June"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestClaim.class,
            names = {
                "TOKEN_ENDPOINT_AUTH_METHOD",
                "TOKEN_ENDPOINT_AUTH_SIGNING_ALG",
                "ID_TOKEN_SIGNED_RESPONSE_ALG",
                "REQUEST_OBJECT_SIGNING_ALG",
                "BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG"
            })
    @DisplayName("A default below the FAPI floor does not build")
    void defaults(RequestClaim claim) {
        boolean method = claim == RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD;
        String below = method ? "client_secret_post" : "RS256";
        UnaryOperator<ClaimPolicy.Builder> change =
                builder -> builder.claim(claim, rule -> rule.optional().defaultsTo(below));
        assertThatThrownBy(() -> with(change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[" + below + "]");
        PolicyReason reason = method ? PolicyReason.FAPI_AUTH_METHOD : PolicyReason.FAPI_ALGORITHM;
        assertThatCode(() -> with(builder -> change.apply(builder).waive(reason, "until June")))
                .doesNotThrowAnyException();
    }
}
