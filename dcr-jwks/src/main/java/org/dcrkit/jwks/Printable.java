package org.dcrkit.jwks;

/** Makes words that a server wrote fit for logs: printable ASCII, and not many of them. */
final class Printable {

    private static final int MAX_LENGTH = 200;

    private Printable() {}

    static String text(String words) {
        String start = words.length() > MAX_LENGTH ? words.substring(0, MAX_LENGTH) + "..." : words;
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
