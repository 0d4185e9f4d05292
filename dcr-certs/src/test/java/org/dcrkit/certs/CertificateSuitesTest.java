package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Third-party suites through the library's public API, beside the JDK and Bouncy Castle.
 *
 * <p>{@code mvn test -Ddcr.docs=write} writes the table into {@code docs/quality.md}; otherwise a difference fails the test.
 */
@DisplayName("Third-party suites of certificates")
class CertificateSuitesTest {

    private static final DocumentSection SECTION = new DocumentSection("certificate suites", """

            ## Certificates: third-party suites

            Each case goes through the public API of `dcr-certs`. Too lenient: accepted, though the suite says no; too strict:
            refused, though it says yes. The cases of x509-limbo that fail for a host name are left out: a client has none. Every
            disagreement is named, with its reason, in `dcr-certs/src/test/resources/org/dcrkit/certs/suite-exceptions.txt`; a
            name that no longer applies fails the build.

            """);

    private static final Map<String, List<SuiteCase>> SUITES = new LinkedHashMap<>();

    @BeforeAll
    static void run() {
        SUITES.put(PathSuites.PKITS, PathSuites.pkits());
        SUITES.put(PathSuites.LIMBO, PathSuites.limbo());
        SUITES.put(BoringSslSuites.NAMES, BoringSslSuites.names());
        SUITES.put(BoringSslSuites.CRL, BoringSslSuites.crls());
        SUITES.put(BoringSslSuites.OCSP, BoringSslSuites.ocsp());
        SUITES.put(BoringSslSuites.PARSING, BoringSslSuites.parsing());
    }

    @Test
    @DisplayName(
            "CHN-18, DNB-13: every disagreement is named with a reason, and every named one still is a disagreement")
    void disagreementsAreNamed() {
        Map<String, String> disagreements = new TreeMap<>();
        SUITES.values().stream()
                .flatMap(List::stream)
                .filter(one -> !one.ourJudgement().equals("agree"))
                .forEach(one -> disagreements.put(one.suite() + " | " + one.id(), one.ourJudgement()));
        Map<String, String> named = new TreeMap<>();
        exceptions().forEach(line -> named.put(line[0] + " | " + line[1], line[2]));
        assertThat(disagreements).isEqualTo(named);
    }

    @Test
    @DisplayName("the library is too lenient in fewer cases than the JDK and Bouncy Castle in each suite")
    void fewerLenientCases() {
        SUITES.forEach((suite, cases) -> {
            long ours = count(cases, SuiteCase::ours, "lenient");
            assertThat(ours).as(suite + " beside the JDK").isLessThanOrEqualTo(count(cases, SuiteCase::jdk, "lenient"));
            assertThat(ours)
                    .as(suite + " beside Bouncy Castle")
                    .isLessThanOrEqualTo(count(cases, SuiteCase::bouncyCastle, "lenient"));
        });
    }

    @Test
    @DisplayName("CHN-11: the cases of x509-limbo that are made to deny service are refused within a second each")
    void deniesNoService() {
        List<Runnable> cases = PathSuites.pathological();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(5);
        cases.forEach(one -> assertTimeout(Duration.ofSeconds(1), one::run));
    }

    @Test
    @DisplayName("docs/quality.md has the table that this test makes")
    void documented() throws IOException {
        assumeTrue(Runtime.version().feature() == 17, "skipped: the table has the figures of JDK 17");
        SECTION.check(table());
    }

    private static String table() {
        StringBuilder text = new StringBuilder();
        text.append("| suite | cases | | agree | too lenient | too strict |\n|---|---|---|---|---|---|\n");
        SUITES.forEach((suite, cases) -> {
            row(text, suite, cases, "dcr-certs", SuiteCase::ours);
            row(text, suite, cases, "JDK", SuiteCase::jdk);
            row(text, suite, cases, "Bouncy Castle 1.86", SuiteCase::bouncyCastle);
        });
        return text.toString();
    }

    private static void row(
            StringBuilder text,
            String suite,
            List<SuiteCase> cases,
            String implementation,
            Function<SuiteCase, Boolean> decided) {
        text.append(String.format(
                "| %s | %d | %s | %d | %d | %d |%n",
                suite,
                cases.size(),
                implementation,
                count(cases, decided, "agree"),
                count(cases, decided, "lenient"),
                count(cases, decided, "strict")));
    }

    private static long count(List<SuiteCase> cases, Function<SuiteCase, Boolean> decided, String judgement) {
        return cases.stream()
                .filter(one ->
                        SuiteCase.judge(one.expected(), decided.apply(one)).equals(judgement))
                .count();
    }

    private static List<String[]> exceptions() {
        try (var in = CertificateSuitesTest.class.getResourceAsStream("suite-exceptions.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String[]> lines = new ArrayList<>();
            for (String line : text.lines()
                    .filter(one -> !one.isBlank() && !one.startsWith("#"))
                    .toList()) {
                String[] parts = line.split(" \\| ", -1);
                assertThat(parts)
                        .as(line + ": suite | case | lenient or strict | reason")
                        .hasSize(4);
                assertThat(parts[3]).as(line).hasSizeGreaterThan(10);
                lines.add(parts);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
