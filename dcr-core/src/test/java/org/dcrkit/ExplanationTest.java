package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.Scenario.DIRECTORY_URL;
import static org.dcrkit.Scenario.SOFTWARE_URL;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.Check.State;
import org.dcrkit.Scenario.BankReason;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An explanation goes on after a fault and reports every check, on the same path as validation")
class ExplanationTest {

    static List<String> cases() {
        return Cases.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("An explanation's verdict is the one that validation gives")
    void sameVerdict(String name) {
        Scenario scenario = Cases.of(name);
        Verdict<AcceptedRegistration> explained = scenario.explain().verdict();
        assertThat(scenario.guard.calls).isZero();
        Verdict<AcceptedRegistration> validated = scenario.validate();

        assertThat(validated.isAccepted()).isEqualTo(name.startsWith("all is well"));
        assertThat(explained.isAccepted()).isEqualTo(validated.isAccepted());
        assertThat(explained.violations()).isEqualTo(validated.violations());
        assertThat(explained.obstacles()).isEqualTo(validated.obstacles());
        assertThat(explained.evidence()).isEqualTo(validated.evidence());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName(
            "Every violation of the verdict is a failed check, and every gate's reasons appear in the gates' order")
    void complete(String name) {
        Explanation explanation = Cases.of(name).explain();

        assertThat(explanation.checks(State.FAILED))
                .extracting(Check::reason)
                .containsAll(explanation.verdict().violations().stream()
                        .map(Violation::reason)
                        .toList());
        assertThat(explanation.checks()).extracting(Check::gate).isSorted();
        assertThat(reasons(explanation, Gate.SHAPE))
                .contains(TokenReason.values())
                .contains(SsaReason.MISSING, RequestReason.IS_SOFTWARE_STATEMENT);
        assertThat(reasons(explanation, Gate.SOFTWARE_STATEMENT))
                .containsAll(without(SsaReason.values(), SsaReason.MISSING, SsaReason.KEY_SET_NOT_ALLOWED));
        assertThat(reasons(explanation, Gate.REQUEST))
                .containsAll(
                        without(RequestReason.values(), RequestReason.IS_SOFTWARE_STATEMENT, RequestReason.REPLAYED))
                .contains(SsaReason.KEY_SET_NOT_ALLOWED);
        assertThat(reasons(explanation, Gate.REPLAY)).containsExactly(RequestReason.REPLAYED);
        assertThat(reasons(explanation, Gate.POLICY)).contains(BankReason.POLICY);
        if (!name.contains("no certificate check")) {
            assertThat(reasons(explanation, Gate.CERTIFICATE)).contains(BankReason.CERTIFICATE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("Validation itself keeps no account of its checks, and an accepted submission has no failed one")
    void failedOnlyWhereRejected(String name) {
        Explanation explanation = Cases.of(name).explain();

        if (explanation.verdict().isAccepted()) {
            assertThat(explanation.checks(State.FAILED)).isEmpty();
            assertThat(explanation.checks(State.PASSED)).isNotEmpty().allMatch(Check::verified);
        } else {
            assertThat(explanation.checks())
                    .anyMatch(check -> check.state() == State.FAILED || check.state() == State.NOT_CHECKABLE);
        }
    }

    @Test
    @DisplayName("Every state of a check is reached")
    void everyState() {
        Set<State> reached = new HashSet<>();
        Cases.names().forEach(name -> Cases.of(name).explain().checks().forEach(check -> reached.add(check.state())));

        assertThat(reached).isEqualTo(EnumSet.allOf(State.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement forged",
                "statement forged, naming an address inside",
                "statement key unknown",
                "issuer unknown",
                "other environment",
                "directory down",
                "statement header has jwk",
                "statement without kid"
            })
    @DisplayName(
            "For a statement that is not verified nothing is fetched but the directory's keys, and all is marked so")
    void unverifiedStatement(String name) {
        Scenario scenario = Cases.of(name);
        scenario.certificates.asksSoftwareKeys = true;
        Explanation explanation = scenario.explain();

        assertThat(scenario.keys.asked()).allMatch(DIRECTORY_URL::equals);
        assertThat(scenario.certificates.calls).isEqualTo(1);
        assertThat(scenario.certificates.statementVerified).isFalse();
        assertThat(explanation.checks()).noneMatch(Check::verified);
        assertThat(explanation.checks(Gate.CERTIFICATE))
                .extracting(Check::state)
                .doesNotContain(State.FAILED)
                .contains(State.NOT_CHECKABLE);
        assertThat(reasons(explanation, Gate.CERTIFICATE)).containsAll(scenario.certificates.reasons());
        assertThat(explanation.checks(Gate.REQUEST))
                .filteredOn(check -> check.reason() == RequestReason.SIGNATURE_INVALID)
                .extracting(Check::state)
                .containsExactly(State.NOT_CHECKABLE);
        assertThat(scenario.policy.judged).hasSize(1);
    }

    @Test
    @DisplayName("A request that is not signed by the software leaves the statement's checks verified and its own not")
    void unverifiedRequest() {
        Explanation explanation = Cases.of("request forged").explain();

        assertThat(explanation.checks(Gate.SOFTWARE_STATEMENT))
                .filteredOn(check -> check.state() == State.PASSED)
                .isNotEmpty()
                .allMatch(Check::verified);
        assertThat(explanation.checks(Gate.REQUEST))
                .filteredOn(check -> check.state() == State.PASSED)
                .isNotEmpty()
                .noneMatch(Check::verified);
        assertThat(explanation.checks(Gate.CERTIFICATE))
                .filteredOn(check -> check.state() == State.PASSED)
                .isNotEmpty()
                .allMatch(Check::verified);
        assertThat(explanation.checks(Gate.POLICY)).isNotEmpty().noneMatch(Check::verified);
        assertThat(explanation.checks(Gate.SHAPE)).noneMatch(Check::verified);
    }

    @Test
    @DisplayName("After a fault of form the rest is explained as far as it can be read")
    void goesOn() {
        Scenario scenario = Cases.of("request alg RS256");
        scenario.request = scenario.request.with("aud", "other");
        Explanation explanation = scenario.explain();

        assertThat(explanation.checks(State.FAILED))
                .extracting(Check::reason)
                .containsExactly(TokenReason.ALG_NOT_ALLOWED, RequestReason.AUDIENCE_MISMATCH);
        assertThat(explanation.verdict().violations())
                .extracting(Violation::reason)
                .containsExactly(TokenReason.ALG_NOT_ALLOWED);
        assertThat(scenario.keys.asked()).doesNotContain(SOFTWARE_URL);
    }

    @Test
    @DisplayName("Faults of certificate, request and policy are all explained although the first gate decides")
    void everything() {
        Explanation explanation = Cases.of("everything wrong").explain();

        assertThat(explanation.checks(State.FAILED))
                .extracting(Check::gate)
                .contains(Gate.REQUEST, Gate.CERTIFICATE, Gate.POLICY);
        assertThat(explanation.verdict().violations())
                .extracting(Violation::reason)
                .contains(BankReason.CERTIFICATE, RequestReason.AUDIENCE_MISMATCH)
                .doesNotContain(BankReason.POLICY);
    }

    @Test
    @DisplayName("A check says what was got and expected, or why it was not made")
    void lines() {
        Explanation explanation = Cases.of("request for another").explain();

        assertThat(explanation.checks(State.FAILED)).anySatisfy(check -> {
            assertThat(check.reason()).isEqualTo(RequestReason.AUDIENCE_MISMATCH);
            assertThat(check.where()).hasToString("request:/aud");
            assertThat(check.got()).contains("other");
            assertThat(check.expected()).contains("one of: " + Scenario.AUDIENCE);
            assertThat(check.detail()).isEqualTo(RequestReason.AUDIENCE_MISMATCH.text());
            assertThat(check.verified()).isTrue();
        });
        assertThat(explanation.checks(State.PASSED))
                .allSatisfy(check -> assertThat(check.detail()).isEmpty());
        assertThat(Stream.of(State.NOT_REACHED, State.NOT_CHECKABLE)
                        .flatMap(state -> explanation.checks(state).stream()))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.detail()).isNotBlank());
    }

    @Test
    @DisplayName("An explanation never marks a request as used, and says so")
    void marksNothing() {
        Scenario scenario = Cases.of("all is well");

        assertThat(scenario.explain().verdict().isAccepted()).isTrue();
        assertThat(scenario.explain().checks(Gate.REPLAY)).singleElement().satisfies(check -> {
            assertThat(check.state()).isEqualTo(State.NOT_CHECKABLE);
            assertThat(check.detail()).isEqualTo("an explanation marks no request as used");
        });
        assertThat(scenario.guard.calls).isZero();
        assertThat(scenario.validate().isAccepted()).isTrue();
    }

    private static List<Reason> reasons(Explanation explanation, Gate gate) {
        return explanation.checks(gate).stream().map(Check::reason).toList();
    }

    private static List<Reason> without(Reason[] all, Reason... raisedElsewhere) {
        return Stream.of(all)
                .filter(reason -> !Arrays.asList(raisedElsewhere).contains(reason))
                .toList();
    }
}
