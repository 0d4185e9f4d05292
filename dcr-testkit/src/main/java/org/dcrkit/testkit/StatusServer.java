package org.dcrkit.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Serves what a {@link CertificateAuthority} says of revocation over plain HTTP on the loopback interface, as real ones do:
 * {@code /issuing.crl}, {@code /root.crl}, {@code /issuing.crt}, and an OCSP responder at {@code /ocsp}.
 */
public final class StatusServer implements AutoCloseable {

    private final CertificateAuthority authority;
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private StatusServer(CertificateAuthority authority) throws IOException {
        this.authority = authority;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    static StatusServer start(CertificateAuthority authority) {
        try {
            return new StatusServer(authority);
        } catch (IOException e) {
            throw new UncheckedIOException("no port on the loopback interface", e);
        }
    }

    /** Its base address. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Method and path of each request so far, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Stops serving. */
    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            byte[] body = switch (path) {
                case "/issuing.crl" -> authority.revocationList();
                case "/root.crl" -> authority.rootRevocationList();
                case "/issuing.crt" -> authority.issuing().der();
                case "/ocsp" -> authority.ocspResponse(exchange.getRequestBody().readAllBytes());
                default -> new byte[0];
            };
            exchange.getResponseHeaders()
                    .set("Content-Type", path.equals("/ocsp") ? "application/ocsp-response" : "application/pkix-crl");
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
