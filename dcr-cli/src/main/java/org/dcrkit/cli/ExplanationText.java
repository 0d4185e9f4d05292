package org.dcrkit.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dcrkit.Check;
import org.dcrkit.Check.State;
import org.dcrkit.Explanation;
import org.dcrkit.Gate;

/** Prints every check of an explanation, gate by gate; each check is named by the fault that it looks for. */
final class ExplanationText {

    private static final String INDENT = "                   ";

    private final PrintWriter out;
    private final Advice advice = new Advice();

    ExplanationText(PrintWriter out) {
        this.out = out;
    }

    void print(Explanation explanation) {
        out.println("Every check, named by the fault that it looks for:");
        for (Gate gate : Gate.values()) {
            List<Check> checks = explanation.checks(gate);
            if (!checks.isEmpty()) {
                out.println();
                out.println(gate.label());
                checks.stream()
                        .filter(check -> check.state() != State.NOT_REACHED)
                        .forEach(this::check);
                notReached(checks);
            }
        }
        out.println();
        if (explanation.checks().stream().anyMatch(ExplanationText::isUnverified)) {
            out.println("* looked at although nobody vouches for it: an earlier check failed");
        }
    }

    private static boolean isUnverified(Check check) {
        return !check.verified() && (check.state() == State.PASSED || check.state() == State.FAILED);
    }

    private void check(Check check) {
        String line = "  " + word(check.state()) + (isUnverified(check) ? "* " : "  ")
                + check.reason().code() + "  at " + check.where();
        if (check.state() == State.PASSED) {
            String found = check.got().orElse("");
            String asked = check.expected()
                    .map(expected -> "  (asked for: " + expected + ")")
                    .orElse("");
            out.println(line + (found.isEmpty() ? "" : "  " + found) + asked);
            return;
        }
        out.println(line);
        out.println(INDENT + check.detail());
        if (check.state() == State.FAILED) {
            check.got().ifPresent(got -> out.println(INDENT + "got       " + got));
            check.expected().ifPresent(expected -> out.println(INDENT + "expected  " + expected));
            out.println(INDENT + "clause    " + check.reason().spec());
            out.println(INDENT + "to do     " + advice.on(check.reason()));
        }
    }

    /** One line for all that was not reached for the same cause. */
    private void notReached(List<Check> checks) {
        Map<String, List<Check>> byCause = checks.stream()
                .filter(check -> check.state() == State.NOT_REACHED)
                .collect(Collectors.groupingBy(Check::detail, LinkedHashMap::new, Collectors.toList()));
        byCause.forEach((cause, group) -> {
            out.println("  " + word(State.NOT_REACHED) + "  " + codes(group));
            out.println(INDENT + cause);
        });
    }

    private static String codes(Collection<Check> checks) {
        return checks.stream().map(check -> check.reason().code()).distinct().collect(Collectors.joining(", "));
    }

    private static String word(State state) {
        return switch (state) {
            case PASSED -> "passed       ";
            case FAILED -> "FAILED       ";
            case NOT_REACHED -> "not reached  ";
            case NOT_CHECKABLE -> "not checkable";
        };
    }
}
