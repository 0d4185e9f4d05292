package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of a terminal is what the command prints. */
class TranscriptTest {

    private static final Pattern TRANSCRIPT = Pattern.compile(
            "(?s)<!-- transcript: wso2 -->\\n```text\\n\\$ \\./dcr (?<command>.*?[^\\\\])\\n(?<output>.*?)```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("the README's worked example, from the published files")
    void workedExample() throws IOException {
        RealFiles files = RealFiles.present();
        Files.copy(files.file("jwt", "request-PS256-w7NF", ".jwt"), folder.resolve("request.jwt"));
        Files.copy(files.organisationKeys(), folder.resolve("keystore.jwks"));
        Files.copy(files.root(), folder.resolve("root.pem"));
        Files.writeString(
                folder.resolve("chain.pem"),
                files.withIssuer(files.file("obie/certs", "tls-oQ4KoaavpOuoE7rvQsZEOV-59c66919", ".pem")));

        Matcher readme = TRANSCRIPT.matcher(Files.readString(root().resolve("README.md")));
        assertThat(readme.find()).isTrue();
        Run run = Run.of(arguments(readme.group("command")));

        assertThat(run.status()).isEqualTo(ExitStatus.REJECTED.code());
        assertThat(run.out().replace(folder + "/", "")).isEqualTo(readme.group("output"));
    }

    private String[] arguments(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.replace("\\\n", " "));
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(Files.exists(folder.resolve(text)) ? folder.resolve(text).toString() : text);
        }
        return words.toArray(String[]::new);
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.resolveSibling("");
    }
}
