package org.dcrkit.cli;

import java.util.List;

/** The results of conformance tests as files: for a build server, and for people. */
final class ConformanceReport {

    private ConformanceReport() {}

    static String junitXml(List<ConformanceResult> results) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        Html xml = new Html()
                .raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"dcr conformance\" tests=\""
                        + results.size() + "\" failures=\"" + failed + "\" errors=\"0\" skipped=\"0\">\n");
        for (ConformanceResult result : results) {
            xml.raw("<testcase classname=\"")
                    .text(result.suite())
                    .raw("\" name=\"")
                    .text(result.name())
                    .raw("\" time=\"" + seconds(result) + "\">");
            result.failure()
                    .ifPresent(problem ->
                            xml.raw("<failure message=\"").text(problem).raw("\"/>"));
            xml.raw("</testcase>\n");
        }
        return xml.raw("</testsuite>\n").toString();
    }

    private static String seconds(ConformanceResult result) {
        return result.took().toSeconds() + "."
                + String.format("%03d", result.took().toMillisPart());
    }

    static String html(String target, List<ConformanceResult> results) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        Html html = new Html();
        ExplanationHtml.begin(html, "Conformance of " + target);
        html.raw("<header class=\"verdict " + (failed == 0 ? "accepted" : "rejected") + "\">\n")
                .element(
                        "h1",
                        (failed == 0 ? "\u2713 " : "\u2717 ") + (results.size() - failed) + " passed, " + failed
                                + " failed")
                .element("p", "Registration endpoint " + target)
                .raw("</header>\n<main>\n");
        results.stream().map(ConformanceResult::suite).distinct().forEach(suite -> {
            html.element("h2", suite).raw("<ol class=\"checks\">\n");
            results.stream().filter(result -> result.suite().equals(suite)).forEach(result -> {
                html.raw("<li class=\"" + (result.passed() ? "passed" : "failed") + "\"><p>")
                        .element("span", "class=\"word\"", result.mark())
                        .text(result.name())
                        .raw("</p>\n");
                result.failure().ifPresent(problem -> html.element("p", problem));
                html.raw("</li>\n");
            });
            html.raw("</ol>\n");
        });
        return html.raw("</main>\n</body>\n</html>\n").toString();
    }
}
