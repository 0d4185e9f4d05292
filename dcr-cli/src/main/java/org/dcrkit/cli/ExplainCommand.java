package org.dcrkit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcrkit.Explanation;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.cli.SubmissionOptions.PreparedValidator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows every check of one request from files. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Shows every check of a registration request: passed, failed, not reached or not checkable.",
        footer = {
            "",
            "Examples:",
            "  dcr explain --request request.jwt --cert chain.pem --directory-jwks directory.jwks \\",
            "      --software-jwks software.jwks --trust-anchors root.pem --audience 0015800001HQQrZAAX",
            "  dcr explain --request curl.txt --cert transport.p12 --cert-password secret --online \\",
            "      --trust-anchors root.pem --policy mettle --format html --redact --output report.html"
        })
final class ExplainCommand implements Callable<Integer> {

    /** How it is written. */
    enum Format {
        TEXT,
        JSON,
        HTML
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final SubmissionOptions submission = new SubmissionOptions();

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "NAME",
            description =
                    "text, json, or html: one page with pictures and nothing to fetch. text unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean json;

    @Option(names = "--redact", description = "Leave out contacts, whole tokens and signatures.")
    private boolean redact;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to that file instead of the terminal.")
    private @Nullable Path output;

    @Override
    public Integer call() {
        Instant instant = submission.at();
        try (PreparedValidator prepared = submission.validator(instant)) {
            RegistrationSubmission given = submission.submission();
            Explanation explanation = prepared.validator().explain(given);
            String report = report(explanation, given, instant);
            write(redact ? Redaction.of(report) : report);
            return ExitStatus.of(explanation.verdict()).code();
        }
    }

    private String report(Explanation explanation, RegistrationSubmission given, Instant instant) {
        return switch (json ? Format.JSON : format) {
            case JSON ->
                VerdictJson.of(explanation).with("oddities", oddities(given, instant)) + System.lineSeparator();
            case HTML -> new ExplanationHtml(explanation, given, new TimeWords(instant), redact).page();
            case TEXT -> {
                StringWriter text = new StringWriter();
                PrintWriter out = new PrintWriter(text);
                new ExplanationText(out).print(explanation);
                List<String> odd = oddities(given, instant);
                if (!odd.isEmpty()) {
                    out.println();
                    out.println("Worth a look, whatever the verdict:");
                    odd.forEach(oddity -> out.println("  ! " + PlainText.of(oddity)));
                }
                out.println();
                new VerdictText(out, "").print(explanation.verdict());
                yield text.toString();
            }
        };
    }

    private static List<String> oddities(RegistrationSubmission given, Instant instant) {
        return CompactToken.parse(given.requestJwt())
                .map(token -> new TokenReading(new TimeWords(instant), List.of()).read(token))
                .map(reading -> reading.withParts()
                        .flatMap(part -> part.oddities().stream())
                        .toList())
                .orElse(List.of());
    }

    private void write(String report) {
        PrintWriter out = spec.commandLine().getOut();
        Path file = output;
        if (file == null) {
            out.print(report);
            out.flush();
            return;
        }
        try {
            Files.writeString(file, report);
            out.println("Written to " + file + ".");
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
