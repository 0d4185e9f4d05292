package org.dcrkit.cli;

import java.io.PrintWriter;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/** Prints a verdict for people: what was decided, why, and on what grounds. */
final class VerdictText {

    private final PrintWriter out;
    private final String indent;

    VerdictText(PrintWriter out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    void print(Verdict<AcceptedRegistration> verdict) {
        headline(verdict);
        verdict.violations().forEach(this::violation);
        verdict.obstacles().forEach(this::obstacle);
        verdict.toOptional().ifPresent(this::metadata);
        evidence(verdict.evidence());
    }

    void headline(Verdict<?> verdict) {
        line(verdict.<String>fold(
                accepted -> "ACCEPTED (201)",
                rejected -> response("REJECTED", ErrorResponse.to(rejected)),
                indeterminate -> response("INDETERMINATE", ErrorResponse.to(indeterminate))));
    }

    private static String response(String word, ErrorResponse response) {
        return word + " (" + response.status() + " " + response.error() + ")";
    }

    private void violation(Violation violation) {
        line("  " + violation.reason().code() + "  at " + violation.where());
        line("      " + violation.detail());
        violation.got().ifPresent(got -> line("      got       " + got));
        violation.expected().ifPresent(expected -> line("      expected  " + expected));
        line("      clause    " + violation.reason().spec());
    }

    private void obstacle(Obstacle obstacle) {
        line("  " + obstacle);
    }

    private void metadata(AcceptedRegistration accepted) {
        line("  registered metadata");
        accepted.metadata().toJson(ScopeForm.TEXT).members().forEach((name, value) -> {
            if (!name.equals("software_statement")) {
                line("    " + name + " " + plain(value));
            }
        });
    }

    private static String plain(JsonValue value) {
        return value.toString();
    }

    private void evidence(Evidence evidence) {
        if (evidence.entries().isEmpty()) {
            return;
        }
        line("  evidence");
        int width = evidence.entries().stream()
                .mapToInt(entry -> entry.name().length())
                .max()
                .orElse(0);
        evidence.entries()
                .forEach(entry -> line("    " + entry.name()
                        + " ".repeat(width + 2 - entry.name().length()) + entry.value()));
    }

    private void line(String text) {
        out.println(indent + text);
    }
}
