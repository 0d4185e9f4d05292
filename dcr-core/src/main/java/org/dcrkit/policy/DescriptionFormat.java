package org.dcrkit.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a description for people: as Markdown, or as an HTML page. */
final class DescriptionFormat {

    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; max-width: 70rem;
                   margin: 2rem auto; padding: 0 1rem }
            h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; vertical-align: top; padding: .45rem .7rem; border-bottom: 1px solid #d5dae0 }
            thead th { border-bottom: 2px solid #57606a }
            tbody th { font-weight: 600 } th, td { overflow-wrap: break-word }
            td.occurrence { text-align: center } td.spec { color: #57606a; font-size: .85rem }
            .waivers { border-left: 4px solid #b35900; background: #fff6ec; padding: .5rem 1rem } .waivers h2 { margin: 0 }
            """;

    private DescriptionFormat() {}

    static String markdown(String name, PolicyDescription description) {
        StringBuilder out = new StringBuilder("# Policy " + cell(name) + "\n");
        if (!description.waivers().isEmpty()) {
            out.append("\n**Waived**\n\n");
            description
                    .waivers()
                    .forEach(waiver -> out.append("- ").append(cell(waiver)).append('\n'));
        }
        out.append("\n## Request\n\n").append(markdownTable(description.request()));
        out.append("\n## Around it\n\n").append(markdownTable(description.surroundings()));
        return out.append(
                        "\nM mandatory, O optional, C depends on another claim. Claims that are not listed are ignored.\n")
                .toString();
    }

    private static String markdownTable(List<PolicyRow> rows) {
        return "| Parameter | M/O | Rule | Default | Source |\n|---|---|---|---|---|\n"
                + rows.stream()
                        .map(row -> "| `" + row.parameter().replace("`", "").replace("|", "\\|") + "`" + " | "
                                + cell(row.occurrence()) + " | "
                                + cell(row.rule()) + " | " + cell(row.defaultValue()) + " | " + cell(row.spec())
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("`", "\\`")
                .replace("\n", " ");
    }

    static String html(String name, PolicyDescription description) {
        StringBuilder out =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Policy ")
                .append(escaped(name))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Policy ")
                .append(escaped(name))
                .append("</h1>\n");
        if (!description.waivers().isEmpty()) {
            out.append("<section class=\"waivers\">\n<h2>Waived</h2>\n<ul>\n");
            description
                    .waivers()
                    .forEach(
                            waiver -> out.append("<li>").append(escaped(waiver)).append("</li>\n"));
            out.append("</ul>\n</section>\n");
        }
        out.append("<h2>Request</h2>\n").append(htmlTable(description.request()));
        out.append("<h2>Around it</h2>\n").append(htmlTable(description.surroundings()));
        return out.append("<p>M mandatory, O optional, C depends on another claim. Claims that are not listed are ")
                .append("ignored.</p>\n</body>\n</html>\n")
                .toString();
    }

    private static String htmlTable(List<PolicyRow> rows) {
        return "<table>\n<thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">M/O</th><th scope=\"col\">Rule</th>"
                + "<th scope=\"col\">Default</th><th scope=\"col\">Source</th></tr></thead>\n<tbody>\n"
                + rows.stream()
                        .map(row -> "<tr><th scope=\"row\">" + breakable(row.parameter())
                                + "</th><td class=\"occurrence\">" + escaped(row.occurrence()) + "</td><td>"
                                + escaped(row.rule()) + "</td><td>" + escaped(row.defaultValue())
                                + "</td><td class=\"spec\">" + breakable(row.spec()) + "</td></tr>\n")
                        .collect(Collectors.joining())
                + "</tbody>\n</table>\n";
    }

    /** With places to break long names at, between their words. */
    private static String breakable(String text) {
        return escaped(text).replace("_", "_<wbr/>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
