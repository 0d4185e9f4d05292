package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What docs/cli.md shows of a terminal is what the command prints. */
class DocumentedTranscriptsTest {

    private static final Pattern BLOCK = Pattern.compile(
            "(?s)<!-- transcript: (?<kind>\\w+) -->\\n```text\\n\\$ \\./dcr (?<command>.*?[^\\\\])\\n(?<output>.*?)```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path folder;

    /** Kind, command and output of each transcript. */
    private record Transcript(String kind, String command, String output) {}

    private static List<Transcript> transcripts(String kind) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("docs/cli.md")) ? here : here.resolveSibling("");
        Matcher block = BLOCK.matcher(Files.readString(root.resolve("docs/cli.md")));
        List<Transcript> found = new ArrayList<>();
        while (block.find()) {
            if (block.group("kind").equals(kind)) {
                found.add(new Transcript(kind, block.group("command"), block.group("output")));
            }
        }
        assertThat(found).as("transcripts of kind " + kind).isNotEmpty();
        return found;
    }

    private Run run(Transcript transcript) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(transcript.command().replace("\\\n", " "));
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(Files.exists(folder.resolve(text)) ? folder.resolve(text).toString() : text);
        }
        return Run.of(words.toArray(String[]::new));
    }

    private void same(Transcript transcript) {
        Run run = run(transcript);
        assertThat((run.out() + run.err()).replace(folder + "/", "")).isEqualTo(transcript.output());
    }

    @TestFactory
    @DisplayName("transcripts that need no files")
    Stream<DynamicTest> plain() throws IOException {
        return transcripts("plain").stream()
                .map(transcript -> dynamicTest(transcript.command(), () -> same(transcript)));
    }

    @TestFactory
    @DisplayName("transcripts of published requests")
    Stream<DynamicTest> published() throws IOException {
        RealFiles files = RealFiles.present();
        Files.copy(files.file("jwt", "request-PS256-w7NF", ".jwt"), folder.resolve("request.jwt"));
        Files.copy(files.organisationKeys(), folder.resolve("keystore.jwks"));
        Files.copy(files.root(), folder.resolve("root.pem"));
        Files.writeString(
                folder.resolve("chain.pem"),
                files.withIssuer(files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem")));
        return transcripts("published").stream()
                .map(transcript -> dynamicTest(transcript.command(), () -> same(transcript)));
    }

    @Test
    @DisplayName("every command is described, with an example in its help")
    void everyCommand() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("docs/cli.md")) ? here : here.resolveSibling("");
        String text = Files.readString(root.resolve("docs/cli.md"));
        for (String command : DcrCommand.names()) {
            Run help = Run.of(command, "--help");
            assertThat(help.status()).as(command).isZero();
            assertThat(text).contains("dcr " + command);
            if (!command.equals("generate-completion")) {
                assertThat(help.out()).as(command).contains("Example");
            }
        }
    }
}
