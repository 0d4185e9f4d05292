package org.dcrkit.certs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a name that somebody wrote, in whichever of the forms of {@link NameForm} it is.
 *
 * <p>The form shows in the text: a leading slash, line breaks, blanks around the equals signs, or commas. An unescaped
 * separator in front of an attribute type always separates; a value in which it does not has to be escaped or quoted. So a
 * text never means both one attribute with a separator in it and two attributes.
 */
final class NameText {

    private static final int MAX_LENGTH = 4_096;
    private static final String OPENSSL_LABEL = "subject=";
    private static final Pattern LAST_LINE_BREAK = Pattern.compile("\\r?\\n\\z");

    private NameText() {}

    /** The RDNs in the order of the encoding: no reading, one, or two where the order is not to be told. */
    static List<List<List<NameValue>>> read(String written) {
        if (written.length() > MAX_LENGTH) {
            return List.of();
        }
        String unlabelled = written.startsWith(OPENSSL_LABEL) ? written.substring(OPENSSL_LABEL.length()) : written;
        String text = LAST_LINE_BREAK.matcher(unlabelled).replaceFirst("");
        if (text.isBlank()) {
            return List.of();
        }
        if (text.indexOf('\n') >= 0) {
            return only(OpenSslNameText.multiline(text));
        }
        if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            return List.of();
        }
        if (text.startsWith("/")) {
            return only(OpenSslNameText.slash(text));
        }
        Optional<SeparatedNameText> separated = SeparatedNameText.read(text);
        if (OpenSslNameText.joinsBySlash(text)
                && separated.map(SeparatedNameText::blankAfterSeparators).orElse(true)) {
            return only(OpenSslNameText.oldText(text));
        }
        return separated.map(NameText::ordered).orElseGet(() -> only(OpenSslNameText.oldText(text)));
    }

    private static List<List<List<NameValue>>> ordered(SeparatedNameText text) {
        List<List<NameValue>> asWritten = text.rdns();
        List<List<NameValue>> reversed = new ArrayList<>(asWritten);
        Collections.reverse(reversed);
        if (asWritten.size() == 1) {
            return List.of(asWritten);
        }
        if (!text.blankAfterSeparators()) {
            return List.of(reversed);
        }
        return text.blankAroundEquals() ? List.of(asWritten) : List.of(reversed, asWritten);
    }

    private static List<List<List<NameValue>>> only(Optional<List<List<NameValue>>> reading) {
        return reading.map(List::of).orElse(List.of());
    }
}
