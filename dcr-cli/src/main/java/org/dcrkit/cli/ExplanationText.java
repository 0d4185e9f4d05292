package org.dcrkit.cli;

import java.io.PrintWriter;
import java.util.List;
import org.dcrkit.Check;
import org.dcrkit.Explanation;
import org.dcrkit.Gate;

/** Prints every check of an explanation, gate by gate. */
final class ExplanationText {

    private final PrintWriter out;

    ExplanationText(PrintWriter out) {
        this.out = out;
    }

    void print(Explanation explanation) {
        for (Gate gate : Gate.values()) {
            List<Check> checks = explanation.checks(gate);
            if (!checks.isEmpty()) {
                out.println(gate.label());
                checks.forEach(this::check);
            }
        }
        if (explanation.checks().stream().anyMatch(ExplanationText::isUnverified)) {
            out.println("* looked at although nobody vouches for it: an earlier check failed");
        }
    }

    private static boolean isUnverified(Check check) {
        return !check.verified() && (check.state() == Check.State.PASSED || check.state() == Check.State.FAILED);
    }

    private void check(Check check) {
        String mark = isUnverified(check) ? "*" : " ";
        out.println("  " + word(check.state()) + mark + " " + check.reason().code() + "  at " + check.where());
        if (!check.detail().isEmpty()) {
            out.println("                  " + check.detail());
        }
        check.got().ifPresent(got -> out.println("                  got       " + got));
        check.expected().ifPresent(expected -> out.println("                  expected  " + expected));
        if (check.state() == Check.State.FAILED) {
            out.println("                  clause    " + check.reason().spec());
        }
    }

    private static String word(Check.State state) {
        return switch (state) {
            case PASSED -> "passed       ";
            case FAILED -> "FAILED       ";
            case NOT_REACHED -> "not reached  ";
            case NOT_CHECKABLE -> "not checkable";
        };
    }
}
