package org.dcrkit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads a file that was named on the command line, up to a limit, and says what is wrong in a sentence. */
final class InputFile {

    private InputFile() {}

    static byte[] bytes(Path file, int limit, CommandSpec spec) {
        requireReadable(file, spec);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new ParameterException(spec.commandLine(), file + " is larger than " + limit + " bytes.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static String text(Path file, int limit, CommandSpec spec) {
        return new String(bytes(file, limit, spec), StandardCharsets.UTF_8);
    }

    static void requireReadable(Path file, CommandSpec spec) {
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "There is no file " + file + ".");
        }
        if (Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), file + " is a folder, not a file.");
        }
        if (!Files.isReadable(file)) {
            throw new ParameterException(spec.commandLine(), file + " must not be read by this user.");
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
