package org.dcrkit.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code dcr} command and its subcommands. */
@Command(
        name = "dcr",
        mixinStandardHelpOptions = true,
        version = "dcr 0.1.0-SNAPSHOT",
        description = "Judges client registration requests for Open Banking, and shows why.",
        subcommands = {ValidateCommand.class, ExplainCommand.class, DemoCommand.class},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:accepted, or done",
            "1:rejected",
            "2:could not be checked",
            "3:wrong usage, or something could not be read"
        })
public final class DcrCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** For the command line library alone. */
    public DcrCommand() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new DcrCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(DcrCommand::wrongUsage)
                .setExecutionExceptionHandler(DcrCommand::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: validate, explain or demo.");
    }

    private static int wrongUsage(ParameterException problem, String[] arguments) {
        PrintWriter err = problem.getCommandLine().getErr();
        err.println(problem.getMessage());
        err.println("Try: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.WRONG_USAGE.code();
    }

    private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        String message = problem.getMessage();
        command.getErr().println(message == null ? problem.getClass().getSimpleName() : message);
        return ExitStatus.WRONG_USAGE.code();
    }
}
