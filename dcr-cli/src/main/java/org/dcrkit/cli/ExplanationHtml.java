package org.dcrkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dcrkit.Check;
import org.dcrkit.Check.State;
import org.dcrkit.Explanation;
import org.dcrkit.Gate;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.cli.Reading.Row;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;

/** An explanation as a single HTML page to attach to a ticket: no script, nothing fetched, every state in words too. */
final class ExplanationHtml {

    private final Explanation explanation;
    private final RegistrationSubmission submission;
    private final TimeWords times;
    private final boolean redacted;
    private final Advice advice = new Advice();
    private final Html html = new Html();

    ExplanationHtml(Explanation explanation, RegistrationSubmission submission, TimeWords times, boolean redacted) {
        this.explanation = explanation;
        this.submission = submission;
        this.times = times;
        this.redacted = redacted;
    }

    String page() {
        Optional<CompactToken> request = CompactToken.parse(submission.requestJwt());
        begin(html, "Registration " + word(explanation.verdict()));
        verdict();
        html.raw("<main>\n");
        section("Pictures", "pictures");
        new ExplanationPictures(explanation).draw(html, request, submission.certificates(), times);
        section("Checks", "checks");
        for (Gate gate : Gate.values()) {
            gate(gate);
        }
        section("What the tokens say", "tokens");
        request.ifPresentOrElse(
                token -> reading(new TokenReading(times, List.of(), redacted).read(token)),
                () -> html.element("p", "The request is not a token that can be taken apart."));
        section("What the certificates say", "certificates");
        if (submission.certificates().isEmpty()) {
            html.element("p", "No certificate was presented.");
        }
        submission.certificates().der().forEach(der -> reading(new CertificateReading(times).read(der)));
        section("Evidence", "evidence");
        html.raw("<dl>\n");
        for (Evidence.Entry entry : explanation.verdict().evidence().entries()) {
            html.term(entry.name(), entry.value());
        }
        html.raw("</dl>\n</main>\n<footer><p>")
                .text("Judged as of " + TimeWords.date(times.at()) + " by dcr explain."
                        + (redacted ? " Contacts and signatures have been removed." : ""))
                .raw("</p></footer>\n</body>\n</html>\n");
        return html.toString();
    }

    /** The head of a page that loads nothing and runs nothing. */
    static void begin(Html html, String title) {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\"")
                .raw(" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .element("title", title)
                .raw("<style>\n" + style() + "</style>\n</head>\n<body>\n");
    }

    private void section(String title, String id) {
        html.element("h2", "id=\"" + id + "\"", title);
    }

    private void verdict() {
        Verdict<?> verdict = explanation.verdict();
        html.raw("<header class=\"verdict " + word(verdict) + "\">\n")
                .element("h1", mark(verdict) + " Registration " + word(verdict))
                .element("p", "The bank answers " + answer(verdict) + ".");
        verdict.obstacles().forEach(obstacle -> html.element("p", obstacle.toString()));
        if (!verdict.violations().isEmpty()) {
            html.raw("<p>What stood in the way:</p>\n<ul>\n");
            verdict.violations()
                    .forEach(violation -> html.raw("<li>")
                            .element("strong", violation.reason().text())
                            .text(" " + advice.on(violation.reason()))
                            .raw("</li>\n"));
            html.raw("</ul>\n");
            int more = explanation.checks(State.FAILED).size()
                    - verdict.violations().size();
            if (more > 0) {
                html.element("p", "Further on, " + more + " more would have; see the checks.");
            }
        }
        html.raw("<p class=\"soft\">")
                .text(tally() + ". Judged as of " + TimeWords.date(times.at()) + ".")
                .raw("</p>\n<nav aria-label=\"Sections\"><ul><li><a href=\"#pictures\">Pictures</a></li>")
                .raw("<li><a href=\"#checks\">Checks</a></li><li><a href=\"#tokens\">Tokens</a></li>")
                .raw("<li><a href=\"#certificates\">Certificates</a></li>")
                .raw("<li><a href=\"#evidence\">Evidence</a></li></ul></nav>\n</header>\n");
    }

    private String tally() {
        return explanation.checks(State.PASSED).size() + " checks passed, "
                + explanation.checks(State.FAILED).size() + " failed, "
                + explanation.checks(State.NOT_CHECKABLE).size() + " could not be made, "
                + explanation.checks(State.NOT_REACHED).size() + " were not reached";
    }

    private static String word(Verdict<?> verdict) {
        return verdict.<String>fold(accepted -> "accepted", rejected -> "rejected", indeterminate -> "indeterminate");
    }

    private static String mark(Verdict<?> verdict) {
        return verdict.<String>fold(accepted -> "\u2713", rejected -> "\u2717", indeterminate -> "?");
    }

    private static String answer(Verdict<?> verdict) {
        return verdict.<String>fold(
                accepted -> "HTTP 201",
                rejected -> "HTTP 400, " + ErrorResponse.to(rejected).error(),
                indeterminate -> "HTTP 503, try again");
    }

    private void gate(Gate gate) {
        List<Check> checks = explanation.checks(gate);
        if (checks.isEmpty()) {
            return;
        }
        html.element(
                "h3",
                gate.label().substring(0, 1).toUpperCase(Locale.ROOT)
                        + gate.label().substring(1));
        list(checks.stream()
                .filter(check -> check.state() == State.FAILED || check.state() == State.NOT_CHECKABLE)
                .toList());
        folded(checks, State.PASSED, "passed");
        folded(checks, State.NOT_REACHED, "not reached");
    }

    private void folded(List<Check> checks, State state, String word) {
        List<Check> found =
                checks.stream().filter(check -> check.state() == state).toList();
        if (!found.isEmpty()) {
            html.raw("<details><summary>").text(found.size() + " " + word).raw("</summary>\n");
            list(found);
            html.raw("</details>\n");
        }
    }

    private void list(List<Check> checks) {
        if (checks.isEmpty()) {
            return;
        }
        html.raw("<ol class=\"checks\">\n");
        for (Check check : checks) {
            boolean failed = check.state() == State.FAILED;
            html.raw("<li class=\"" + check.state().name().toLowerCase(Locale.ROOT) + "\"><p><span class=\"word\">")
                    .text(words(check.state()))
                    .raw("</span> <code>")
                    .text(check.reason().code())
                    .raw("</code> at <code>")
                    .text(check.where().toString())
                    .raw("</code></p>\n");
            if (failed) {
                html.element("p", check.reason().text());
            }
            html.raw("<dl>\n")
                    .term("detail", check.detail().equals(check.reason().text()) ? "" : check.detail())
                    .term("got", check.got().orElse(""))
                    .term("expected", check.expected().orElse(""))
                    .term("clause", check.reason().spec())
                    .term("what to do", failed ? advice.on(check.reason()) : "");
            if (!check.verified() && (failed || check.state() == State.PASSED)) {
                html.term("note", "Looked at although nobody vouches for it: an earlier check failed.");
            }
            html.raw("</dl></li>\n");
        }
        html.raw("</ol>\n");
    }

    private static String words(State state) {
        return switch (state) {
            case PASSED -> "\u2713 passed";
            case FAILED -> "\u2717 failed";
            case NOT_CHECKABLE -> "? not checkable";
            case NOT_REACHED -> "\u2013 not reached";
        };
    }

    private void reading(Reading reading) {
        html.raw("<div class=\"reading\">\n").element("h3", reading.title()).raw("<dl>\n");
        for (Row row : reading.rows()) {
            html.term(row.name(), row.name().equals(TokenReading.SIGNATURE) ? "" : row.value());
        }
        html.raw("</dl>\n");
        if (!reading.oddities().isEmpty()) {
            html.raw("<p>Worth a look:</p>\n<ul class=\"odd\">\n");
            reading.oddities().forEach(oddity -> html.element("li", oddity));
            html.raw("</ul>\n");
        }
        reading.parts().forEach(this::reading);
        html.raw("</div>\n");
    }

    private static String style() {
        try (InputStream in = ExplanationHtml.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is not beside the class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
