package org.dcrkit.verdict;

import java.util.HexFormat;

/** Makes text that an attacker may have written fit to be shown: one line, printable ASCII, of bounded length. */
final class PrintableText {

    private static final String ELLIPSIS = "...";
    private static final int ESCAPE_LENGTH = 6;

    private PrintableText() {}

    /** The text with everything but printable ASCII written as a Unicode escape, cut to at most {@code max} characters. */
    static String bounded(String text, int max) {
        if (text.length() <= max && isPrintable(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max) + ESCAPE_LENGTH);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPrintable(c)) {
                shown.append(c);
            } else {
                shown.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
            if (shown.length() > max) {
                shown.setLength(max - ELLIPSIS.length());
                return shown.append(ELLIPSIS).toString();
            }
        }
        return shown.toString();
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(char c) {
        return c >= 0x20 && c < 0x7f;
    }

    /**
     * The text as RFC 6749 appendix A.8 (and RFC 7591, section 3.2.2) allows an {@code error_description}: printable ASCII
     * without the quotation mark and the backslash.
     */
    static String description(String text, int max) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && shown.length() < max; i++) {
            char c = text.charAt(i);
            shown.append(!isPrintable(c) || c == '"' || c == '\\' ? '?' : c);
        }
        return shown.toString();
    }
}
