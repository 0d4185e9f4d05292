package org.dcrkit.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.testkit.FakeDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user does wrong is answered with a sentence and status 3, and with no stack trace. */
class UsageErrorsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @BeforeAll
    static void writeFiles() throws IOException {
        Files.writeString(folder.resolve("text.txt"), "not what was asked for");
        Files.writeString(folder.resolve("keys.jwks"), "{\"keys\":[]}");
        Files.write(
                folder.resolve("transport.p12"),
                FakeDirectory.openBanking(InstantSource.system())
                        .build()
                        .tpp("Acme")
                        .build()
                        .transportCertificate()
                        .pkcs12("right".toCharArray()));
        Files.createDirectory(folder.resolve("folder"));
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.bin").toFile(), "rw")) {
            large.setLength(100L * 1024 * 1024);
        }
    }

    /** A sentence that must be said, and the arguments that lead to it. */
    static Stream<List<String>> wrongUses() {
        return Stream.of(
                List.of("Say what to do: demo, decode,"),
                List.of("Unmatched argument at index 0: 'frobnicate'", "frobnicate"),
                List.of("Missing required", "validate"),
                List.of("Missing required", "explain", "--request=@text.txt"),
                List.of("Unknown option: '--frobnicate'", "decode", "CN=a", "--frobnicate"),
                List.of("There is no file", "decode", "@absent.jwt"),
                List.of("is a folder, not a file.", "decode", "@folder"),
                List.of("large.bin is larger than 1048576 bytes.", "decode", "@large.bin"),
                List.of("It is no token, certificate, key set or distinguished name", "decode", "@text.txt"),
                List.of(
                        "cannot be opened as PKCS#12: the password is wrong",
                        "decode",
                        "@transport.p12",
                        "--password=wrong"),
                List.of("nor can PKCS#12 be opened without a password", "decode", "@transport.p12"),
                List.of("Invalid value for option '--at'", "decode", "CN=a", "--at=yesterday"),
                List.of(
                        "There is no policy obie-9. There are: obie-3.1, obie-3.2",
                        "validate",
                        "--request=@text.txt",
                        "--directory-jwks=@keys.jwks",
                        "--software-jwks=@keys.jwks",
                        "--trust-anchors=@text.txt",
                        "--audience=a",
                        "--profile=obie-9"),
                List.of(
                        "Say with --audience which aud the bank accepts.",
                        "validate",
                        "--request=@text.txt",
                        "--directory-jwks=@keys.jwks",
                        "--software-jwks=@keys.jwks",
                        "--trust-anchors=@text.txt"),
                List.of(
                        "Give the key set with --software-jwks, or fetch it with --online.",
                        "validate",
                        "--request=@text.txt",
                        "--directory-jwks=@keys.jwks",
                        "--trust-anchors=@text.txt",
                        "--audience=a"),
                List.of(
                        "text.txt holds no trust anchors",
                        "validate",
                        "--request=@text.txt",
                        "--directory-jwks=@keys.jwks",
                        "--software-jwks=@keys.jwks",
                        "--trust-anchors=@text.txt",
                        "--audience=a"),
                List.of(
                        "is a folder, not a file.",
                        "validate",
                        "--request=@text.txt",
                        "--directory-jwks=@folder",
                        "--software-jwks=@keys.jwks",
                        "--trust-anchors=@text.txt",
                        "--audience=a"));
    }

    private static String[] arguments(List<String> words) {
        return words.stream()
                .skip(1)
                .map(word -> word.replace("@", folder + "/"))
                .toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a sentence and status 3")
    @MethodSource("wrongUses")
    void sentence(List<String> use) {
        Run run = Run.of(arguments(use));
        assertThat(run.err()).contains(use.get(0)).doesNotContain("\tat org.dcrkit");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("--debug shows where in the program, after the same sentence")
    @MethodSource("wrongUses")
    void debug(List<String> use) {
        List<String> words = new ArrayList<>(use);
        words.add(1, "--debug");
        Run run = Run.of(arguments(words));
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("\tat ");
    }

    @Test
    @DisplayName("a file of 100 MB is refused in a process that has 24 MB")
    void boundedMemory() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        requireNonNull(System.getProperty("java.class.path")),
                        DcrCommand.class.getName(),
                        "decode",
                        folder.resolve("large.bin").toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(3);
        assertThat(said).contains("large.bin is larger than 1048576 bytes.").doesNotContain("OutOfMemory");
    }

    @Test
    @DisplayName("output into a pipe that nobody reads any more is a failure, and is said")
    void closedPipe() {
        StringWriter err = new StringWriter();
        PrintWriter broken = new PrintWriter(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                true,
                StandardCharsets.UTF_8);
        int status = DcrCommand.run(broken, new PrintWriter(err, true), "decode", "CN=a,O=b,C=GB");
        assertThat(status).isEqualTo(3);
        assertThat(err.toString()).isEqualTo("The output could not be written to its end." + System.lineSeparator());
    }

    @Test
    @DisplayName("what a terminal would obey is written out")
    void controlCharacters() {
        assertThat(PlainText.of("a\u001b[2Jb\u202ec\r")).isEqualTo("a\\u001b[2Jb\\u202ec\\u000d");
    }
}
