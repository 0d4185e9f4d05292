package org.dcrkit.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Finds the line of each value in a JSON text that has been read strictly before, so that nothing is checked again. */
final class JsonLines {

    private final String text;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private int at;
    private int line = 1;

    private JsonLines(String text) {
        this.text = text;
    }

    /** The line of each value by its JSON Pointer. */
    static Map<String, Integer> of(String validJson) {
        JsonLines lines = new JsonLines(validJson);
        lines.value();
        return lines.lines;
    }

    /** The line that an offset lies in. */
    static int lineAt(String text, int offset) {
        return 1
                + (int) text.substring(0, Math.min(offset, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private void value() {
        blanks();
        lines.put(String.join("", path), line);
        char first = text.charAt(at);
        if (first == '{') {
            members('}', true);
        } else if (first == '[') {
            members(']', false);
        } else if (first == '"') {
            string();
        } else {
            while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
        }
    }

    private void members(char end, boolean named) {
        at++;
        blanks();
        for (int index = 0; text.charAt(at) != end; index++) {
            String name = Integer.toString(index);
            if (named) {
                name = string();
                blanks();
                at++;
            }
            path.addLast("/" + name.replace("~", "~0").replace("/", "~1"));
            value();
            path.removeLast();
            blanks();
            if (text.charAt(at) == ',') {
                at++;
                blanks();
            }
        }
        at++;
    }

    /** The raw text of a string; member names of policies have no escapes, and one that has is refused as unknown. */
    private String string() {
        int start = ++at;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return text.substring(start, at++);
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            if (text.charAt(at) == '\n') {
                line++;
            }
            at++;
        }
    }
}
