package org.dcrkit.certs;

import java.text.Normalizer;
import java.util.Optional;

/**
 * String preparation for caseIgnoreMatch (RFC 4517, section 4.2.11; RFC 4518), on the side of telling values apart.
 *
 * <p>Case is folded, blanks are trimmed and inner runs of them become one, composed and decomposed letters are the same.
 * Two steps of RFC 4518 are left out on purpose, because they let different identifiers compare equal: compatibility
 * normalisation (a fullwidth letter is not its ASCII look-alike, nor is the Kelvin sign a K) and mapping invisible
 * characters to nothing. A value with a control, invisible, private or unassigned character matches nothing, not even
 * itself.
 */
final class CaseIgnoreMatch {

    private CaseIgnoreMatch() {}

    /** The text in the form in which equal values are equal strings; nothing if it must not match anything. */
    static Optional<String> prepare(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isSpaceChar(c) && c != '\u2028' && c != '\u2029') {
                blank = folded.length() > 0;
                continue;
            }
            if (prohibited(c)) {
                return Optional.empty();
            }
            if (blank) {
                folded.append(' ');
                blank = false;
            }
            folded.appendCodePoint(fold(c));
        }
        return Optional.of(Normalizer.normalize(folded, Normalizer.Form.NFC));
    }

    private static int fold(int c) {
        int folded = Character.toLowerCase(Character.toUpperCase(c));
        return c > 0x7f && folded <= 0x7f ? c : folded;
    }

    private static boolean prohibited(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || c == 0xfffd;
    }
}
