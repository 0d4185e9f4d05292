package org.dcrkit.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a directory over HTTPS, with one TPP in it. */
@Command(
        name = "directory",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a directory with one TPP in it: key sets, software statements, a token endpoint and /health.",
            "Writes the TPP's keys and certificates into a folder, and there register.options and bank.options,",
            "to be given to dcr register and dcr serve bank as @FOLDER/register.options and @FOLDER/bank.options."
        })
final class ServeDirectoryCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final WorldOptions world = new WorldOptions();

    @Option(
            names = "--port",
            defaultValue = "8443",
            paramLabel = "PORT",
            description = "The port; 0 for any that is free. ${DEFAULT-VALUE} unless told otherwise.")
    private int port;

    @Option(
            names = "--bank-url",
            defaultValue = "https://localhost:9443",
            paramLabel = "URL",
            description = "Where the bank will be, for register.options; ${DEFAULT-VALUE} unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String bankUrl;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        FakeDirectory directory = world.directory();
        DirectoryServer server = directory.serve(port, line -> ServeCommand.log(out, line));
        FakeTpp tpp = world.tpp(directory);
        MintedFolder folder = world.folder(directory);
        folder.write(tpp, world.audience());
        folder.writeOptions(tpp, server.url(), world.audience(), bankUrl);
        out.println("directory " + server.url() + ", software " + tpp.softwareId() + ", files in " + world.out());
        ServeCommand.waitUntilInterrupted(server);
        return ExitStatus.ACCEPTED.code();
    }
}
