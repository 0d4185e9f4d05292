package org.dcrkit.cli;

/** Writes HTML piece by piece; whatever is text is escaped, and what a terminal would obey is written out. */
final class Html {

    private final StringBuilder html = new StringBuilder();

    /** Markup that this program wrote itself. */
    Html raw(String markup) {
        html.append(markup);
        return this;
    }

    Html text(String text) {
        html.append(escaped(text));
        return this;
    }

    /** An element with nothing but text in it. */
    Html element(String tag, String attributes, String text) {
        return raw("<" + tag + (attributes.isEmpty() ? "" : " " + attributes) + ">")
                .text(text)
                .raw("</" + tag + ">\n");
    }

    Html element(String tag, String text) {
        return element(tag, "", text);
    }

    /** A term of a definition list and what it is; nothing where there is nothing to say. */
    Html term(String term, String description) {
        return description.isEmpty() ? this : element("dt", term).element("dd", description);
    }

    static String escaped(String text) {
        return PlainText.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
