package org.dcrkit.cli;

import java.util.concurrent.Callable;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.cli.SubmissionOptions.PreparedValidator;
import org.dcrkit.verdict.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges one request from files. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Judges a registration request from files and prints the verdict.",
        footer = {
            "",
            "Example:",
            "  dcr validate --request request.jwt --cert chain.pem --directory-jwks directory.jwks \\",
            "      --software-jwks software.jwks --trust-anchors root.pem --audience 0015800001HQQrZAAX"
        })
final class ValidateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SubmissionOptions submission = new SubmissionOptions();

    @Option(names = "--json", description = "Print the verdict as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try (PreparedValidator prepared = submission.validator(submission.at())) {
            Verdict<AcceptedRegistration> verdict = prepared.validator().validate(submission.submission());
            if (json) {
                spec.commandLine().getOut().println(VerdictJson.of(verdict));
            } else {
                new VerdictText(spec.commandLine().getOut(), "").print(verdict);
            }
            return ExitStatus.of(verdict).code();
        }
    }
}
