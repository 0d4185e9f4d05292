package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PolicyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies by name and from files: shown, compared, examined. */
class PolicyCommandTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(
                folder.resolve("bank.json"), PolicyFile.write(ObieProfile.V3_3.policy(MintedFiles.AUDIENCE)));
    }

    @Test
    @DisplayName("describe prints the table that a bank publishes, in Markdown or HTML")
    void describe() {
        assertThat(Run.of("policy", "describe", "metro-bank").out())
                .startsWith("# Policy metro-bank")
                .contains("| `aud` | M |");
        assertThat(Run.of("policy", "describe", "--html", file.toString()).out())
                .contains("<table");
    }

    @Test
    @DisplayName("diff: status 0 for the same rules, 1 and the changes otherwise")
    void diff() {
        Run same = Run.of("policy", "diff", file.toString(), file.toString());
        assertThat(same).isEqualTo(new Run(0, "No difference." + System.lineSeparator(), ""));
        Run other = Run.of("policy", "diff", "obie-3.3", "mettle");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).contains("(STRICTER)");
    }

    @Test
    @DisplayName("lint: status 1 where there is a hole")
    void lint() {
        assertThat(Run.of("policy", "lint", "ping-tool").status()).isEqualTo(1);
        assertThat(Run.of("policy", "lint", "ping-tool").out()).contains("lint.accepts_rs256");
    }

    @Test
    @DisplayName("check names every fault of a file at once, with its line")
    void check() throws IOException {
        assertThat(Run.of("policy", "check", file.toString()).out()).startsWith("obie-3.3 is a policy with ");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\n\"name\": 1,\n\"surprise\": true\n}");
        Run run = Run.of("policy", "check", broken.toString());
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("line 2, /name").contains("line 3, /surprise");
    }

    @Test
    @DisplayName("a policy file judges, and brings its own audience")
    void judges() {
        MintedFiles minted = MintedFiles.in(folder.resolve("minted"));
        Run run = Run.of(
                "validate",
                "--request=" + minted.file("request.jwt"),
                "--cert=" + minted.file("transport.pem"),
                "--directory-jwks=" + minted.file("directory.jwks"),
                "--software-jwks=" + minted.file("software.jwks"),
                "--revoked-jwks=" + minted.file("revoked.jwks"),
                "--trust-anchors=" + minted.file("ca.pem"),
                "--policy=" + file);
        assertThat(run.out()).as(run.err()).startsWith("ACCEPTED (201)");
    }

    @Test
    @DisplayName("without saying what to do: a sentence, status 3")
    void nothing() {
        Run run = Run.of("policy");
        assertThat(run.err()).contains("Say what to do: policy describe, diff, lint or check.");
        assertThat(run.status()).isEqualTo(3);
    }
}
