package org.dcrkit.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.Vectors;
import org.dcrkit.claims.JsonParse.Fault;
import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("JSN-16: every file of JSONTestSuite is read as RFC 8259 says")
class JsonTestSuiteTest {

    /** Files that are JSON, but name a member twice, which RFC 7515 and RFC 7519 (section 4) let us refuse. */
    private static final Set<String> DUPLICATES =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    /** What we do where RFC 8259 leaves the choice: numbers of any size are kept as written, all else is refused. */
    private static final Map<String, String> CHOSEN = Map.ofEntries(
            Map.entry("i_number_", "read"),
            Map.entry("i_object_key_lone_2nd_surrogate", "SYNTAX"),
            Map.entry("i_string_1st_surrogate_but_2nd_missing", "SYNTAX"),
            Map.entry("i_string_1st_valid_surrogate_2nd_invalid", "SYNTAX"),
            Map.entry("i_string_incomplete_surrogate", "SYNTAX"),
            Map.entry("i_string_invalid_lonely_surrogate", "SYNTAX"),
            Map.entry("i_string_invalid_surrogate", "SYNTAX"),
            Map.entry("i_string_inverted_surrogates", "SYNTAX"),
            Map.entry("i_string_lone_second_surrogate", "SYNTAX"),
            Map.entry("i_string_UTF-16LE_with_BOM", "ENCODING"),
            Map.entry("i_string_UTF-8_invalid_sequence", "ENCODING"),
            Map.entry("i_string_UTF8_surrogate", "ENCODING"),
            Map.entry("i_string_invalid_utf-8", "ENCODING"),
            Map.entry("i_string_iso_latin_1", "ENCODING"),
            Map.entry("i_string_lone_utf8_continuation_byte", "ENCODING"),
            Map.entry("i_string_not_in_unicode_range", "ENCODING"),
            Map.entry("i_string_overlong_sequence", "ENCODING"),
            Map.entry("i_string_truncated-utf-8", "ENCODING"),
            Map.entry("i_string_utf16", "ENCODING"),
            Map.entry("i_structure_500_nested_arrays", "LIMIT"),
            Map.entry("i_structure_UTF-8_BOM_empty_object", "ENCODING"));

    @Test
    @DisplayName("A JSON parser must refuse all 188 texts that are not JSON")
    void refused() throws IOException {
        Map<String, String> outcomes = outcomes("n_");

        assertThat(outcomes)
                .hasSize(188)
                .allSatisfy((file, outcome) -> assertThat(outcome).isNotEqualTo("read"));
    }

    @Test
    @DisplayName("A JSON parser MUST accept all texts that conform to the JSON grammar, but for a member named twice")
    void accepted() throws IOException {
        Map<String, String> outcomes = outcomes("y_");

        assertThat(outcomes)
                .hasSize(95)
                .allSatisfy((file, outcome) ->
                        assertThat(outcome).isEqualTo(DUPLICATES.contains(file) ? "DUPLICATE_MEMBER" : "read"));
    }

    @Test
    @DisplayName("Where an implementation may choose, numbers are kept as written and everything else is refused")
    void chosen() throws IOException {
        Map<String, String> outcomes = outcomes("i_");

        assertThat(outcomes).hasSize(35).allSatisfy((file, outcome) -> {
            List<String> applying = CHOSEN.entrySet().stream()
                    .filter(entry -> file.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            assertThat(applying).containsExactly(outcome);
        });
    }

    private static Map<String, String> outcomes(String prefix) throws IOException {
        Path suite = Vectors.path("jsontestsuite/test_parsing");
        JsonLimits limits = new JsonLimits(1_000_000, 64, 1_000_000, 1_000);
        try (Stream<Path> files = Files.list(suite)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(),
                            file -> outcome(StrictJson.parse(Vectors.bytes(file), limits)),
                            (first, second) -> first,
                            TreeMap::new));
        }
    }

    private static String outcome(JsonParse parse) {
        if (parse instanceof Parsed) {
            return "read";
        }
        Fault fault = ((Malformed) parse).fault();
        return fault.name();
    }
}
