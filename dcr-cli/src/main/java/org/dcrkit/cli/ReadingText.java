package org.dcrkit.cli;

import java.io.PrintWriter;
import org.dcrkit.cli.Reading.Row;

/** Prints a reading: its rows in two columns, its oddities after them, then what is inside it. */
final class ReadingText {

    private final PrintWriter out;

    ReadingText(PrintWriter out) {
        this.out = out;
    }

    void print(Reading reading) {
        print(reading, "");
    }

    private void print(Reading reading, String indent) {
        out.println(indent + PlainText.of(reading.title()));
        int width = reading.rows().stream()
                        .mapToInt(row -> row.name().length())
                        .max()
                        .orElse(0)
                + 2;
        for (Row row : reading.rows()) {
            String name = PlainText.of(row.name());
            out.println(
                    indent + "  " + name + " ".repeat(Math.max(1, width - name.length())) + PlainText.of(row.value()));
        }
        reading.oddities().forEach(oddity -> out.println(indent + "  ! " + PlainText.of(oddity)));
        for (Reading part : reading.parts()) {
            out.println();
            print(part, indent + "  ");
        }
    }
}
