package org.dcrkit.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a pasted {@code curl} command that say what was sent: the body, and the client certificate. Runs nothing. */
final class CurlCommand {

    private @Nullable String data;
    private @Nullable String certificate;

    private CurlCommand() {}

    static boolean looksLikeOne(String text) {
        return text.stripLeading().toLowerCase(Locale.ROOT).startsWith("curl ");
    }

    static CurlCommand parse(String text) {
        CurlCommand command = new CurlCommand();
        List<String> words = words(text);
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            switch (word) {
                case "-d", "--data", "--data-raw", "--data-binary", "--data-ascii" -> {
                    command.data = next;
                    i++;
                }
                case "-E", "--cert" -> {
                    command.certificate = next;
                    i++;
                }
                default -> command.joined(word);
            }
        }
        return command;
    }

    /** {@code --data=…}, {@code -d…} and their like. */
    private void joined(String word) {
        if (word.startsWith("--data") && word.indexOf('=') > 0) {
            data = word.substring(word.indexOf('=') + 1);
        } else if (word.startsWith("--cert=")) {
            certificate = word.substring("--cert=".length());
        } else if (word.startsWith("-d") && word.length() > 2) {
            data = word.substring(2);
        }
    }

    byte[] body(Path folder) {
        if (data == null) {
            throw new UnusableInputException("The curl command sends nothing: it has neither -d nor --data.");
        }
        return data.startsWith("@")
                ? InputFile.withoutLastLineEnd(InputFile.bytes(folder.resolve(data.substring(1))))
                : data.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Path> certificate() {
        return Optional.ofNullable(certificate).map(given -> Path.of(given.split(":", 2)[0]));
    }

    Optional<String> certificatePassword() {
        return Optional.ofNullable(certificate)
                .map(given -> given.split(":", 2))
                .filter(parts -> parts.length == 2)
                .map(parts -> parts[1]);
    }

    /** The words as a POSIX shell would split them: quotes, backslashes, lines that go on. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                i++;
                char escaped = text.charAt(i);
                if (escaped == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                } else if (escaped != '\n') {
                    word.append(
                            quote == '"' && "\"\\$`".indexOf(escaped) < 0 ? "\\" + escaped : String.valueOf(escaped));
                    inWord = true;
                }
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new UnusableInputException("The curl command ends inside a quotation: " + quote + " is not closed.");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
