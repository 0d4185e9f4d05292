package org.dcrkit.certs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of OpenSSL that are no standard: the slash form, the old text form and the multiline form. All of them write
 * the first RDN first and octets that are not printable ASCII as an escape.
 */
final class OpenSslNameText {

    private static final String DOTTED = "[0-2](?:\\.[0-9]++){1,30}+";
    private static final String TYPE = "([A-Za-z][A-Za-z0-9]*+|(?i:OID\\.)?" + DOTTED + ")=";
    private static final Pattern SLASH = Pattern.compile("(?<!\\\\)([/+])" + TYPE);
    private static final Pattern SLASH_IN_TEXT = Pattern.compile("(?<!\\\\)/" + TYPE);
    private static final Pattern COMMA_OR_SLASH = Pattern.compile("(, |(?<!\\\\)/)" + TYPE);
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Z]{1,2}");
    private static final Pattern LINE = Pattern.compile(" *+([A-Za-z][A-Za-z0-9]*+|" + DOTTED + ") *+= ?(.*)");
    private static final Pattern PLUS_IN_LINE = Pattern.compile(" \\+ (?=[A-Za-z0-9.]+ *= )");

    private OpenSslNameText() {}

    /** {@code /C=GB/O=a/CN=b}; a plus sign joins the attributes of one RDN. */
    static Optional<List<List<NameValue>>> slash(String text) {
        List<List<NameValue>> rdns = new ArrayList<>();
        Matcher boundary = SLASH.matcher(text);
        boolean found = next(boundary, 0);
        if (!found || boundary.start() != 0) {
            return Optional.empty();
        }
        while (found) {
            String type = boundary.group(2);
            boolean joined = boundary.group(1).equals("+");
            int from = boundary.end();
            found = next(boundary, from);
            String raw = text.substring(from, found ? boundary.start() : text.length());
            if (!add(rdns, joined, type, octets(raw))) {
                return Optional.empty();
            }
        }
        return Optional.of(rdns);
    }

    /** Whether a slash stands in front of an attribute type of the kind that the old text form joins by a slash. */
    static boolean joinsBySlash(String text) {
        Matcher boundary = SLASH_IN_TEXT.matcher(text);
        boolean quoted = text.indexOf('"') >= 0;
        while (!quoted && boundary.find()) {
            if (AttributeTypes.read(boundary.group(1)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** {@code CN=a, O=b, C=UK/2.5.4.97=c}. */
    static Optional<List<List<NameValue>>> oldText(String text) {
        List<List<NameValue>> rdns = new ArrayList<>();
        String rest = ", " + text;
        Matcher boundary = COMMA_OR_SLASH.matcher(rest);
        boolean found = boundary.lookingAt();
        if (!found || text.indexOf('"') >= 0) {
            return Optional.empty();
        }
        while (found) {
            String type = boundary.group(2);
            int from = boundary.end();
            found = nextInOldText(boundary, from);
            String raw = rest.substring(from, found ? boundary.start() : rest.length());
            if (!add(rdns, false, type, octets(raw))) {
                return Optional.empty();
            }
        }
        return Optional.of(rdns);
    }

    /** One RDN a line: {@code commonName = a}. */
    static Optional<List<List<NameValue>>> multiline(String text) {
        List<List<NameValue>> rdns = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            boolean joined = false;
            for (String attribute : line.isBlank() ? new String[0] : PLUS_IN_LINE.split(line, -1)) {
                Matcher parts = LINE.matcher(attribute);
                if (!parts.matches() || !add(rdns, joined, parts.group(1), characters(parts.group(2)))) {
                    return Optional.empty();
                }
                joined = true;
            }
        }
        return rdns.isEmpty() ? Optional.empty() : Optional.of(rdns);
    }

    private static boolean next(Matcher boundary, int from) {
        boolean found = boundary.find(from);
        while (found && AttributeTypes.read(boundary.group(2)).isEmpty()) {
            found = boundary.find(boundary.end(1));
        }
        return found;
    }

    private static boolean nextInOldText(Matcher boundary, int from) {
        boolean found = boundary.find(from);
        while (found) {
            boolean known = AttributeTypes.read(boundary.group(2)).isPresent();
            boolean comma = boundary.group(1).startsWith(",");
            if (known && (!comma || SHORT_NAME.matcher(boundary.group(2)).matches())) {
                return true;
            }
            found = boundary.find(boundary.end(1));
        }
        return false;
    }

    private static boolean add(List<List<NameValue>> rdns, boolean joined, String type, Optional<String> value) {
        Optional<String> oid = AttributeTypes.read(type);
        if (oid.isEmpty() || value.isEmpty()) {
            return false;
        }
        if (!joined) {
            rdns.add(new ArrayList<>());
        }
        return rdns.get(rdns.size() - 1).add(NameValue.ofText(oid.get(), value.get()));
    }

    /** A value in which {@code \xHH} is an octet of UTF-8, and a backslash hides a slash or plus sign. */
    private static Optional<String> octets(String raw) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); ) {
            if (raw.startsWith("\\x", i) && hexAt(raw, i + 2, 2)) {
                value.write(HexFormat.fromHexDigits(raw, i + 2, i + 4));
                i += 4;
            } else if (raw.startsWith("\\/", i) || raw.startsWith("\\+", i)) {
                value.write(raw.charAt(i + 1));
                i += 2;
            } else {
                int point = raw.codePointAt(i);
                value.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(point);
            }
        }
        return NameValue.decode(value.toByteArray(), StandardCharsets.UTF_8);
    }

    /** A value in which {@code \HH}, {@code \}{@code UHHHH} and {@code \WHHHHHHHH} are characters. */
    private static Optional<String> characters(String raw) {
        StringBuilder value = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); ) {
            char c = raw.charAt(i);
            if (c != '\\') {
                value.append(c);
                i++;
                continue;
            }
            int skip = i + 1 < raw.length() && "UW".indexOf(raw.charAt(i + 1)) >= 0 ? 2 : 1;
            int digits = skip == 1 ? 2 : raw.charAt(i + 1) == 'U' ? 4 : 8;
            if (raw.startsWith("\\\\", i)) {
                value.append(c);
                i += 2;
            } else if (hexAt(raw, i + skip, digits)
                    && Character.isValidCodePoint(HexFormat.fromHexDigits(raw, i + skip, i + skip + digits))) {
                value.appendCodePoint(HexFormat.fromHexDigits(raw, i + skip, i + skip + digits));
                i += skip + digits;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(value.toString());
    }

    private static boolean hexAt(String text, int from, int digits) {
        return from + digits <= text.length()
                && text.substring(from, from + digits).chars().allMatch(HexFormat::isHexDigit);
    }
}
