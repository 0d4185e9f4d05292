package org.dcrkit.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of its own, on loopback, in a temporary folder, from the binaries that the operating system's package
 * installed; where there are none the test is skipped and says so.
 *
 * <p>Every connection states the server's password, which nobody else knows; in clear text, because it does not leave the
 * machine and hashing it would cost each new connection more than the test does.
 *
 * <p>PostgreSQL refuses to run as root; root starts it as the user {@code postgres} that the package made.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String USER = "dcr";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final long PATIENCE_SECONDS = 60;

    private final Path binaries;
    private final Path folder;
    private final String password = UUID.randomUUID().toString();
    private final int port;

    private PostgresServer(Path binaries) throws IOException {
        this.binaries = binaries;
        this.folder = Files.createTempDirectory("dcr-postgres-");
        this.port = freePort();
        try {
            Path secret = Files.writeString(folder.resolve("password"), password);
            if (ROOT) {
                var postgres =
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
                Files.setOwner(secret, postgres);
                Files.setOwner(folder, postgres);
            }
            run(
                    "initdb",
                    "--pgdata=" + data(),
                    "--username=" + USER,
                    "--auth=password",
                    "--pwfile=" + secret,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync");
            resume();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts a server, or skips the test that asks for it. */
    public static PostgresServer startOrSkip() throws IOException {
        Path binaries = binaries();
        Assumptions.assumeTrue(binaries != null, "no PostgreSQL server is installed: apt-get install postgresql");
        return new PostgresServer(binaries);
    }

    /** Where clients reach it. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The user, who may do everything. */
    public String user() {
        return USER;
    }

    /** The password of that user. */
    public String password() {
        return password;
    }

    /** A new connection each time; nothing waits longer than two seconds for the network. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(USER);
        source.setPassword(password);
        source.setConnectTimeout(2);
        source.setSocketTimeout(5);
        return source;
    }

    /** Stops as if it had crashed: connections break, nothing is tidied up. */
    public void crash() {
        run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "-w", "stop");
    }

    /** Starts again, with what was committed before. */
    public void resume() {
        run(
                "pg_ctl",
                "--pgdata=" + data(),
                "--log=" + folder.resolve("log"),
                "-w",
                "--timeout=" + PATIENCE_SECONDS,
                "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
                "start");
    }

    @Override
    public void close() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            crash();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>(ROOT ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            Path said = Files.createTempFile("dcr-postgres-", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IllegalStateException(command + ": " + Files.readString(said, StandardCharsets.UTF_8));
                }
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + program + " ran", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The newest installed version's programs; null if there are none. */
    private static @Nullable Path binaries() throws IOException {
        Path installed = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(installed)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(installed)) {
            return versions.filter(version -> version.getFileName().toString().matches("\\d+"))
                    .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparing(
                            version -> Integer.valueOf(version.getFileName().toString())))
                    .map(version -> version.resolve("bin"))
                    .orElse(null);
        }
    }
}
