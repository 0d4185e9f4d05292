package org.dcrkit.spi;

import java.net.URI;
import java.util.Optional;
import org.dcrkit.claims.HttpsUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where something signed is published: an {@code http} or {@code https} URL that every parser resolves to the same host.
 *
 * <p>Revocation lists and OCSP responders usually lie behind plain {@code http} (RFC 5280, section 4.2.1.13; RFC 6960,
 * appendix A), because what they send is signed. But for the scheme and its usual port such a URL must be as plain as
 * {@link HttpsUrl} wants it: no user information, no fragment, no odd host. Key sets have no other protection than TLS and
 * are never named by this type, but by {@link KeySetLocation}.
 */
public final class HttpLocation {

    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final String text;
    private final HttpsUrl parts;
    private final boolean plain;
    private final int port;

    private HttpLocation(String text, HttpsUrl parts, boolean plain, int port) {
        this.text = text;
        this.parts = parts;
        this.plain = plain;
        this.port = port;
    }

    /** The location, or nothing if the text is not an {@code http} or {@code https} URL that all parsers agree on. */
    public static Optional<HttpLocation> parse(String text) {
        if (!text.startsWith(HTTP)) {
            return HttpsUrl.parse(text).map(HttpLocation::of);
        }
        String rest = text.substring(HTTP.length());
        return HttpsUrl.parse(HTTPS + rest).map(parts -> {
            boolean portIsWritten = rest.startsWith(":", parts.host().length());
            return new HttpLocation(text, parts, true, portIsWritten ? parts.port() : HTTP_PORT);
        });
    }

    /** The location of a URL. */
    public static HttpLocation of(HttpsUrl url) {
        return new HttpLocation(url.toString(), url, false, url.port());
    }

    /** Whether it is asked without TLS, so that anybody on the way may read and change what is said. */
    public boolean isPlain() {
        return plain;
    }

    /** The host in lower case; an IPv6 address keeps its brackets. */
    public String host() {
        return parts.host();
    }

    /** How the host is written. */
    public HttpsUrl.HostKind hostKind() {
        return parts.hostKind();
    }

    /** The port; where none is written, 80 without TLS and 443 with it. */
    public int port() {
        return port;
    }

    /** Whether the port is the one that the scheme has unless another is written. */
    public boolean isUsualPort() {
        return port == (plain ? HTTP_PORT : HTTPS_PORT);
    }

    /** What the server is asked for: path and query as written, or a slash where there is no path. */
    public String target() {
        String rest = text.substring((plain ? HTTP : HTTPS).length());
        int query = rest.indexOf('?');
        return (parts.path().isEmpty() ? "/" : parts.path()) + (query < 0 ? "" : rest.substring(query));
    }

    /** The same for clients that want a URI. */
    public URI uri() {
        return URI.create(text);
    }

    /** Two locations are equal if they are written the same, character by character. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpLocation that && text.equals(that.text);
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
