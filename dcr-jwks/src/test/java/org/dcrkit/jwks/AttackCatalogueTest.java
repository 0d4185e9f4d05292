package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keeps account of which case of the attack catalogue is tested where. */
class AttackCatalogueTest {

    private static final Pattern ID = Pattern.compile("\\b(?:FET|JWK|CCH)-[0-9]{2}\\b");
    private static final List<String> CASES = Arrays.asList(("FET-01 FET-02 FET-03 FET-04 FET-06 FET-07 FET-08 FET-09"
                    + " FET-11 FET-12 FET-13 FET-14 FET-16 FET-17 FET-18 FET-19 FET-21 FET-22 FET-23 FET-24 JWK-01 JWK-02"
                    + " JWK-03 JWK-04 JWK-06 JWK-07 JWK-08 JWK-09 JWK-11 JWK-12 JWK-13 JWK-14 JWK-16 JWK-17 JWK-18 JWK-19"
                    + " JWK-21 JWK-22 JWK-23 JWK-24 JWK-26 CCH-01 CCH-02 CCH-03 CCH-04 CCH-06 CCH-07 CCH-08 CCH-09 CCH-11"
                    + " CCH-12 CCH-13 CCH-14 CCH-16 CCH-17")
            .split(" "));
    private static final Map<String, String> NOT_TESTED =
            Map.of("CCH-13", "there is no distributed cache of key sets, so none that could fail or be tampered with");
    private static final Map<String, String> REMARKS = Map.of(
            "FET-11", "a revoked server certificate is not noticed: the JDK's default asks no responder",
            "FET-12", "HTTP/2 is never offered, so that its floods cannot be sent",
            "JWK-06",
                    "that a header cannot choose the algorithm is the verifier's to show; here a key names one or none",
            "JWK-14", "Debian's weak keys are not recognised: see the list of exceptions of badkeys",
            "CCH-17", "for three seconds in every build; -Ddcr.soak=PT1H for an hour");

    private static Map<String, Set<String>> tests() throws Exception {
        Map<String, Set<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src", "test", "java", "org", "dcrkit", "jwks"))) {
            for (Path file : files.filter(name -> !name.endsWith("AttackCatalogueTest.java"))
                    .toList()) {
                Matcher ids = ID.matcher(Files.readString(file));
                while (ids.find()) {
                    tests.computeIfAbsent(ids.group(), id -> new TreeSet<>())
                            .add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }
        return tests;
    }

    @Test
    @DisplayName("Every case about key sets has a test that names it, or a reason why not")
    void everyCase() throws Exception {
        Map<String, Set<String>> tests = tests();
        Map<String, String> lines = new LinkedHashMap<>();
        for (String id : CASES) {
            boolean tested = tests.containsKey(id);
            assertThat(tested).as("%s is tested, or has a reason why not", id).isNotEqualTo(NOT_TESTED.containsKey(id));
            lines.put(
                    id,
                    tested
                            ? String.join(", ", tests.get(id)) + " | " + REMARKS.getOrDefault(id, "")
                            : "- | " + NOT_TESTED.get(id));
        }
        assertThat(tests.keySet()).isSubsetOf(CASES);
        StringBuilder table = new StringBuilder("\n| case | test | remark |\n|---|---|---|\n");
        lines.forEach((id, line) ->
                table.append("| ").append(id).append(" | ").append(line).append(" |\n"));
        GeneratedSection.check(
                Path.of("..", "docs", "quality.md"),
                "attacks on key sets",
                table.append('\n').toString());
    }

    @Test
    @DisplayName("The cases are those of the catalogue")
    void theCatalogue() throws Exception {
        Path catalogue = Path.of(System.getProperty("dcr.vectors", "../shared/vectors"))
                .resolveSibling("spec")
                .resolve("attacks.json");
        assumeTrue(Files.exists(catalogue), "skipped: the attack catalogue is absent: " + catalogue);
        JsonParse parse = StrictJson.parse(Files.readAllBytes(catalogue), new JsonLimits(10_000_000, 8, 100_000, 40));
        Set<String> ids = new TreeSet<>();
        for (JsonValue element : ((JsonArray) ((JsonParse.Parsed) parse).value()).elements()) {
            String id = ((JsonObject) element).text("id").orElseThrow();
            if (ID.matcher(id).matches()) {
                ids.add(id);
            }
        }
        assertThat(CASES).containsExactlyInAnyOrderElementsOf(ids);
    }
}
