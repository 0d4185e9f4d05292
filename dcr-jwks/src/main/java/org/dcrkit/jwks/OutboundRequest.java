package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.HttpLocation;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.RevocationFetcher;

/**
 * One request: what is sent where, which hosts it may go to, and how long its answer may be.
 *
 * <p>Key sets are asked for by GET over TLS, whoever makes a request for one; nothing but revocation states may be asked for
 * without TLS, because they are signed.
 */
final class OutboundRequest {

    private final HttpLocation location;
    private final AllowedHosts allowedHosts;
    private final String accept;
    private final byte[] ocspRequest;
    private final int maxBytes;

    private OutboundRequest(
            HttpLocation location, AllowedHosts allowedHosts, String accept, byte[] ocspRequest, int maxBytes) {
        this.location = location;
        this.allowedHosts = requireNonNull(allowedHosts, "allowedHosts");
        this.accept = accept;
        this.ocspRequest = ocspRequest;
        this.maxBytes = maxBytes;
    }

    /** GET of a key set (RFC 7517, section 8.5). */
    static OutboundRequest keySet(KeySetLocation location, int maxBytes) {
        return new OutboundRequest(
                HttpLocation.of(location.url()),
                location.allowedHosts(),
                "application/jwk-set+json, application/json",
                new byte[0],
                maxBytes);
    }

    /** GET of a revocation list (RFC 5280, section 4.2.1.13), or POST to an OCSP responder (RFC 6960, appendix A.1). */
    static OutboundRequest revocation(RevocationFetcher.Request request, AllowedHosts allowedHosts) {
        byte[] ocspRequest = request.ocspRequest().orElseGet(() -> new byte[0]);
        return new OutboundRequest(
                request.location(),
                allowedHosts,
                ocspRequest.length == 0 ? "application/pkix-crl, */*;q=0.1" : "application/ocsp-response",
                ocspRequest,
                request.maxBytes());
    }

    HttpLocation location() {
        return location;
    }

    AllowedHosts allowedHosts() {
        return allowedHosts;
    }

    /** The most bytes that the body of the response may have. */
    int maxBytes() {
        return maxBytes;
    }

    /** Head and body as they are sent (RFC 9112, section 3). */
    byte[] message() {
        boolean posts = ocspRequest.length > 0;
        String authority = location.isUsualPort() ? location.host() : location.host() + ":" + location.port();
        String head = (posts ? "POST " : "GET ") + location.target() + " HTTP/1.1\r\nHost: " + authority
                + "\r\nAccept: "
                + accept + "\r\nAccept-Encoding: identity\r\nUser-Agent: dcr-kit"
                + (posts ? "\r\nContent-Type: application/ocsp-request\r\nContent-Length: " + ocspRequest.length : "")
                + "\r\nConnection: close\r\n\r\n";
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(ocspRequest);
        return message.toByteArray();
    }

    /** The location. */
    @Override
    public String toString() {
        return location.toString();
    }
}
