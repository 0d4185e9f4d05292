package org.dcrkit.cli;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of the command in a process of its own, with its first line read. */
final class ServedProcess implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("https://localhost:\\d+");

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final String firstLine;

    private ServedProcess(Process process) throws IOException {
        this.process = process;
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.firstLine = String.valueOf(output.readLine());
        Thread reader = new Thread(() -> output.lines().forEach(lines::add), "output of a server");
        reader.setDaemon(true);
        reader.start();
    }

    static ServedProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                requireNonNull(System.getProperty("java.class.path")),
                DcrCommand.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ServedProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    String url() {
        Matcher url = URL.matcher(firstLine);
        if (!url.find()) {
            throw new IllegalStateException("it does not serve: " + firstLine);
        }
        return url.group();
    }

    /** The lines after the first, up to one that ends so; all that came, if it does not come in time. */
    List<String> linesTo(String end) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        String line = "";
        while (line != null && !line.endsWith(end)) {
            line = lines.poll(20, TimeUnit.SECONDS);
            seen.add(String.valueOf(line));
        }
        return seen;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
