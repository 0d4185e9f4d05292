package org.dcrkit.cli;

/** Text of unknown origin, made fit for a terminal: control characters, which could move the cursor or lie, are written out. */
final class PlainText {

    private static final int MAX_LENGTH = 2_000;

    private PlainText() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder();
        String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        shown.codePoints().forEach(point -> {
            if (isPlain(point)) {
                plain.appendCodePoint(point);
            } else {
                plain.append(String.format("\\u%04x", point));
            }
        });
        return shown.length() == text.length() ? plain.toString() : plain + "... (" + text.length() + " characters)";
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
