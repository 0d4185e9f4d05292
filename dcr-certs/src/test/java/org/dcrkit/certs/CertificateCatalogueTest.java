package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The catalogue of attacks on certificates")
class CertificateCatalogueTest {

    private static final Pattern ID = Pattern.compile("\\b(?:CER|DNB|CHN|REV)-[0-9]{2}\\b");
    private static final Path SOURCES = Path.of("src", "test", "java", "org", "dcrkit", "certs");
    private static final DocumentSection SECTION = new DocumentSection(
            "attacks on certificates",
            "\n## Certificates: the catalogue of attacks\n\nEach case and the test whose title has its id.\n\n");

    private static final Set<String> CASES = new TreeSet<>(List.of(
            ("CER-01 CER-02 CER-03 CER-04 CER-06 CER-07 CER-08 CER-09 CER-11 CER-12 CER-13 CER-14 CER-16 CER-17 CER-18"
                            + " CER-19 CER-21 CER-22 CER-23 CER-24 CER-26 DNB-01 DNB-02 DNB-03 DNB-04 DNB-06 DNB-07"
                            + " DNB-08 DNB-09 DNB-11 DNB-12 DNB-13 DNB-14 DNB-16 DNB-17 DNB-18 CHN-01 CHN-02 CHN-03"
                            + " CHN-04 CHN-06 CHN-07 CHN-08 CHN-09 CHN-11 CHN-12 CHN-13 CHN-14 CHN-16 CHN-17 CHN-18"
                            + " REV-01 REV-02 REV-03 REV-04 REV-06 REV-07 REV-08 REV-09")
                    .split(" ")));

    private static final Map<String, String> REMARKS = Map.of(
            "CER-16", "Debian's weak keys are not recognised: there is no list of them here",
            "CHN-13", "asked of authorities' certificates; a client's may lack both identifiers",
            "CHN-16", "trusted lists are not read: a bank takes an authority off by handing out a new set of anchors",
            "DNB-18", "that a proxy keeps connections apart is checked when it is deployed: docs/certificates.md",
            "REV-09", "noRevAvail is not read: where checking is required, something has to answer");

    @Test
    @DisplayName("has a test for each of its cases, whose title names it")
    void everyCaseHasATest() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            ID.matcher(Files.readString(file))
                    .results()
                    .forEach(id -> tests.computeIfAbsent(id.group(), absent -> new TreeSet<>())
                            .add(name));
        }
        assertThat(tests.keySet()).isEqualTo(CASES);
        SECTION.check(tests.entrySet().stream()
                .map(one -> "| " + one.getKey() + " | " + String.join(", ", one.getValue()) + " | "
                        + REMARKS.getOrDefault(one.getKey(), "") + " |\n")
                .collect(Collectors.joining("", "| case | test | remark |\n|---|---|---|\n", "")));
    }

    @Test
    @DisplayName("has these cases and no others")
    void theseCases() {
        Path catalogue = RealData.vectors("../spec/attacks.json");
        Set<String> published = ((JsonArray) PathSuites.json(catalogue))
                .elements().stream()
                        .map((JsonValue one) -> ((JsonObject) one).text("id").orElseThrow())
                        .filter(id -> ID.matcher(id).matches())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(CASES).isEqualTo(published);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file ->
                            file.toString().endsWith("Test.java") && !file.endsWith("CertificateCatalogueTest.java"))
                    .toList();
        }
    }
}
