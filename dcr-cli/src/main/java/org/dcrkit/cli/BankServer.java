package org.dcrkit.cli;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.examples.quickstart.Quickstart;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ResponseForm;

/** A bank's registration endpoint over mutual TLS on the loopback interface, with a token endpoint and a health check. */
final class BankServer implements AutoCloseable {

    static final String PATH = "/register";

    private static final String HEALTH = "/health";

    private final HttpsServer server;
    private final HttpServer health;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Starts to serve.
     *
     * @param port the port; 0 for any that is free
     * @param audit takes what became of each call, from several threads
     * @param log takes method, path and status of each request, from several threads
     */
    BankServer(
            int port,
            SSLContext tls,
            RegistrationValidator validator,
            ResponseForm form,
            Consumer<RegistrationEvent> audit,
            Consumer<String> log)
            throws IOException {
        BankClients clients = new BankClients();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new Quickstart.CertificateRequired(tls));
        server.setExecutor(threads);
        RegistrationEndpoint endpoint = RegistrationEndpoint.builder(
                        validator,
                        clients,
                        accepted -> IssuedClient.of(UUID.randomUUID().toString(), accepted.decidedAt()))
                .tokens(clients)
                .form(form)
                .adding(issued -> managementOf(issued.clientId(), clients))
                .audit(audit)
                .build();
        Logged logged = new Logged(log);
        for (HttpContext context : new HttpContext[] {
            server.createContext(PATH, exchange -> Quickstart.handle(exchange, endpoint)),
            server.createContext(TokenEndpoint.PATH, new TokenEndpoint(clients))
        }) {
            context.getFilters().add(logged);
        }
        server.start();
        health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        health.createContext(HEALTH, BankServer::health);
        health.start();
    }

    /** The token and the address that RFC 7592, section 3, adds. */
    private JsonObject managementOf(String clientId, BankClients clients) {
        return JsonObject.empty()
                .with("registration_access_token", clients.registrationToken(clientId))
                .with("registration_client_uri", url() + PATH + "/" + clientId);
    }

    /** Where it says that it is there: over plain HTTP, because who asks has no certificate. */
    String healthUrl() {
        return "http://localhost:" + health.getAddress().getPort() + HEALTH;
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        health.stop(0);
        server.stop(0);
        threads.shutdownNow();
    }

    private static void health(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = "{\"status\":\"UP\"}".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** One line for each request, when it is answered. */
    private static final class Logged extends Filter {

        private final Consumer<String> log;

        Logged(Consumer<String> log) {
            this.log = log;
        }

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            try {
                chain.doFilter(exchange);
            } finally {
                log.accept(exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath() + " " + exchange.getResponseCode());
            }
        }

        @Override
        public String description() {
            return "log";
        }
    }
}
