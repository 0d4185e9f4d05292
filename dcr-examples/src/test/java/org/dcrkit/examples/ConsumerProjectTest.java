package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A user's project, built by a Maven of its own from the artifacts alone. */
class ConsumerProjectTest {

    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final List<String> MODULES = List.of("dcr-bom", "dcr-core", "dcr-jwks", "dcr-certs", "dcr-testkit");
    private static final int MANY = 400;

    @Test
    @DisplayName(
            "A project that depends on artifacts only tests its policy file against the catalogue, with module path and without")
    void builds() throws Exception {
        Path root = Snippets.root();
        assumeTrue(
                MODULES.stream()
                        .filter(module -> !module.equals("dcr-bom"))
                        .allMatch(module -> Files.exists(jar(root, module))),
                "the artifacts are not packaged: run mvn verify");
        Path repository = Path.of("target", "consumer-repository").toAbsolutePath();
        publish(root, repository);
        Path project = copy(
                root.resolve("dcr-examples/consumer"),
                Path.of("target", "consumer").toAbsolutePath());
        Path settings = settings(project);

        Process maven = new ProcessBuilder(
                        command(), "-B", "-s", settings.toString(), "-Dmaven.repo.local=" + repository, "test")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(maven.waitFor()).as(output).isZero();
        List<Integer> counts = Pattern.compile(
                        "Tests run: (\\d+), Failures: 0, Errors: 0, Skipped: \\d+\\s*$", Pattern.MULTILINE)
                .matcher(output)
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .toList();
        assertThat(counts).as(output).hasSize(2).allMatch(count -> count > MANY);
    }

    private static String command() {
        String home = System.getProperty("dcr.maven.home", "");
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return home.isEmpty()
                ? "mvn"
                : Path.of(home, "bin", windows ? "mvn.cmd" : "mvn").toString();
    }

    /** Lays the artifacts out as a local repository has them; nothing is written to the user's own. */
    private static void publish(Path root, Path repository) throws IOException {
        Path group = repository.resolve("org/dcrkit");
        place(root.resolve("pom.xml"), group.resolve("dcr-parent"), "dcr-parent", "pom");
        for (String module : MODULES) {
            place(root.resolve(module).resolve("pom.xml"), group.resolve(module), module, "pom");
            if (Files.exists(jar(root, module))) {
                place(jar(root, module), group.resolve(module), module, "jar");
            }
        }
    }

    private static void place(Path from, Path folder, String artifact, String type) throws IOException {
        Path versioned = Files.createDirectories(folder.resolve(VERSION));
        Files.copy(from, versioned.resolve(artifact + "-" + VERSION + "." + type), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path jar(Path root, String module) {
        return root.resolve(module).resolve("target").resolve(module + "-" + VERSION + ".jar");
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return to;
    }

    /** Everything else comes from the repository that this build itself uses. */
    private static Path settings(Path project) throws IOException {
        String local = System.getProperty(
                "dcr.maven.repository",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        return Files.writeString(
                project.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>build</id>
                      <url>%s</url>
                      <mirrorOf>*</mirrorOf>
                    </mirror>
                  </mirrors>
                </settings>
                """.formatted(Path.of(local).toUri()));
    }
}
