package org.dcrkit.jwks;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 response (RFC 9112): the head, and the body of a 200, within limits.
 *
 * <p>Refuses whatever two readers could take differently: a length given twice or along with chunks, folded lines, any
 * transfer or content coding but chunks. Anything but a 200 ends at its head; nothing is followed.
 */
final class HttpResponseReader {

    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int MAX_CHUNK_LINE = 256;
    private static final int OK = 200;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(?:;.*)?");

    private final InputStream in;
    private final int maxBody;
    private int headBytes;

    HttpResponseReader(InputStream in, int maxBody) {
        this.in = in;
        this.maxBody = maxBody;
    }

    HttpResponse read() throws IOException {
        Matcher statusLine = STATUS_LINE.matcher(line(MAX_HEAD_BYTES));
        if (!statusLine.matches()) {
            throw new IOException("not an HTTP/1.1 status line");
        }
        int status = Integer.parseInt(statusLine.group(1));
        HttpResponse head = new HttpResponse(status, new byte[0]);
        for (String line = headerLine(); !line.isEmpty(); line = headerLine()) {
            if (head.countHeaders() >= MAX_HEADERS) {
                throw new IOException("too many headers");
            }
            head = withField(head, line);
        }
        return status == OK ? head.withBody(body(head)) : head;
    }

    /** RFC 9112, section 5: a name, a colon without blanks before it, and a value whose outer blanks do not count. */
    private static HttpResponse withField(HttpResponse head, String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
            throw new IOException("a malformed header");
        }
        String value = line.substring(colon + 1);
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
            throw new IOException("a control character in a header");
        }
        return head.withHeader(line.substring(0, colon).toLowerCase(Locale.ROOT), value.strip());
    }

    private byte[] body(HttpResponse head) throws IOException {
        List<String> lengths = head.headers("content-length");
        List<String> codings = head.headers("transfer-encoding");
        if (!head.headers("content-encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
            throw new IOException("a content coding that was not asked for");
        }
        if (lengths.size() + codings.size() > 1) {
            throw new IOException("the length of the body is given in more than one way");
        }
        if (!codings.isEmpty()) {
            if (!codings.get(0).equalsIgnoreCase("chunked")) {
                throw new IOException("an unknown transfer coding");
            }
            return chunks();
        }
        if (lengths.isEmpty()) {
            return untilClosed();
        }
        if (!LENGTH.matcher(lengths.get(0)).matches()) {
            throw new IOException("the length of the body is no number of bytes");
        }
        return exactly(requireSmall(Long.parseLong(lengths.get(0))));
    }

    private byte[] untilClosed() throws IOException {
        byte[] body = in.readNBytes(maxBody + 1);
        requireSmall(body.length);
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            Matcher chunk = CHUNK.matcher(line(MAX_CHUNK_LINE));
            if (!chunk.matches()) {
                throw new IOException("a malformed chunk");
            }
            long length = Long.parseLong(chunk.group(1), 16);
            requireSmall(body.size() + length);
            if (length == 0) {
                return body.toByteArray();
            }
            body.writeBytes(exactly((int) length));
            line(0); // only the end of the line fits, so that a chunk longer than it says is refused
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private int requireSmall(long length) throws IOException {
        if (length > maxBody) {
            throw new IOException("the body is longer than " + maxBody + " bytes");
        }
        return (int) length;
    }

    private String headerLine() throws IOException {
        String line = line(MAX_HEAD_BYTES - headBytes);
        headBytes += line.length() + 2;
        return line;
    }

    /** A line of at most so many bytes, without its CR LF; a lone LF ends none. */
    private String line(int most) throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection was closed in the middle of the response");
            }
            if (next == '\n' && length > 0 && line[length - 1] == '\r') {
                return new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
            }
            if (length > most) {
                throw new IOException("a line or the head of the response is too long");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) next;
        }
    }
}
