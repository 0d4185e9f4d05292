package org.dcrkit.claims;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dcrkit.claims.JsonParse.Fault;
import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;

/**
 * Reads JSON exactly as RFC 8259 writes it, and nothing else.
 *
 * <p>Two parsers that read one text differently are how a token means one thing to the one who checks it and another to
 * the one who uses it. So there is no leniency: UTF-8 without a byte order mark, no trailing text, no comments, no lone
 * surrogates, no control characters, and no member name twice in an object at any depth. Limits on size are looked at
 * before anything is read; the work is linear in the length, and no input makes it throw.
 */
public final class StrictJson {

    private final String text;
    private final JsonLimits limits;
    private int at;
    private int values;

    private StrictJson(String text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** Reads the bytes as one JSON value. */
    public static JsonParse parse(byte[] utf8, JsonLimits limits) {
        if (utf8.length > limits.maxBytes()) {
            return new Malformed(
                    Fault.LIMIT, limits.maxBytes(), "longer than " + limits.maxBytes() + " bytes: " + utf8.length);
        }
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            return new Malformed(Fault.ENCODING, 0, "not UTF-8");
        }
        if (decoded.startsWith("\uFEFF")) {
            return new Malformed(Fault.ENCODING, 0, "starts with a byte order mark");
        }
        try {
            return new Parsed(new StrictJson(decoded, limits).document());
        } catch (Refused refused) {
            return refused.malformed;
        }
    }

    private JsonValue document() throws Refused {
        JsonValue value = value(1);
        skipBlanks();
        if (at < text.length()) {
            throw syntax("text after the end of the value");
        }
        return value;
    }

    private JsonValue value(int depth) throws Refused {
        skipBlanks();
        if (++values > limits.maxValues()) {
            throw new Refused(Fault.LIMIT, at, "more than " + limits.maxValues() + " values");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonString(string());
            case 't' -> literal("true", new JsonBoolean(true));
            case 'f' -> literal("false", new JsonBoolean(false));
            case 'n' -> literal("null", JsonNull.NULL);
            default -> number();
        };
    }

    private JsonObject object(int depth) throws Refused {
        enter(depth);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (closes('}')) {
            return new JsonObject(members);
        }
        do {
            skipBlanks();
            int start = at;
            if (peek() != '"') {
                throw syntax("a member name must be a string");
            }
            String name = string();
            skipBlanks();
            expect(':');
            if (members.containsKey(name)) {
                throw new Refused(Fault.DUPLICATE_MEMBER, start, "member " + name + " occurs twice");
            }
            members.put(name, value(depth + 1));
        } while (continues('}'));
        return new JsonObject(members);
    }

    private JsonArray array(int depth) throws Refused {
        enter(depth);
        List<JsonValue> elements = new ArrayList<>();
        if (closes(']')) {
            return new JsonArray(elements);
        }
        do {
            elements.add(value(depth + 1));
        } while (continues(']'));
        return new JsonArray(elements);
    }

    private void enter(int depth) throws Refused {
        if (depth > limits.maxDepth()) {
            throw new Refused(Fault.LIMIT, at, "nested deeper than " + limits.maxDepth());
        }
        at++;
    }

    private boolean closes(char end) throws Refused {
        skipBlanks();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    private boolean continues(char end) throws Refused {
        skipBlanks();
        char next = peek();
        if (next != ',' && next != end) {
            throw syntax("expected a comma or the closing bracket");
        }
        at++;
        return next == ',';
    }

    private JsonValue literal(String word, JsonValue value) throws Refused {
        if (!text.startsWith(word, at)) {
            throw syntax("not a JSON value");
        }
        at += word.length();
        return value;
    }

    private JsonNumber number() throws Refused {
        int start = at;
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits();
        }
        if (at - start > limits.maxNumberLength()) {
            throw new Refused(Fault.LIMIT, start, "a number of more than " + limits.maxNumberLength() + " characters");
        }
        return new JsonNumber(text.substring(start, at));
    }

    private void digits() throws Refused {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw syntax("not a JSON value");
        }
    }

    private String string() throws Refused {
        int start = ++at;
        StringBuilder unescaped = null;
        while (true) {
            char c = peek();
            if (c == '"') {
                String run = text.substring(start, at++);
                return unescaped == null
                        ? run
                        : wellFormed(unescaped.append(run).toString());
            }
            if (c < 0x20) {
                throw syntax("a control character in a string");
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(text, start, at++).append(escape());
                start = at;
            } else {
                at++;
            }
        }
    }

    private char escape() throws Refused {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw syntax("an unknown escape");
        };
    }

    private char hexadecimal() throws Refused {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw syntax("four hexadecimal digits must follow");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private String wellFormed(String value) throws Refused {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw syntax("a lone surrogate in a string");
            }
        }
        return value;
    }

    private void expect(char wanted) throws Refused {
        if (peek() != wanted) {
            throw syntax("expected " + wanted);
        }
        at++;
    }

    private char peek() throws Refused {
        if (at >= text.length()) {
            throw syntax("the text ends too early");
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Refused syntax(String detail) {
        return new Refused(Fault.SYNTAX, at, detail);
    }

    /** Leaves the recursion; never leaves this class, and costs no stack trace. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Malformed malformed;

        Refused(Fault fault, int offset, String detail) {
            super(detail, null, false, false);
            this.malformed = new Malformed(fault, offset, detail);
        }
    }
}
