package org.dcrkit.claims;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute https URL of the plain kind: one that every parser, old or new, resolves to the same host.
 *
 * <p>Deliberately narrower than RFC 3986. A URL that two parsers read differently is how a checked host turns into
 * another one, so everything on which they are known to differ is refused: user information, fragments, backslashes, blanks
 * and other characters outside the URI alphabet, dot segments in any spelling, empty segments, encoded slashes, bad percent
 * escapes, internationalised and numeric host spellings, empty or out-of-range ports.
 */
public final class HttpsUrl {

    /** The most characters that are read (OBIE: 256 for every URL). */
    public static final int MAX_LENGTH = 2_048;

    private static final int DEFAULT_PORT = 443;
    private static final Pattern FORM = Pattern.compile("https://([^/?#]*)([^?#]*)(\\?[^#]*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final Pattern LABELS = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern NUMERIC_LABEL = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    private static final String PUNCTUATION = "-._~!$&'()*+,;=:@/?";
    private static final Pattern ODD_PATH = Pattern.compile(
            "//|/(?:\\.|%2e){1,2}(?:;[^/]*)?(?:/|$)|%2f|%5c|%00|%0a|%0d|%25|%c0|%c1", Pattern.CASE_INSENSITIVE);

    private final String text;
    private final String host;
    private final HostKind hostKind;
    private final int port;
    private final String path;

    private HttpsUrl(String text, String host, HostKind hostKind, int port, String path) {
        this.text = text;
        this.host = host;
        this.hostKind = hostKind;
        this.port = port;
        this.path = path;
    }

    /** How a host is written. */
    public enum HostKind {
        /** A name of at least two labels, the last of which is not a number. */
        NAME,
        /** A name of a single label, such as {@code localhost}. */
        SINGLE_LABEL,
        /** An IPv4 address in its usual form of four decimal numbers. */
        IPV4,
        /** An IPv6 address in brackets, in its canonical form (RFC 5952). */
        IPV6
    }

    /** The URL, or nothing if the text is not one that all parsers agree on. */
    public static Optional<HttpsUrl> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Matcher authority = AUTHORITY.matcher(form.group(1));
        if (!authority.matches()) {
            return Optional.empty();
        }
        String path = form.group(2);
        String query = form.group(3) == null ? "" : form.group(3);
        Optional<HostKind> kind = kind(authority.group(1));
        int port = authority.group(2) == null ? DEFAULT_PORT : Integer.parseInt(authority.group(2));
        boolean plain = kind.isPresent()
                && port > 0
                && port <= 65_535
                && isEncoded(path)
                && isEncoded(query)
                && !ODD_PATH.matcher(path).find();
        return plain
                ? Optional.of(
                        new HttpsUrl(text, authority.group(1).toLowerCase(Locale.ROOT), kind.orElseThrow(), port, path))
                : Optional.empty();
    }

    private static Optional<HostKind> kind(String host) {
        if (host.startsWith("[")) {
            return Ipv6Text.isCanonical(host.substring(1, host.length() - 1))
                    ? Optional.of(HostKind.IPV6)
                    : Optional.empty();
        }
        if (IPV4.matcher(host).matches()) {
            return Optional.of(HostKind.IPV4);
        }
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        if (host.length() > 253
                || !LABELS.matcher(host).matches()
                || NUMERIC_LABEL.matcher(lastLabel).matches()) {
            return Optional.empty();
        }
        return Optional.of(host.indexOf('.') < 0 ? HostKind.SINGLE_LABEL : HostKind.NAME);
    }

    /** Whether there are only characters of RFC 3986, section 3.3 and 3.4, and whole percent escapes. */
    private static boolean isEncoded(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                if (i + 2 >= part.length()
                        || !HexFormat.isHexDigit(part.charAt(i + 1))
                        || !HexFormat.isHexDigit(part.charAt(i + 2))) {
                    return false;
                }
                i += 2;
            } else if (!isLetterOrDigit(c) && PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** The host in lower case; an IPv6 address keeps its brackets. */
    public String host() {
        return host;
    }

    /** How the host is written. */
    public HostKind hostKind() {
        return hostKind;
    }

    /** The port, 443 where none is written. */
    public int port() {
        return port;
    }

    /** The path as written; may be empty. */
    public String path() {
        return path;
    }

    /** Two URLs are equal if they are written the same, character by character (RFC 3986, section 6.2.1). */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpsUrl that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The URL exactly as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
