package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Verdict.Indeterminate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("OBIE DCR, PUT /register/{ClientId}: all claims again, for the same software, organisation and client")
class RegistrationUpdateTest {

    private static final String DIRECTORY = "OB Directory";
    private static final String SOFTWARE = "ebSqTNqmQXFYz6VtWGXZAa";
    private static final String ORGANISATION = "0015800001041REAAY";

    private Scenario scenario;

    @BeforeEach
    void scenario() {
        scenario = new Scenario();
    }

    private ClientMetadata metadata() {
        return scenario.policy.evaluate(facts(), CheckLog.none()).effective();
    }

    private RegistrationFacts facts() {
        return new Scenario()
                .validate()
                .map(RegistrationUpdateTest::facts)
                .toOptional()
                .orElseThrow();
    }

    private static RegistrationFacts facts(AcceptedRegistration accepted) {
        return new RegistrationFacts(
                accepted.ssa().statement(), accepted.request().metadata(), null, DIRECTORY, "production", Scenario.NOW);
    }

    private Verdict<AcceptedRegistration> update(RegisteredClient registered) {
        return scenario.validator().validateUpdate(scenario.submission(), registered);
    }

    private RegisteredClient client() {
        return new RegisteredClient("client-1", DIRECTORY, "production", SOFTWARE, ORGANISATION, metadata());
    }

    private static Set<String> faults(Verdict<?> verdict) {
        return verdict.violations().stream()
                .map(violation -> violation.reason().code() + " " + violation.where())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("An update that repeats everything is accepted, with the id of the client or without")
    void accepted() {
        assertThat(update(client()).isAccepted()).isTrue();
        scenario = new Scenario();
        scenario.request = scenario.request.with("client_id", "client-1");
        assertThat(update(client()).isAccepted()).isTrue();
    }

    @Test
    @DisplayName("REQ-23: a statement of another directory is refused, whatever ids it names")
    void directory() {
        RegisteredClient other =
                new RegisteredClient("client-1", "Other Directory", "production", SOFTWARE, ORGANISATION, metadata());
        assertThat(faults(update(other))).containsExactly("registration.directory_changed ssa:/iss");
    }

    @Test
    @DisplayName("REQ-23: a sandbox statement does not update a production client, whatever ids it names")
    void environment() {
        RegisteredClient production = client();
        scenario.directory = builder -> builder.environment("sandbox");
        Verdict<AcceptedRegistration> verdict = update(production);
        assertThat(faults(verdict)).containsExactly("registration.environment_changed ssa:/software_environment");
        assertThat(verdict.violations().get(0).error()).isEqualTo(RegistrationError.INVALID_SOFTWARE_STATEMENT);
    }

    @Test
    @DisplayName("A policy is told the directory and the environment of the statement")
    void told() {
        scenario.directory = builder -> builder.environment("sandbox");
        assertThat(scenario.validate().isAccepted()).isTrue();
        assertThat(scenario.policy.judged)
                .extracting(RegistrationFacts::directory, RegistrationFacts::environment)
                .containsExactly(tuple(DIRECTORY, "sandbox"));
    }

    @Test
    @DisplayName("REQ-23: the statement of another software is refused")
    void software() {
        RegisteredClient other =
                new RegisteredClient("client-1", DIRECTORY, "production", "another", ORGANISATION, metadata());
        assertThat(faults(update(other))).containsExactly("registration.software_changed ssa:/software_id");
    }

    @Test
    @DisplayName("REQ-23: the statement of another organisation is refused")
    void organisation() {
        RegisteredClient other =
                new RegisteredClient("client-1", DIRECTORY, "production", SOFTWARE, "another", metadata());
        Verdict<AcceptedRegistration> verdict = update(other);
        assertThat(faults(verdict)).containsExactly("registration.organisation_changed ssa:/org_id");
        assertThat(verdict.violations().get(0).error()).isEqualTo(RegistrationError.INVALID_SOFTWARE_STATEMENT);
    }

    @Test
    @DisplayName("REQ-23: the id of another client is refused")
    void client_id() {
        scenario.request = scenario.request.with("client_id", "client-2");
        assertThat(faults(update(client()))).containsExactly("registration.client_changed request:/client_id");
    }

    @Test
    @DisplayName("A registered claim that is left out is refused")
    void leftOut() {
        RegisteredClient more = new RegisteredClient(
                "client-1",
                DIRECTORY,
                "production",
                SOFTWARE,
                ORGANISATION,
                metadata().with(RequestClaim.CLIENT_NAME, "Name"));
        assertThat(faults(update(more))).containsExactly("registration.claim_not_repeated request:/client_name");
    }

    @Test
    @DisplayName("An update is judged by every gate, its jti spent like a registration's, and only when all is well")
    void gates() {
        scenario.request = scenario.request.with("aud", "somebody else");
        assertThat(faults(update(client()))).containsExactly("request.audience_mismatch request:/aud");
        RegistrationValidator validator = new Scenario().validator();
        Scenario fresh = new Scenario();
        RegisteredClient other =
                new RegisteredClient("client-1", DIRECTORY, "production", "another", ORGANISATION, metadata());
        assertThat(validator.validateUpdate(fresh.submission(), other).isAccepted())
                .isFalse();
        assertThat(validator.validateUpdate(fresh.submission(), client()).isAccepted())
                .isTrue();
        assertThat(faults(validator.validateUpdate(fresh.submission(), client())))
                .containsExactly("request.replayed request:/jti");
    }

    @Test
    @DisplayName("Software that is registered already is refused where the bank asks for it, before its jti is spent")
    void duplicate() {
        scenario.options = builder -> builder.refuseDuplicates((directory, environment, software) ->
                directory.equals(DIRECTORY) && environment.equals("production") && software.equals(SOFTWARE)
                        ? Optional.of("client-1")
                        : Optional.empty());
        Verdict<AcceptedRegistration> verdict = scenario.validate();
        assertThat(faults(verdict)).containsExactly("registration.duplicate ssa:/software_id");
        assertThat(verdict.violations().get(0).error()).isEqualTo(RegistrationError.INVALID_SOFTWARE_STATEMENT);
        assertThat(scenario.validator()
                        .validateUpdate(scenario.submission(), client())
                        .isAccepted())
                .as("an update is of registered software")
                .isTrue();
    }

    @Test
    @DisplayName(
            "Software that is not registered is accepted, though another directory or environment has one of that id")
    void noDuplicate() {
        List<String> asked = new ArrayList<>();
        scenario.options = builder -> builder.refuseDuplicates((directory, environment, software) -> {
            asked.addAll(List.of(directory, environment, software));
            return Optional.empty();
        });
        assertThat(scenario.validate().isAccepted()).isTrue();
        assertThat(asked).containsExactly(DIRECTORY, "production", SOFTWARE);
    }

    @Test
    @DisplayName("A store that does not answer is an obstacle, neither a yes nor a no")
    void storeDown() {
        scenario.options = builder -> builder.refuseDuplicates((directory, environment, software) -> {
            throw new CheckUnavailableException("client store down", Duration.ofSeconds(5));
        });
        assertThat(scenario.validate()).isInstanceOf(Indeterminate.class);
    }

    @Test
    @DisplayName("Codes are stable and unique, and texts may leave the building")
    void reasons() {
        assertThat(List.of(RegistrationReason.values())).allSatisfy(reason -> {
            assertThat(reason.code()).startsWith("registration.");
            assertThat(reason.text()).matches("[\\x20-\\x7e&&[^\"\\\\]]+\\.");
            assertThat(reason.spec()).isNotBlank();
        });
    }
}
