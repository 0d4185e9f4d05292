package org.dcrkit.certs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every text that differs from a written name in one character, and not only in case or in the kind of string. */
final class OneCharacter {

    private static final Pattern HEX_TAG = Pattern.compile("=#[0-9a-f]{2}");

    private OneCharacter() {}

    static List<String> changes(String written) {
        List<String> changes = new ArrayList<>();
        Matcher tag = HEX_TAG.matcher(written);
        int tagEnd = -1;
        boolean found = tag.find();
        for (int i = 0; i < written.length(); i++) {
            if (found && i == tag.start() + 2) {
                tagEnd = tag.end();
                found = tag.find();
            }
            if (i >= tagEnd) {
                changes.add(written.substring(0, i) + other(written.charAt(i)) + written.substring(i + 1));
            }
        }
        return changes;
    }

    private static char other(char c) {
        if (c == 'z' || c == 'Z' || c == '9') {
            return (char) (c - 1);
        }
        return Character.isLetterOrDigit(c) ? (char) (c + 1) : '~';
    }
}
