package org.dcrkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads what was named on the command line, a file or {@code -} for the input, up to a limit. */
final class InputFile {

    /** More than any token, key set, certificate chain or key store that is meant seriously. */
    static final int LIMIT = 1024 * 1024;

    static final String STANDARD_INPUT = "-";

    private InputFile() {}

    static byte[] bytes(Path file) {
        if (file.toString().equals(STANDARD_INPUT)) {
            return read("The input", System.in);
        }
        requireReadable(file);
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] read(String name, InputStream in) {
        try {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new UnusableInputException(name + " is larger than " + LIMIT + " bytes.");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnusableInputException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    static void requireReadable(Path file) {
        if (!Files.exists(file)) {
            throw new UnusableInputException("There is no file " + file + ".");
        }
        if (Files.isDirectory(file)) {
            throw new UnusableInputException(file + " is a folder, not a file.");
        }
        if (!Files.isReadable(file)) {
            throw new UnusableInputException(file + " must not be read by this user.");
        }
    }

    /** The bytes without the line end that editors and shells put behind a token. */
    static byte[] withoutLastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
