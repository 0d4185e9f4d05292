package org.dcrkit.certs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OCSP responder and CRL endpoint on the loopback interface, which answers as it is told, or not at all. */
final class RevocationServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer = (request, exchange) -> send(exchange, 404, new byte[0]);

    /** How the server answers. */
    @FunctionalInterface
    interface Answer {
        void to(byte[] request, HttpExchange exchange) throws IOException;
    }

    RevocationServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            answer.to(exchange.getRequestBody().readAllBytes(), exchange);
        });
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Each request that came in, by method and path. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    void answer(Answer how) {
        this.answer = how;
    }

    void answer(byte[] body) {
        answer((request, exchange) -> send(exchange, 200, body));
    }

    void fail(int status) {
        answer((request, exchange) -> send(exchange, status, new byte[0]));
    }

    /** Takes connections and says nothing until it is closed. */
    void silent() {
        answer((request, exchange) -> await());
    }

    /** Sends the headers and one octet, and then nothing until it is closed. */
    void slow() {
        answer((request, exchange) -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(0x30);
            exchange.getResponseBody().flush();
            await();
        });
    }

    /** Announces and sends that many octets of nothing. */
    void huge(long octets) {
        answer((request, exchange) -> {
            exchange.sendResponseHeaders(200, octets);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] block = new byte[65_536];
                for (long sent = 0; sent < octets; sent += block.length) {
                    body.write(block);
                }
            }
        });
    }

    void redirect(String location) {
        answer((request, exchange) -> {
            exchange.getResponseHeaders().add("Location", location);
            send(exchange, 302, new byte[0]);
        });
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
