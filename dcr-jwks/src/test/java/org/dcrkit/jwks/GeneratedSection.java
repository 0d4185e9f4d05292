package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that a test writes: between two marks, and equal to what the test has just seen.
 *
 * <p>{@code mvn test -Ddcr.docs=write} writes it; otherwise a difference fails the test.
 */
final class GeneratedSection {

    private GeneratedSection() {}

    static void check(Path document, String name, String content) throws IOException {
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end of " + name + " -->\n";
        String section = begin + content + end;
        String text = Files.exists(document) ? Files.readString(document) : "";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        String found = from < 0 || to < from ? "" : text.substring(from, to + end.length());
        if (System.getProperty("dcr.docs", "check").equals("write")) {
            Files.createDirectories(document.getParent());
            Files.writeString(document, found.isEmpty() ? text + section : text.replace(found, section));
            return;
        }
        assertThat(found)
                .as("%s: the section \"%s\" is not what the tests see; -Ddcr.docs=write renews it", document, name)
                .isEqualTo(section);
    }
}
