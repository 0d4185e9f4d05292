package org.dcrkit.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code dcr} command and its subcommands. */
@Command(
        name = "dcr",
        mixinStandardHelpOptions = true,
        version = "dcr 0.1.0-SNAPSHOT",
        description = "Judges client registration requests for Open Banking, and shows why.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:accepted, or done",
            "1:rejected",
            "2:could not be checked",
            "3:wrong usage, or something could not be read or written"
        },
        footer = {
            "",
            "Examples:",
            "  dcr demo                  see a directory, a bank and a TPP at work",
            "  dcr decode request.jwt    what a token, certificate, key set or name says",
            "  dcr explain --help        why a registration was refused",
            "",
            "Shell completion: source <(dcr generate-completion)"
        })
public final class DcrCommand implements Runnable {

    private static final Map<String, Class<?>> SUBCOMMANDS = Collections.unmodifiableMap(subcommands());

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "When something fails unexpectedly, show where in the program.")
    private boolean debug;

    /** For the command line library alone. */
    public DcrCommand() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs the command; what cannot be written, for instance into a closed pipe, is a failure. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        int status = commandLine(arguments).setOut(out).setErr(err).execute(arguments);
        if (out.checkError()) {
            err.println("The output could not be written to its end.");
            return ExitStatus.WRONG_USAGE.code();
        }
        return status;
    }

    /** Their descriptions are read by reflection, which costs time: only the one that is wanted, if it is plain which. */
    private static CommandLine commandLine(String... arguments) {
        DcrCommand command = new DcrCommand();
        CommandLine line = new CommandLine(command);
        String first = arguments.length == 0 ? "" : arguments[0];
        SUBCOMMANDS.forEach((name, type) -> {
            if (name.equals(first) || !SUBCOMMANDS.containsKey(first)) {
                line.addSubcommand(type);
            }
        });
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(command::wrongUsage)
                .setExecutionExceptionHandler(command::failed);
    }

    static Set<String> names() {
        return SUBCOMMANDS.keySet();
    }

    private static Map<String, Class<?>> subcommands() {
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        byName.put("demo", DemoCommand.class);
        byName.put("decode", DecodeCommand.class);
        byName.put("validate", ValidateCommand.class);
        byName.put("explain", ExplainCommand.class);
        byName.put("mint", MintCommand.class);
        byName.put("policy", PolicyCommand.class);
        byName.put("serve", ServeCommand.class);
        byName.put("register", RegisterCommand.class);
        byName.put("get", ClientCommand.Get.class);
        byName.put("update", ClientCommand.Update.class);
        byName.put("delete", ClientCommand.Delete.class);
        byName.put("conformance", ConformanceCommand.class);
        byName.put("generate-completion", AutoComplete.GenerateCompletion.class);
        return byName;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: " + String.join(", ", SUBCOMMANDS.keySet()) + ".");
    }

    private int wrongUsage(ParameterException problem, String[] arguments) {
        PrintWriter err = problem.getCommandLine().getErr();
        err.println(problem.getMessage());
        err.println("Try: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return traced(problem, err);
    }

    private int failed(Exception problem, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (problem instanceof UnusableInputException) {
            err.println(problem.getMessage());
        } else {
            String message = problem.getMessage();
            err.println("This went wrong: "
                    + (message == null ? problem.getClass().getSimpleName() : message)
                    + (debug ? "" : " (--debug shows where)"));
        }
        return traced(problem, err);
    }

    private int traced(Exception problem, PrintWriter err) {
        if (debug) {
            problem.printStackTrace(err);
        }
        return ExitStatus.WRONG_USAGE.code();
    }
}
