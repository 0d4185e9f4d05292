package org.dcrkit.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Draws who vouches for what as boxes below each other with arrows between, in SVG that nothing else is needed for. */
final class ChainPicture {

    private static final int WIDTH = 360;
    private static final int LINE = 18;
    private static final int PADDING = 10;
    private static final int ARROW = 44;
    private static final int LONGEST = 38;
    private static final int LONGEST_LINK = 32;

    /**
     * One party, token or certificate.
     *
     * @param name what it is
     * @param lines what is known of it
     * @param link how the next one hangs on it; empty at the last
     * @param mark whether that link holds
     */
    record Box(String name, List<String> lines, String link, Mark mark) {}

    /** Whether a link holds. */
    enum Mark {
        GOOD("\u2713", "holds"),
        BAD("\u2717", "does not hold"),
        OPEN("?", "not checked");

        private final String sign;
        private final String words;

        Mark(String sign, String words) {
            this.sign = sign;
            this.words = words;
        }
    }

    private ChainPicture() {}

    static void draw(Html html, String title, List<Box> boxes) {
        int height = boxes.stream().mapToInt(box -> height(box) + ARROW).sum() - ARROW + 2;
        html.raw("<figure><figcaption>")
                .text(title)
                .raw("</figcaption>\n<svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + height + "\" aria-label=\"")
                .text(words(boxes))
                .raw("\">\n");
        int y = 1;
        for (Box box : boxes) {
            y = box(html, box, y);
            if (!box.link().isEmpty()) {
                arrow(html, box, y);
                y += ARROW;
            }
        }
        html.raw("</svg></figure>\n");
    }

    private static int box(Html html, Box box, int top) {
        html.raw("<rect x=\"1\" y=\"" + top + "\" width=\"" + (WIDTH - 2) + "\" height=\"" + height(box)
                + "\" rx=\"6\"/>");
        int y = top + PADDING + LINE - 5;
        line(html, "name", PADDING, y, box.name());
        for (String text : box.lines()) {
            y += LINE;
            line(html, "", PADDING, y, text);
        }
        return top + height(box);
    }

    private static void arrow(Html html, Box box, int top) {
        int bottom = top + ARROW - 3;
        html.raw("<path d=\"M24 " + top + "V" + (bottom - 6) + "\"/><path class=\"head\" d=\"M18 " + (bottom - 7)
                + "h12l-6 8z\"/>");
        line(
                html,
                switch (box.mark()) {
                    case GOOD -> "good";
                    case BAD -> "bad";
                    case OPEN -> "open";
                },
                40,
                top + ARROW / 2 + 4,
                box.mark().sign + " " + box.link());
    }

    private static void line(Html html, String style, int x, int y, String text) {
        int longest = x == PADDING ? LONGEST : LONGEST_LINK;
        String shown = text.length() > longest ? text.substring(0, longest - 1) + "\u2026" : text;
        html.raw("<text x=\"" + x + "\" y=\"" + y + "\"" + (style.isEmpty() ? "" : " class=\"" + style + "\"") + ">")
                .text(shown)
                .raw("</text>\n");
    }

    private static int height(Box box) {
        return 2 * PADDING + LINE * (1 + box.lines().size()) - 6;
    }

    /** The same for people who do not see it. */
    private static String words(List<Box> boxes) {
        return boxes.stream()
                .map(box -> box.name()
                        + (box.link().isEmpty() ? "." : ": " + box.link() + ", which " + box.mark().words + "."))
                .collect(Collectors.joining(" "));
    }
}
