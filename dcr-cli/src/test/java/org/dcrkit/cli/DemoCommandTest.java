package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newcomer's first minute: a directory, a bank and a TPP on real sockets. */
class DemoCommandTest {

    private static final Pattern HTTP = Pattern.compile("HTTP (\\d{3})");
    private static final Pattern VERDICT =
            Pattern.compile("(?m)^\\s+(ACCEPTED|REJECTED|INDETERMINATE) \\((\\d{3}.*?)\\)");
    private static final Pattern EVIDENCE = Pattern.compile("(?m)^ {7}([a-z0-9_.]+) {2,}");

    @SuppressWarnings("NullAway.Init")
    private static Run first;

    @BeforeAll
    static void run() {
        first = Run.of("demo");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    @Test
    @DisplayName("ends by itself with status 0, and writes nothing to the error output")
    void ends() {
        assertThat(first.status()).as(first.out()).isZero();
        assertThat(first.err()).isEmpty();
    }

    @Test
    @DisplayName("201 for the good one, 400 for forged, foreign and strange, 503 while the directory is down")
    void statuses() {
        assertThat(all(HTTP, first.out())).containsExactly("201", "400", "400", "400", "503");
    }

    @Test
    @DisplayName("each scene falls for its own reason")
    void reasons() {
        Matcher verdicts = VERDICT.matcher(first.out());
        assertThat(verdicts.results().map(result -> result.group(1) + " " + result.group(2)))
                .containsExactly(
                        "ACCEPTED 201",
                        "REJECTED 400 invalid_software_statement",
                        "REJECTED 400 invalid_redirect_uri",
                        "REJECTED 400 invalid_software_statement",
                        "INDETERMINATE 503 temporarily_unavailable");
        assertThat(first.out())
                .containsSubsequence(
                        "ssa.signature_invalid", "redirect_uri.not_in_statement", "certificate.", "directory");
    }

    @Test
    @DisplayName("evidence and everything else come in the same order each time")
    void order() {
        Run second = Run.of("demo");
        assertThat(all(EVIDENCE, first.out())).isNotEmpty().isEqualTo(all(EVIDENCE, second.out()));
        assertThat(masked(second)).isEqualTo(masked(first));
    }

    @Test
    @DisplayName("--stay serves until it is told to end, and the request in its folder registers the TPP once")
    void stays(@TempDir Path folder) throws Exception {
        try (ServedProcess demo = ServedProcess.start("demo", "--stay=" + folder, "--port=0")) {
            List<String> printed = demo.linesTo("/register");
            String endpoint = printed.get(printed.size() - 1).replaceFirst("^.* ", "");
            HttpCalls tpp = new HttpCalls(
                    KeyStoreTls.of(folder.resolve("transport.p12"), "secret", TlsTrust.read(folder.resolve("ca.pem"))));
            String request = Files.readString(folder.resolve("request.jwt")).strip();
            Map<String, String> jwt = Map.of("Content-Type", "application/jwt");

            assertThat(printed).anySatisfy(line -> assertThat(line).contains("curl --cacert", "transport.key"));
            assertThat(tpp.send("POST", endpoint, jwt, request).statusCode()).isEqualTo(201);
            assertThat(tpp.send("POST", endpoint, jwt, request).body()).contains("request.replayed");
        }
    }

    /** Without what differs by nature: ports, random identifiers, signatures and durations. */
    private static String masked(Run run) {
        return run.out()
                .replaceAll("localhost:\\d+", "localhost:PORT")
                .replaceAll("\\d+ ms", "N ms")
                .replaceAll("\\d+ s\\b", "N s")
                .replaceAll("[0-9a-f]{64}", "HASH")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UUID")
                .replaceAll("\"client_id_issued_at\":\\d+", "ISSUED")
                .replaceAll("eyJ[\\w.-]+", "TOKEN")
                .replaceAll("\\d+ characters", "N characters");
    }
}
