package org.dcrkit.endpoint;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dcrkit.policy.RegistrationResponse;
import org.dcrkit.verdict.ErrorResponse;

/**
 * What a server sends back.
 *
 * @param status the HTTP status
 * @param headers the header fields, {@code Content-Type} among them where there is a body
 * @param body the body; empty for none
 */
public record HttpReply(int status, Map<String, String> headers, String body) {

    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final Map<String, String> NO_STORE = Map.of("Cache-Control", "no-store", "Pragma", "no-cache");

    /** Copies the headers. */
    public HttpReply {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    static HttpReply of(ErrorResponse error) {
        return new HttpReply(error.status(), error.headers(), error.body());
    }

    static HttpReply of(RegistrationResponse response) {
        return new HttpReply(response.status(), response.headers(), response.body());
    }

    /**
     * A refusal before anything was judged; the error is RFC 7591's for a request that cannot be taken as it is.
     *
     * @param further header fields beside those that every reply has
     */
    static HttpReply refused(int status, String description, Map<String, String> further) {
        Map<String, String> headers = new LinkedHashMap<>(NO_STORE);
        headers.putAll(further);
        headers.put("Content-Type", "application/json");
        return of(new ErrorResponse(status, "invalid_client_metadata", description, headers));
    }

    static HttpReply notFound() {
        return new HttpReply(NOT_FOUND, Map.of(), "");
    }

    static HttpReply noContent() {
        return new HttpReply(NO_CONTENT, NO_STORE, "");
    }

    /** The challenge of RFC 6750, section 3; the error is named only where a token was sent. */
    static HttpReply unauthorized(boolean tokenSent) {
        Map<String, String> headers = new LinkedHashMap<>(NO_STORE);
        headers.put("WWW-Authenticate", "Bearer realm=\"register\"" + (tokenSent ? ", error=\"invalid_token\"" : ""));
        return new HttpReply(UNAUTHORIZED, headers, "");
    }

    static HttpReply methodNotAllowed(List<Operation> allowed) {
        String methods = allowed.stream().map(Operation::method).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(", "));
        return new HttpReply(METHOD_NOT_ALLOWED, Map.of("Allow", methods), "");
    }

    /** The body as it goes over the wire. */
    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    /** The status and the number of characters; a body may hold a client's secret. */
    @Override
    public String toString() {
        return status + ", " + body.length() + " characters";
    }
}
