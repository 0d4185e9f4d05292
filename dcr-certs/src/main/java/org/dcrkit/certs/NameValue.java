package org.dcrkit.certs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.jspecify.annotations.Nullable;

/**
 * One attribute of a name: its type and its value, decoded to text where it is a string of whatever kind.
 *
 * <p>The encoding is kept, to print it as {@code #hex}; two values are compared by their text, so that a UTF8String and a
 * PrintableString of the same letters are the same.
 */
final class NameValue {

    private static final int MAX_TEXT = 4_096;

    private static final int UTF8_STRING = 0x0c;
    private static final int NUMERIC_STRING = 0x12;
    private static final int PRINTABLE_STRING = 0x13;
    /** In which everybody writes Latin-1. */
    private static final int TELETEX_STRING = 0x14;

    private static final int IA5_STRING = 0x16;
    private static final int VISIBLE_STRING = 0x1a;
    private static final int UNIVERSAL_STRING = 0x1c;
    private static final int BMP_STRING = 0x1e;

    private final String oid;
    private final @Nullable String text;
    private final byte[] der;
    private final @Nullable String key;
    private final boolean teletex;

    private NameValue(String oid, @Nullable String text, byte[] der) {
        this.oid = oid;
        this.text = text;
        this.der = der;
        this.teletex = der[0] == TELETEX_STRING;
        this.key = text == null
                ? oid + "#" + HexFormat.of().formatHex(der)
                : CaseIgnoreMatch.prepare(text)
                        .map(prepared -> oid + "=" + prepared)
                        .orElse(null);
    }

    /** A value as it stands in a certificate or after a {@code #}; nothing if it is a string of bad octets. */
    static Optional<NameValue> ofDer(String oid, StrictDer value) {
        byte[] der = value.encoded();
        Optional<Charset> charset = charset(value.tag());
        if (charset.isEmpty()) {
            return Optional.of(new NameValue(oid, null, der));
        }
        return decode(value.content(), charset.get())
                .filter(text -> text.length() <= MAX_TEXT)
                .map(text -> new NameValue(oid, text, der));
    }

    /** A value that somebody wrote as text. */
    static NameValue ofText(String oid, String text) {
        try {
            byte[] der = (DERPrintableString.isPrintableString(text) && !text.isEmpty())
                    ? new DERPrintableString(text).getEncoded()
                    : new DERUTF8String(text).getEncoded();
            return new NameValue(oid, text, der);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    String oid() {
        return oid;
    }

    /** The text; empty if the value is not a string. */
    Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** The encoding as RFC 4514 writes it: a number sign and hexadecimal digits. */
    String hex() {
        return "#" + HexFormat.of().formatHex(der);
    }

    /**
     * A string that equals another value's exactly when the two match; empty if nothing can match.
     *
     * @param written whether one of the names was written as text, in which the kind of string is not to be seen; between
     *     two encodings a TeletexString, whose characters are anybody's guess, matches only its own octets
     */
    Optional<String> matchKey(boolean written) {
        return teletex && !written ? Optional.of(oid + hex()) : Optional.ofNullable(key);
    }

    private static Optional<Charset> charset(int tag) {
        return switch (tag) {
            case UTF8_STRING -> Optional.of(StandardCharsets.UTF_8);
            case NUMERIC_STRING, PRINTABLE_STRING, IA5_STRING, VISIBLE_STRING -> Optional.of(StandardCharsets.US_ASCII);
            case TELETEX_STRING -> Optional.of(StandardCharsets.ISO_8859_1);
            case UNIVERSAL_STRING -> Optional.of(Charset.forName("UTF-32BE"));
            case BMP_STRING -> Optional.of(StandardCharsets.UTF_16BE);
            default -> Optional.empty();
        };
    }

    /** The text of the octets; nothing if they are not wholly of that character set. */
    static Optional<String> decode(byte[] octets, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(octets));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NameValue that && oid.equals(that.oid) && Arrays.equals(der, that.der);
    }

    @Override
    public int hashCode() {
        return 31 * oid.hashCode() + Arrays.hashCode(der);
    }

    @Override
    public String toString() {
        return oid + "=" + (text == null ? hex() : text);
    }
}
