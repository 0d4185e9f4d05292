package org.dcrkit.examples.spring.nodes;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program of the tests in a process of its own, which can be killed as by a power cut. */
final class BankNode implements AutoCloseable {

    private static final int REMEMBERED = 200;

    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final int port;

    private BankNode(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a program and waits until it says that it is ready.
     *
     * @param port what it listens on, which it has to be told among the arguments
     */
    static BankNode start(Class<?> program, int port, String ready, List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(requireNonNull(System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(arguments);
        BankNode node = new BankNode(
                new ProcessBuilder(command).redirectErrorStream(true).start(), port);
        node.awaitLine(ready);
        return node;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitLine(String ready) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line;
        do {
            line = output.readLine();
            remember(String.valueOf(line));
        } while (line != null && !line.contains(ready));
        if (line == null) {
            throw new IOException("it ended before it was ready:\n" + lastLines());
        }
        Thread reader = new Thread(() -> output.lines().forEach(this::remember), "output of a process");
        reader.setDaemon(true);
        reader.start();
    }

    private synchronized void remember(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > REMEMBERED) {
            lastLines.removeFirst();
        }
    }

    synchronized String lastLines() {
        return String.join("\n", lastLines);
    }

    URI registrationEndpoint() {
        return URI.create("https://localhost:" + port + "/register");
    }

    long pid() {
        return process.pid();
    }

    /** Ends it without a chance to tidy up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
