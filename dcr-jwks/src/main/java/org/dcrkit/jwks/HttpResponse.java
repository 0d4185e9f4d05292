package org.dcrkit.jwks;

import java.util.ArrayList;
import java.util.List;

/** The status, headers and body of a response. */
final class HttpResponse {

    private final int status;
    private final byte[] body;
    private final List<Header> headers;

    HttpResponse(int status, byte[] body) {
        this(status, body, List.of());
    }

    private HttpResponse(int status, byte[] body, List<Header> headers) {
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    private record Header(String name, String value) {}

    /** The same response with one more header; its name in lower case. */
    HttpResponse withHeader(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpResponse(status, body, List.copyOf(more));
    }

    HttpResponse withBody(byte[] content) {
        return new HttpResponse(status, content, headers);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    int countHeaders() {
        return headers.size();
    }

    /** The values of a header, whose name is given in lower case, in the order in which they came. */
    List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name.equals(name))
                .map(Header::value)
                .toList();
    }
}
