package org.dcrkit.policy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.HttpsUrl.HostKind;

/** A form that a claim's text has to have. */
public enum ValueForm {
    /** A random UUID in hexadecimal of either case: OBIE's swagger, whose prose allows upper case only. */
    UUID_V4("a version 4 UUID", PolicyReason.NOT_UUID),
    /** A UUID of any version. */
    UUID("a UUID", PolicyReason.NOT_UUID),
    /** Letters and digits of ASCII, one to 22 of them, as the Open Banking directory makes its identifiers. */
    BASE62_22("1 to 22 letters and digits", PolicyReason.VALUE_MALFORMED),
    /** An absolute https URL on a named host, in the plain form that {@link HttpsUrl} describes. */
    HTTPS_URL("a plain https URL", PolicyReason.URL_MALFORMED),
    /** A text for people: no invisible or reordering characters, no private ones, no angle brackets. */
    PLAIN_TEXT("text without invisible characters or markup", PolicyReason.TEXT_NOT_PLAIN),
    /** One mailbox with a name on each side of its at sign. */
    EMAIL("an e-mail address", PolicyReason.VALUE_MALFORMED),
    /** A version: letters, digits, dots and dashes; if it is a number, a plain one above zero. */
    VERSION("a version such as 1.5", PolicyReason.VALUE_MALFORMED);

    private static final Pattern RANDOM_UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}");
    private static final Pattern ANY_UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern BASE62 = Pattern.compile("[0-9a-zA-Z]{1,22}");
    private static final Pattern LABELLED = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+ -]*");
    private static final Pattern EXPONENT_OR_ZERO = Pattern.compile("[0-9.]+[eE][+-]?[0-9]+|[0.]+");
    private static final Pattern MAILBOX =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,189}");

    private final String words;
    private final PolicyReason reason;

    ValueForm(String words, PolicyReason reason) {
        this.words = words;
        this.reason = reason;
    }

    /** The form in words, for descriptions. */
    public String words() {
        return words;
    }

    /** The reason for which another form is refused. */
    PolicyReason reason() {
        return reason;
    }

    boolean fits(String value) {
        return switch (this) {
            case UUID_V4 -> RANDOM_UUID.matcher(value).matches();
            case UUID -> ANY_UUID.matcher(value).matches();
            case BASE62_22 -> BASE62.matcher(value).matches();
            case HTTPS_URL -> {
                Optional<HttpsUrl> url = HttpsUrl.parse(value);
                yield url.isPresent() && url.get().hostKind() == HostKind.NAME;
            }
            case PLAIN_TEXT -> value.codePoints().noneMatch(ValueForm::deceives);
            case VERSION ->
                LABELLED.matcher(value).matches()
                        && !EXPONENT_OR_ZERO.matcher(value).matches();
            case EMAIL -> MAILBOX.matcher(value).matches();
        };
    }

    private static boolean deceives(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> codePoint == '<' || codePoint == '>';
        };
    }
}
