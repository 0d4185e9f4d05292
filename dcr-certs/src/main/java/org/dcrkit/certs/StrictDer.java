package org.dcrkit.certs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One element of a DER encoding whose lengths have been checked down to the leaves.
 *
 * <p>Stands in front of every other ASN.1 reader here, because those recurse as deep as their input says and follow
 * indefinite lengths: the JDK's {@code CertificateFactory} overflows the stack on ten kilobytes of {@code 30 80}. Definite
 * and minimal lengths only (X.690, section 10.1), every element inside its parent, nothing behind the last, at most
 * {@value #MAX_BYTES} bytes, {@value #MAX_DEPTH} levels and {@value #MAX_ELEMENTS} elements.
 */
final class StrictDer {

    /** The most bytes that are read. */
    static final int MAX_BYTES = 65_536;

    /** The deepest nesting that is followed. */
    static final int MAX_DEPTH = 32;

    /** The most elements that are read. */
    static final int MAX_ELEMENTS = 4_096;

    private static final int CONSTRUCTED = 0x20;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private final byte[] bytes;
    private final int start;
    private final int content;
    private final int end;

    private StrictDer(byte[] bytes, int start, int content, int end) {
        this.bytes = bytes;
        this.start = start;
        this.content = content;
        this.end = end;
    }

    /** The one element that the bytes are the DER encoding of; nothing if they are anything else, or too large. */
    static Optional<StrictDer> read(byte[] bytes) {
        return bytes.length > MAX_BYTES ? Optional.empty() : readUpTo(bytes, MAX_ELEMENTS);
    }

    /** The same without the limit on bytes, for revocation lists, whose size their fetcher limits. */
    static Optional<StrictDer> readList(byte[] bytes) {
        return readUpTo(bytes, Integer.MAX_VALUE);
    }

    private static Optional<StrictDer> readUpTo(byte[] bytes, int elements) {
        Optional<StrictDer> whole = header(bytes, 0, bytes.length);
        int[] budget = {elements};
        return whole.filter(element -> element.end == bytes.length && element.sound(0, budget));
    }

    /** The tag octet. */
    int tag() {
        return bytes[start] & 0xff;
    }

    /** The content octets. */
    byte[] content() {
        return java.util.Arrays.copyOfRange(bytes, content, end);
    }

    /** The number of content octets. */
    int contentLength() {
        return end - content;
    }

    /** The whole encoding, tag and length included. */
    byte[] encoded() {
        return java.util.Arrays.copyOfRange(bytes, start, end);
    }

    /** Whether the element is a SEQUENCE. */
    boolean isSequence() {
        return tag() == SEQUENCE;
    }

    /** Whether the element is a SET. */
    boolean isSet() {
        return tag() == SET;
    }

    /** The elements inside a constructed element; none inside a primitive one. */
    List<StrictDer> children() {
        List<StrictDer> children = new ArrayList<>();
        if ((tag() & CONSTRUCTED) != 0) {
            int at = content;
            while (at < end) {
                StrictDer child = header(bytes, at, end).orElseThrow();
                children.add(child);
                at = child.end;
            }
        }
        return children;
    }

    private boolean sound(int depth, int[] budget) {
        if (--budget[0] < 0 || depth >= MAX_DEPTH) {
            return false;
        }
        if ((tag() & CONSTRUCTED) == 0) {
            return true;
        }
        int at = content;
        while (at < end) {
            Optional<StrictDer> child = header(bytes, at, end);
            if (child.isEmpty() || !child.get().sound(depth + 1, budget)) {
                return false;
            }
            at = child.get().end;
        }
        return true;
    }

    private static Optional<StrictDer> header(byte[] bytes, int start, int limit) {
        int at = start;
        if (limit - at < 2 || (bytes[at] & 0x1f) == 0x1f) {
            return Optional.empty();
        }
        at++;
        int length = bytes[at++] & 0xff;
        if (length >= 0x80) {
            int octets = length & 0x7f;
            if (octets == 0 || octets > 4 || limit - at < octets || bytes[at] == 0) {
                return Optional.empty();
            }
            long long64 = 0;
            for (int i = 0; i < octets; i++) {
                long64 = (long64 << 8) | (bytes[at++] & 0xff);
            }
            if (long64 < 0x80 || long64 > limit - at) {
                return Optional.empty();
            }
            length = (int) long64;
        }
        return length > limit - at ? Optional.empty() : Optional.of(new StrictDer(bytes, start, at, at + length));
    }
}
