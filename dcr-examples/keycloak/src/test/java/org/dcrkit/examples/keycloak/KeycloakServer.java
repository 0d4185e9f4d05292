package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Keycloak in a process of its own, on a free port of the loopback interface, with the provider in it. */
final class KeycloakServer implements AutoCloseable {

    static final String ADMINISTRATOR = "administrator";
    static final String PASSWORD = "for this test only";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Pattern LISTENING =
            Pattern.compile("started in (\\S+)s\\. Listening on: https://[^:]+:(\\d+)");

    private final Process process;
    private final List<String> output;
    private final int port;

    private KeycloakServer(Process process, List<String> output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Builds and starts it; {@code options} are lines of keycloak.conf. */
    static KeycloakServer start(Path home, Path provider, Path realm, Map<String, String> options) throws IOException {
        Path providers = home.resolve("providers");
        for (Path old : jars(providers)) {
            Files.delete(old);
        }
        Files.copy(provider, providers.resolve(provider.getFileName()));
        Files.createDirectories(home.resolve("data/import"));
        Files.copy(realm, home.resolve("data/import/realm.json"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                home.resolve("conf/keycloak.conf"),
                options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue() + "\n")
                        .collect(Collectors.joining()));
        Path script = home.resolve("bin/kc.sh");
        script.toFile().setExecutable(true);
        List<String> lines = new ArrayList<>();
        run(script, lines, "build")
                .thenAccept(exit -> {
                    if (exit != 0) {
                        throw new IllegalStateException(
                                "kc.sh build ended with " + exit + ":\n" + String.join("\n", lines));
                    }
                })
                .join();
        return started(script);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static CompletableFuture<Integer> run(Path script, List<String> lines, String... arguments)
            throws IOException {
        Process process = process(script, arguments);
        read(process, lines, new CompletableFuture<>()).join();
        return process.onExit().thenApply(Process::exitValue);
    }

    private static KeycloakServer started(Path script) throws IOException {
        Process process = process(script, "start", "--optimized", "--import-realm");
        List<String> lines = new ArrayList<>();
        CompletableFuture<Integer> port = new CompletableFuture<>();
        read(process, lines, port)
                .thenRun(() -> port.completeExceptionally(new IllegalStateException("Keycloak ended")));
        try {
            return new KeycloakServer(process, lines, port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            end(process);
            throw new IllegalStateException("Keycloak did not start:\n" + text(lines), e);
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Process process(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", requireNonNull(System.getProperty("dcr.keycloak.java")));
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        return builder.start();
    }

    private static CompletableFuture<Void> read(Process process, List<String> lines, CompletableFuture<Integer> port) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader out = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        for (String line = out.readLine(); line != null; line = out.readLine()) {
                            synchronized (lines) {
                                lines.add(line);
                            }
                            Matcher found = LISTENING.matcher(line);
                            if (found.find()) {
                                port.complete(Integer.valueOf(found.group(2)));
                            }
                        }
                        ended.complete(null);
                    } catch (IOException e) {
                        ended.completeExceptionally(new UncheckedIOException(e));
                    }
                },
                "Keycloak's output");
        reader.setDaemon(true);
        reader.start();
        return ended;
    }

    /** Its address, such as {@code https://localhost:38211}. */
    String url() {
        return "https://localhost:" + port;
    }

    /** What it has printed so far. */
    String output() {
        return text(output);
    }

    private static String text(List<String> lines) {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(30, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                each.destroyForcibly();
            } catch (InterruptedException e) {
                each.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
