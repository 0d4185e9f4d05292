package org.dcrkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Third-party test vectors and real data, which are not part of the project: a test that needs them skips without. */
public final class Vectors {

    private Vectors() {}

    /** A file or directory below {@code dcr.vectors}; skips the test, saying so, if there is none. */
    public static Path path(String relative) {
        return existing("dcr.vectors", relative);
    }

    /** A file or directory below {@code dcr.realdata}; skips the test, saying so, if there is none. */
    public static Path realData(String relative) {
        return existing("dcr.realdata", relative);
    }

    /** The bytes of a file. */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path existing(String property, String relative) {
        String root = System.getProperty(property, "");
        Path path = Path.of(root, relative);
        Assumptions.assumeTrue(
                !root.isEmpty() && Files.exists(path),
                () -> "skipped: no " + relative + " where -D" + property + " points (" + root + ")");
        return path;
    }
}
