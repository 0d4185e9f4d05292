package org.dcrkit.verdict;

/** Makes text that an attacker may have written fit to be shown: one line, printable ASCII, of bounded length. */
final class PrintableText {

    private static final String ELLIPSIS = "...";

    private PrintableText() {}

    /** The text with everything but printable ASCII written as a Unicode escape, cut to at most {@code max} characters. */
    static String bounded(String text, int max) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String piece = c >= 0x20 && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c);
            if (shown.length() + piece.length() > max) {
                return shown.substring(0, Math.min(shown.length(), max - ELLIPSIS.length())) + ELLIPSIS;
            }
            shown.append(piece);
        }
        return shown.toString();
    }

    /**
     * The text as RFC 6749 appendix A.8 (and RFC 7591, section 3.2.2) allows an {@code error_description}: printable ASCII
     * without the quotation mark and the backslash.
     */
    static String description(String text, int max) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && shown.length() < max; i++) {
            char c = text.charAt(i);
            shown.append(c < 0x20 || c > 0x7e || c == '"' || c == '\\' ? '?' : c);
        }
        return shown.toString();
    }
}
