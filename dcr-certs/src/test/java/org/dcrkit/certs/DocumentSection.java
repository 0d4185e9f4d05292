package org.dcrkit.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A section of docs/quality.md that a test makes: {@code -Ddcr.docs=write} writes it, otherwise it has to be there. */
record DocumentSection(String name, String heading) {

    private static final Path DOCUMENT = Path.of("..", "docs", "quality.md");

    void check(String contents) throws IOException {
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end of " + name + " -->\n";
        String section = begin + contents + end;
        String text = Files.readString(DOCUMENT);
        if (System.getProperty("dcr.docs", "check").equals("write")) {
            int from = text.indexOf(begin);
            text = from < 0
                    ? text + heading + section
                    : text.substring(0, from) + section + text.substring(text.indexOf(end) + end.length());
            Files.writeString(DOCUMENT, text);
        }
        assertThat(text).as("-Ddcr.docs=write renews the section").contains(section);
    }
}
