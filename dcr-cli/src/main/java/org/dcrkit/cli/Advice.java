package org.dcrkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.dcrkit.verdict.Reason;

/** What to do about a reason, in one sentence for the person whose registration was refused. */
final class Advice {

    private static final String OTHERWISE = "Ask the bank what it expects.";

    private final Properties sentences = new Properties();

    Advice() {
        try (InputStream in = Advice.class.getResourceAsStream("advice.properties")) {
            if (in == null) {
                throw new IllegalStateException("advice.properties is not beside the class");
            }
            sentences.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reason's own sentence, or that of its family. */
    String on(Reason reason) {
        String code = reason.code();
        String family = code.substring(0, Math.max(0, code.indexOf('.')));
        return sentences.getProperty(code, sentences.getProperty(family, OTHERWISE));
    }
}
