package org.dcrkit.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a directory or a bank on this machine until it is interrupted. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        subcommands = {ServeDirectoryCommand.class, ServeBankCommand.class},
        description = "Serves a directory or a bank on the loopback interface, until it is interrupted.",
        footer = {
            "",
            "Examples:",
            "  dcr serve directory --out world --port 8443",
            "  dcr serve bank @world/bank.options --port 9443 --policy obie-3.3"
        })
final class ServeCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to serve: directory or bank.");
    }

    /** Prints one line for each request, with the time. */
    static void log(PrintWriter out, String line) {
        out.println(InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS) + " " + PlainText.of(line));
    }

    /** Stays until the process is told to end. */
    static void waitUntilInterrupted(AutoCloseable server) throws InterruptedException {
        Object never = new Object();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop serving"));
        synchronized (never) {
            while (true) {
                never.wait();
            }
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
