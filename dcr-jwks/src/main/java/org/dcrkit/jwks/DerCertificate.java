package org.dcrkit.jwks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The three facts about a certificate that a key set is checked against: its public key and the time it is valid.
 *
 * <p>Walks the outermost structure only, with definite lengths and without recursion, because the JDK's certificate
 * parser overflows its stack on nested indefinite lengths, and nothing here trusts the certificate.
 */
final class DerCertificate {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int SEQUENCE = 0x30;
    private static final int VERSION = 0xa0;
    private static final int BIT_STRING = 0x03;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final DateTimeFormatter LONG_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);
    /** Two digits of the year stand for 1950 to 2049 (RFC 5280, section 4.1.2.5.1). */
    private static final DateTimeFormatter SHORT_TIME = new DateTimeFormatterBuilder()
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1950)
            .appendPattern("MMddHHmmss'Z'")
            .toFormatter(Locale.ROOT);

    private final byte[] subjectPublicKey;
    private final Instant notBefore;
    private final Instant notAfter;

    private DerCertificate(byte[] subjectPublicKey, Instant notBefore, Instant notAfter) {
        this.subjectPublicKey = subjectPublicKey;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /** The facts; empty if the bytes are not shaped like a certificate. */
    static Optional<DerCertificate> read(byte[] der) {
        if (der.length > MAX_BYTES) {
            return Optional.empty();
        }
        try {
            Reader whole = new Reader(der, 0, der.length);
            Reader certificate = whole.enter(SEQUENCE);
            whole.end();
            Reader tbs = certificate.enter(SEQUENCE);
            if (tbs.nextTag() == VERSION) {
                tbs.skip();
            }
            tbs.skip();
            tbs.skip();
            tbs.skip();
            Reader validity = tbs.enter(SEQUENCE);
            Instant notBefore = validity.time();
            Instant notAfter = validity.time();
            tbs.skip();
            Reader keyInfo = tbs.enter(SEQUENCE);
            keyInfo.skip();
            return Optional.of(new DerCertificate(keyInfo.content(BIT_STRING), notBefore, notAfter));
        } catch (IndexOutOfBoundsException | DateTimeException notACertificate) {
            return Optional.empty();
        }
    }

    /** The contents of the subjectPublicKey bit string of a SubjectPublicKeyInfo. */
    static byte[] subjectPublicKey(byte[] keyInfo) {
        Reader content = new Reader(keyInfo, 0, keyInfo.length).enter(SEQUENCE);
        content.skip();
        return content.content(BIT_STRING);
    }

    /** Whether its key is this one, given as the contents of a subjectPublicKey bit string. */
    boolean certifies(byte[] key) {
        return Arrays.equals(subjectPublicKey, key);
    }

    boolean isValidAt(Instant at) {
        return !at.isBefore(notBefore) && !at.isAfter(notAfter);
    }

    /** Reads elements one after another; every departure from definite-length DER is an index out of bounds. */
    private static final class Reader {

        private final byte[] der;
        private int at;
        private final int end;

        Reader(byte[] der, int from, int end) {
            this.der = der;
            this.at = from;
            this.end = end;
        }

        int nextTag() {
            if (at >= end) {
                throw new IndexOutOfBoundsException(at);
            }
            return der[at] & 0xff;
        }

        Reader enter(int tag) {
            expect(tag);
            int length = length();
            Reader inner = new Reader(der, at, at + length);
            at += length;
            return inner;
        }

        void skip() {
            enter(nextTag());
        }

        byte[] content(int tag) {
            Reader inner = enter(tag);
            return Arrays.copyOfRange(der, inner.at, inner.end);
        }

        Instant time() {
            int tag = nextTag();
            if (tag != UTC_TIME && tag != GENERALIZED_TIME) {
                throw new IndexOutOfBoundsException(at);
            }
            String text = new String(content(tag), StandardCharsets.US_ASCII);
            return LocalDateTime.parse(text, tag == UTC_TIME ? SHORT_TIME : LONG_TIME)
                    .toInstant(ZoneOffset.UTC);
        }

        void end() {
            if (at != end) {
                throw new IndexOutOfBoundsException(at);
            }
        }

        private void expect(int tag) {
            if (nextTag() != tag) {
                throw new IndexOutOfBoundsException(at);
            }
            at++;
        }

        private int length() {
            int first = nextTag();
            at++;
            int length = first;
            if (first > 0x80 && first <= 0x83) {
                int octets = first - 0x80;
                if (octets > end - at) {
                    throw new IndexOutOfBoundsException(at);
                }
                length = new BigInteger(1, Arrays.copyOfRange(der, at, at + octets)).intValue();
                at += octets;
            } else if (first >= 0x80) {
                throw new IndexOutOfBoundsException(at);
            }
            if (length > end - at) {
                throw new IndexOutOfBoundsException(at);
            }
            return length;
        }
    }

    @Override
    public String toString() {
        return "a certificate valid from " + notBefore + " to " + notAfter;
    }
}
