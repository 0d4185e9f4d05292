package org.dcrkit.certs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A name whose RDNs are separated by commas or semicolons and whose special characters are escaped or quoted: RFC 4514,
 * RFC 2253, RFC 1779, and OpenSSL's {@code RFC2253} and {@code oneline}.
 */
final class SeparatedNameText {

    private static final String SPECIAL = " \"#+,;<=>\\";

    private final String text;
    private final List<List<NameValue>> rdns = new ArrayList<>();
    private boolean blankAfterSeparators = true;
    private boolean blankAroundEquals = true;
    private int at;

    private SeparatedNameText(String text) {
        this.text = text;
    }

    /** The name; nothing if the text breaks the grammar. */
    static Optional<SeparatedNameText> read(String text) {
        SeparatedNameText name = new SeparatedNameText(text);
        return name.readRdns() ? Optional.of(name) : Optional.empty();
    }

    /** The RDNs in the order in which they are written. */
    List<List<NameValue>> rdns() {
        return rdns;
    }

    /** Whether a blank follows every comma or semicolon: RFC 4514 and RFC 2253 writers never put one there. */
    boolean blankAfterSeparators() {
        return blankAfterSeparators;
    }

    /** Whether blanks surround every equals sign, as in OpenSSL's {@code oneline}. */
    boolean blankAroundEquals() {
        return blankAroundEquals;
    }

    private boolean readRdns() {
        List<NameValue> rdn = new ArrayList<>();
        while (true) {
            Optional<NameValue> attribute = attribute();
            if (attribute.isEmpty()) {
                return false;
            }
            rdn.add(attribute.get());
            boolean end = at == text.length();
            if (end || text.charAt(at) != '+') {
                rdns.add(rdn);
                rdn = new ArrayList<>();
            }
            if (end) {
                return true;
            }
            boolean separator = text.charAt(at) != '+';
            at++;
            blankAfterSeparators &= !separator || (at < text.length() && text.charAt(at) == ' ');
        }
    }

    private Optional<NameValue> attribute() {
        int equals = text.indexOf('=', at);
        if (equals < 0) {
            return Optional.empty();
        }
        blankAroundEquals &= equals > 0
                && text.charAt(equals - 1) == ' '
                && equals + 1 < text.length()
                && text.charAt(equals + 1) == ' ';
        Optional<String> oid = AttributeTypes.read(text.substring(at, equals).strip());
        at = equals + 1;
        skipBlanks();
        return oid.flatMap(this::value);
    }

    private Optional<NameValue> value(String oid) {
        if (at < text.length() && text.charAt(at) == '#') {
            return hex(oid);
        }
        Optional<String> value = at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
        return value.map(decoded -> NameValue.ofText(oid, decoded));
    }

    private Optional<NameValue> hex(String oid) {
        int from = at + 1;
        while (at < text.length() && !separator(text.charAt(at))) {
            at++;
        }
        try {
            return StrictDer.read(
                            HexFormat.of().parseHex(text.substring(from, at).strip()))
                    .flatMap(element -> NameValue.ofDer(oid, element));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> quoted() {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (!character(value)) {
                return Optional.empty();
            }
        }
        if (at == text.length()) {
            return Optional.empty();
        }
        at++;
        skipBlanks();
        boolean ended = at == text.length() || separator(text.charAt(at));
        return ended ? utf8(value) : Optional.empty();
    }

    private Optional<String> bare() {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        int blanks = 0;
        while (at < text.length() && !separator(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == '"' || c == '<' || c == '>') {
                return Optional.empty();
            }
            blanks = c == ' ' ? blanks + 1 : 0;
            if (!character(value)) {
                return Optional.empty();
            }
        }
        byte[] octets = value.toByteArray();
        return NameValue.decode(java.util.Arrays.copyOf(octets, octets.length - blanks), StandardCharsets.UTF_8);
    }

    /** Reads one character, escaped or not, and appends it in UTF-8. */
    private boolean character(ByteArrayOutputStream value) {
        char c = text.charAt(at++);
        if (c != '\\') {
            int point = text.codePointAt(at - 1);
            at += Character.charCount(point) - 1;
            value.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            return !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
        }
        if (at < text.length() && SPECIAL.indexOf(text.charAt(at)) >= 0) {
            value.write(text.charAt(at++));
            return true;
        }
        if (at + 2 <= text.length()
                && HexFormat.isHexDigit(text.charAt(at))
                && HexFormat.isHexDigit(text.charAt(at + 1))) {
            value.write(HexFormat.fromHexDigits(text, at, at + 2));
            at += 2;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static boolean separator(char c) {
        return c == ',' || c == ';' || c == '+';
    }

    private static Optional<String> utf8(ByteArrayOutputStream value) {
        return NameValue.decode(value.toByteArray(), StandardCharsets.UTF_8);
    }
}
