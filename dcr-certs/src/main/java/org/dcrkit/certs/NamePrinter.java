package org.dcrkit.certs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Writes a name in each {@link NameForm}. */
final class NamePrinter {

    private static final String ESCAPED = "\"+,;<>\\";

    private NamePrinter() {}

    static String print(List<List<NameValue>> rdns, NameForm form) {
        return switch (form) {
            case RFC4514 -> joined(reversed(rdns), ",", "+", NamePrinter::rfc4514);
            case OPENSSL_RFC2253 -> joined(reversed(rdns), ",", "+", NamePrinter::openSslRfc2253);
            case RFC1779 -> joined(reversed(rdns), ", ", " + ", NamePrinter::rfc1779);
            case OPENSSL_ONELINE -> joined(rdns, ", ", " + ", NamePrinter::oneline);
            case OPENSSL_MULTILINE -> joined(rdns, "\n", " + ", NamePrinter::line);
            case OPENSSL_SLASH -> rdns.isEmpty() ? "" : "/" + joined(rdns, "/", "+", NamePrinter::slash);
            case OPENSSL_OLD_TEXT -> oldText(rdns);
        };
    }

    private static String joined(
            List<List<NameValue>> rdns,
            String separator,
            String plus,
            BiFunction<NameValue, String, String> attribute) {
        return rdns.stream()
                .map(rdn -> rdn.stream()
                        .map(value -> attribute.apply(value, value.text().orElse("")))
                        .collect(Collectors.joining(plus)))
                .collect(Collectors.joining(separator));
    }

    private static List<List<NameValue>> reversed(List<List<NameValue>> rdns) {
        List<List<NameValue>> reversed = new ArrayList<>(rdns);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String rfc4514(NameValue value, String text) {
        return AttributeTypes.rfc4514Name(value.oid())
                .filter(name -> value.text().isPresent())
                .map(name -> name + "=" + escaped(text, false))
                .orElse(value.oid() + "=" + value.hex());
    }

    private static String openSslRfc2253(NameValue value, String text) {
        return AttributeTypes.openSslName(value.oid()) + "="
                + (value.text().isPresent() ? escaped(text, true) : value.hex());
    }

    private static String rfc1779(NameValue value, String text) {
        String name = AttributeTypes.rfc4514Name(value.oid()).orElse("OID." + value.oid());
        return name + "=" + (value.text().isEmpty() ? value.hex() : quotedIfNeeded(text, escaped(text, false)));
    }

    private static String oneline(NameValue value, String text) {
        return AttributeTypes.openSslName(value.oid()) + " = "
                + (value.text().isEmpty() ? value.hex() : quotedIfNeeded(text, escaped(text, true)));
    }

    private static String line(NameValue value, String text) {
        StringBuilder line = new StringBuilder(String.format("%-25s = ", AttributeTypes.longName(value.oid())));
        text.codePoints().forEach(c -> {
            if (c == '\\') {
                line.append("\\\\");
            } else if (c >= 0x20 && c < 0x7f) {
                line.append((char) c);
            } else {
                line.append(
                        c <= 0xff
                                ? String.format("\\%02X", c)
                                : c <= 0xffff ? String.format("\\U%04X", c) : String.format("\\W%08X", c));
            }
        });
        return line.toString();
    }

    private static String slash(NameValue value, String text) {
        return AttributeTypes.openSslName(value.oid()) + "=" + octetEscaped(text);
    }

    private static String oldText(List<List<NameValue>> rdns) {
        StringBuilder text = new StringBuilder();
        for (NameValue value : rdns.stream().flatMap(List::stream).toList()) {
            String name = AttributeTypes.openSslName(value.oid());
            if (text.length() > 0) {
                text.append(name.matches("[A-Z]{1,2}") ? ", " : "/");
            }
            text.append(name).append('=').append(octetEscaped(value.text().orElse("")));
        }
        return text.toString();
    }

    private static String quotedIfNeeded(String text, String escaped) {
        if (escaped.equals(text)) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c < 0x20 || c == 0x7f ? String.format("\\%02X", c) : Character.toString(c));
        });
        return quoted.append('"').toString();
    }

    /** As RFC 4514, section 2.4 escapes: specials by a backslash, controls (and on request all but ASCII) as hex pairs. */
    private static String escaped(String text, boolean ascii) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean edge = (c == ' ' && (i == 0 || i == text.length() - 1)) || (c == '#' && i == 0);
            if (edge || ESCAPED.indexOf(c) >= 0) {
                escaped.append('\\').appendCodePoint(c);
            } else if (c < 0x20 || c == 0x7f || (ascii && c > 0x7f)) {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append(String.format("\\%02X", octet));
                }
            } else {
                escaped.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return escaped.toString();
    }

    private static String octetEscaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append(
                    octet >= 0x20 && octet < 0x7f ? String.valueOf((char) octet) : String.format("\\x%02X", octet));
        }
        return escaped.toString();
    }
}
