package org.dcrkit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A directory, a bank and a TPP in one process, on the loopback interface, and five registrations. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Registers a TPP, and shows four registrations that must not be accepted.",
            "A directory over HTTPS and a bank over mutual TLS run on this machine meanwhile. Ends by itself, or stays to be",
            "tried with curl."
        },
        footer = {"", "Examples:", "  dcr demo", "  dcr demo --stay world"})
final class DemoCommand implements Callable<Integer> {

    private static final String PASSWORD = "secret";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--stay",
            paramLabel = "FOLDER",
            description =
                    "Writes the TPP's keys, certificates and a request into this folder, prints the curl command that"
                            + " registers it, and serves until it is told to end.")
    private @Nullable Path stay;

    @Option(
            names = "--port",
            defaultValue = "9443",
            paramLabel = "PORT",
            description =
                    "The bank's port if it stays; 0 for any that is free. ${DEFAULT-VALUE} unless told otherwise.")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        FakeDirectory directory =
                FakeDirectory.openBanking(InstantSource.system()).build();
        try (DirectoryServer server = directory.serve()) {
            FakeTpp tpp = directory.tpp("Acme Accounts").roles("AISP", "PISP").build();
            FakeTpp stranger =
                    directory.tpp("Somebody Else").roles("AISP", "PISP").build();
            try (DemoBank bank = DemoBank.start(stay == null ? 0 : port, directory)) {
                out.println("directory  " + server.url());
                out.println("bank       " + bank.url() + " (mutual TLS)");
                out.println("TPP        Acme Accounts, software " + tpp.softwareId());
                out.println();
                if (stay != null) {
                    wait(out, stay, tpp, bank);
                }
                return scenes(out, tpp, stranger, server, bank);
            }
        }
    }

    private static void wait(PrintWriter out, Path folder, FakeTpp tpp, DemoBank bank) throws InterruptedException {
        new MintedFolder(folder, tpp.directory(), PASSWORD).write(tpp, DemoBank.AUDIENCE);
        out.println(
                "Register it, once and within half an hour (--data leaves out the line feed at the end of the file, which is no part of a token):");
        out.println();
        out.println("  curl --cacert " + folder.resolve("ca.pem") + " --cert " + folder.resolve("transport.pem")
                + " --key " + folder.resolve("transport.key") + " -H 'Content-Type: application/jwt' \\");
        out.println("    --data @" + folder.resolve("request.jwt") + " " + bank.url() + "/register");
        ServeCommand.waitUntilInterrupted(bank);
    }

    private static int scenes(PrintWriter out, FakeTpp tpp, FakeTpp stranger, DirectoryServer server, DemoBank bank)
            throws IOException, InterruptedException {
        DemoTpp client = new DemoTpp(tpp, server);
        String ssa = client.obtainStatement();
        out.println("The TPP authenticates at the directory and obtains its software statement (" + ssa.length()
                + " characters).");
        RegistrationDraft good = tpp.registration(DemoBank.AUDIENCE).claim("software_statement", ssa);

        boolean asExpected = scene(out, bank, "1. The TPP registers.", good, client, Expected.ACCEPTED);
        asExpected &= scene(
                out,
                bank,
                "2. The software statement is forged: same words, somebody else's signature.",
                tpp.registration(DemoBank.AUDIENCE)
                        .ssa(statement -> statement
                                .signedBy(stranger.signingKey())
                                .header("kid", tpp.directory().signingKey().kid())),
                client,
                Expected.REJECTED);
        asExpected &= scene(
                out,
                bank,
                "3. The request asks for a redirect URI that is not in the software statement.",
                tpp.registration(DemoBank.AUDIENCE)
                        .claim("software_statement", ssa)
                        .claim("redirect_uris", List.of("https://evil.example/callback")),
                client,
                Expected.REJECTED);
        asExpected &= scene(
                out,
                bank,
                "4. The request is genuine, but comes over the connection of another organisation.",
                tpp.registration(DemoBank.AUDIENCE).claim("software_statement", ssa),
                client.presenting(stranger.transportCertificate()),
                Expected.REJECTED);
        server.close();
        bank.forgetKeySets();
        asExpected &= scene(
                out,
                bank,
                "5. The directory is down, and the bank has no copy of its keys.",
                tpp.registration(DemoBank.AUDIENCE).claim("software_statement", ssa),
                client,
                Expected.INDETERMINATE);
        out.println();
        out.println(
                asExpected
                        ? paint("green", "\u2713 Five registrations, and each ended as it must.")
                        : paint("red", "\u2717 At least one of the five did not end as it must."));
        return asExpected ? ExitStatus.ACCEPTED.code() : ExitStatus.REJECTED.code();
    }

    /** What a scene is meant to end with. */
    private enum Expected {
        ACCEPTED(201, "registered, as it must be"),
        REJECTED(400, "refused, as it must be"),
        INDETERMINATE(503, "put off, as it must be");

        private final int status;
        private final String words;

        Expected(int status, String words) {
            this.status = status;
            this.words = words;
        }
    }

    private static boolean scene(
            PrintWriter out, DemoBank bank, String title, RegistrationDraft draft, DemoTpp client, Expected expected)
            throws IOException, InterruptedException {
        out.println();
        out.println(paint("bold", title));
        long start = System.nanoTime();
        DemoTpp.Response response = client.register(bank, draft.signed());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Verdict<AcceptedRegistration> verdict = bank.lastVerdict();
        new VerdictText(out, "   ").print(verdict);
        out.println("   response");
        out.println("     HTTP " + response.status()
                + response.retryAfter().map(after -> ", Retry-After: " + after).orElse(""));
        out.println("     " + response.shownBody());
        boolean asExpected = response.status() == expected.status;
        String time = " (" + took.toMillis() + " ms)";
        out.println(
                asExpected
                        ? "   " + paint("green", "\u2713 " + expected.words) + time
                        : "   " + paint("red", "\u2717 This was meant to end with " + expected.status + ".") + time);
        return asExpected;
    }

    /** In colour on a terminal, unless NO_COLOR is set. */
    private static String paint(String style, String text) {
        return Ansi.AUTO.string("@|" + style + " " + text + "|@");
    }
}
