package org.dcrkit.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.testkit.Sabotage;
import org.dcrkit.verdict.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ties every reason of the library to a sabotage that must produce it, or to the test that does where none can. */
class ReasonCoverageTest {

    /** Reasons that no change of a single registration can bring about alone, and the tests that do. */
    private static final Map<String, String> ELSEWHERE = elsewhere();

    /** Reasons that no input and no configuration can bring about, and why they are there all the same. */
    private static final Map<String, String> NEVER =
            Map.of("certificate.unchecked", "names a check in explanations, which is never failed");

    @Test
    @DisplayName("Every reason of the library is produced by a sabotage or by a test that is named here")
    void everyReason() {
        Set<String> produced = produced();
        Set<String> unproduced = reasons().stream()
                .map(Reason::code)
                .filter(code -> !produced.contains(code) && !ELSEWHERE.containsKey(code) && !NEVER.containsKey(code))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unproduced).isEmpty();
    }

    @Test
    @DisplayName("Every sabotage produces a reason of the library, and none is listed as produced elsewhere")
    void everySabotage() {
        assertThat(reasons().stream().map(Reason::code)).containsAll(produced());
        assertThat(ELSEWHERE.keySet()).doesNotContainAnyElementsOf(produced());
        assertThat(NEVER.keySet()).doesNotContainAnyElementsOf(produced());
        assertThat(reasons().stream().map(Reason::code)).containsAll(NEVER.keySet());
    }

    @Test
    @DisplayName("Each test that is named here expects its reason")
    void namedTests() throws IOException {
        for (Map.Entry<String, String> entry : ELSEWHERE.entrySet()) {
            Reason reason = reasons().stream()
                    .filter(candidate -> candidate.code().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no such reason: " + entry.getKey()));
            String constant = ((Enum<?>) reason).name();

            assertThat(Files.readString(Path.of("..").resolve(entry.getValue())))
                    .as(entry.getKey())
                    .containsAnyOf(constant, entry.getKey());
        }
    }

    @Test
    @DisplayName("No two reasons share a code")
    void codes() {
        assertThat(reasons().stream().map(Reason::code)).doesNotHaveDuplicates();
    }

    private static Map<String, String> elsewhere() {
        String core = "dcr-core/src/test/java/org/dcrkit/";
        String uncommon = "dcr-examples/src/test/java/org/dcrkit/coverage/UncommonReasonsTest.java";
        return Map.ofEntries(
                Map.entry("certificate.version", "dcr-certs/src/test/java/org/dcrkit/certs/CertificatePathTest.java"),
                Map.entry("policy.tpp_not_associated", core + "policy/ManualRegistrationTest.java"),
                Map.entry("policy.environment_not_served", uncommon),
                Map.entry("policy.scope_without_certificate_role", uncommon),
                Map.entry("registration.duplicate", core + "RegistrationUpdateTest.java"),
                Map.entry("registration.software_changed", core + "RegistrationUpdateTest.java"),
                Map.entry("registration.organisation_changed", core + "RegistrationUpdateTest.java"),
                Map.entry("registration.client_changed", core + "RegistrationUpdateTest.java"),
                Map.entry("registration.claim_not_repeated", core + "RegistrationUpdateTest.java"),
                Map.entry("registration.directory_changed", core + "RegistrationUpdateTest.java"),
                Map.entry("registration.environment_changed", core + "RegistrationUpdateTest.java"));
    }

    private static Set<String> produced() {
        return Sabotage.all().stream()
                .map(sabotage -> sabotage.reason().code())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Reason> reasons() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.dcrkit").stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(Reason.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getEnumConstants()))
                        .map(Reason.class::cast)
                        .collect(Collectors.toSet());
    }
}
