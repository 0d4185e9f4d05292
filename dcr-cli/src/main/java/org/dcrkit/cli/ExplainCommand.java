package org.dcrkit.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.dcrkit.Explanation;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.cli.SubmissionOptions.PreparedValidator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows every check of one request from files. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Shows every check of a registration request: passed, failed, not reached or not checkable.")
final class ExplainCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SubmissionOptions submission = new SubmissionOptions();

    @Option(names = "--json", description = "Print the explanation as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Instant instant = submission.at();
        try (PreparedValidator prepared = submission.validator(instant)) {
            RegistrationSubmission given = submission.submission();
            Explanation explanation = prepared.validator().explain(given);
            if (json) {
                spec.commandLine().getOut().println(VerdictJson.of(explanation));
            } else {
                new ExplanationText(spec.commandLine().getOut()).print(explanation);
                spec.commandLine().getOut().println();
                new VerdictText(spec.commandLine().getOut(), "").print(explanation.verdict());
            }
            return ExitStatus.of(explanation.verdict()).code();
        }
    }
}
