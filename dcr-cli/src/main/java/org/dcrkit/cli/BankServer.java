package org.dcrkit.cli;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.policy.ResponseForm;
import org.dcrkit.verdict.Verdict;

/** A bank's registration endpoint over mutual TLS on the loopback interface, with a token endpoint and a health check. */
final class BankServer implements AutoCloseable {

    private static final String HEALTH = "/health";

    private final HttpsServer server;
    private final HttpServer health;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * Starts to serve.
     *
     * @param port the port; 0 for any that is free
     * @param audit takes each verdict, from several threads
     * @param log takes method, path and status of each request, from several threads
     */
    BankServer(
            int port,
            SSLContext tls,
            RegistrationValidator validator,
            ResponseForm form,
            Consumer<Verdict<AcceptedRegistration>> audit,
            Consumer<String> log)
            throws IOException {
        ClientStore clients = new ClientStore();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new MutualTls(tls));
        server.setExecutor(threads);
        Logged logged = new Logged(log);
        for (HttpContext context : new HttpContext[] {
            server.createContext(RegistrationEndpoint.PATH, new RegistrationEndpoint(validator, form, clients, audit)),
            server.createContext(TokenEndpoint.PATH, new TokenEndpoint(clients))
        }) {
            context.getFilters().add(logged);
        }
        server.start();
        health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        health.createContext(HEALTH, BankServer::health);
        health.start();
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

    /** Lets nobody in without a certificate. */
    private static final class MutualTls extends HttpsConfigurator {
        MutualTls(SSLContext tls) {
            super(tls);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setNeedClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }
}
