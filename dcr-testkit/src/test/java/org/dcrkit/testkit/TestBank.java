package org.dcrkit.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.testkit.DirectoryServer.Answer;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Verdict;

/** A bank over mutual TLS: discovery, registration and its management, and tokens for its clients. */
final class TestBank implements AutoCloseable {

    private final Optional<RegistrationValidator> validator;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, JsonObject> clients = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private TestBank(
            FakeDirectory directory, Optional<RegistrationValidator> validator, boolean everyoneShowsCertificates)
            throws IOException {
        this.validator = validator;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext tls = directory
                .openBankingCa()
                .server()
                .mint()
                .sslContext(
                        directory.openBankingCa().root(),
                        directory.qualifiedCa().root());
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = tls.getDefaultSSLParameters();
                if (everyoneShowsCertificates) {
                    wanted.setNeedClientAuth(true);
                } else {
                    wanted.setWantClientAuth(true);
                }
                parameters.setSSLParameters(wanted);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static TestBank start(FakeDirectory directory, RegistrationValidator validator) throws IOException {
        return new TestBank(directory, Optional.of(validator), true);
    }

    /** Clients without a certificate get as far as the endpoint. */
    static TestBank open(FakeDirectory directory, RegistrationValidator validator) throws IOException {
        return new TestBank(directory, Optional.of(validator), false);
    }

    /** It registers whatever anybody sends. */
    static TestBank careless(FakeDirectory directory) throws IOException {
        return new TestBank(directory, Optional.empty(), false);
    }

    URI at(String path) {
        return URI.create("https://localhost:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            Answer answer = answer(exchange, request);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] request) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals("/.well-known/openid-configuration")) {
            return Answer.json(JsonObject.empty()
                    .with("registration_endpoint", at("/register").toString())
                    .with("token_endpoint", at("/token").toString()));
        }
        if (path.equals("/token")) {
            return token(new String(request, StandardCharsets.UTF_8));
        }
        if (path.equals("/register") && method.equals("POST")) {
            return register(exchange, request, Integer.toString(clients.size() + 1), 201);
        }
        return path.startsWith("/register/") ? manage(exchange, request, path.substring(10)) : Answer.empty(404);
    }

    private Answer register(HttpExchange exchange, byte[] request, String id, int status) throws IOException {
        if (validator.isEmpty()) {
            JsonObject client = JsonObject.empty().with("client_id", id);
            clients.put(id, client);
            return Answer.json(status, client);
        }
        Verdict<AcceptedRegistration> verdict =
                validator.get().validate(RegistrationSubmission.of(request, PresentedCertificates.of(shown(exchange))));
        return verdict.fold(
                accepted -> {
                    JsonObject client =
                            accepted.value().metadata().toJson(ScopeForm.TEXT).with("client_id", id);
                    clients.put(id, client);
                    return Answer.json(status, client);
                },
                rejected -> answer(ErrorResponse.to(rejected)),
                indeterminate -> answer(ErrorResponse.to(indeterminate)));
    }

    private static X509Certificate[] shown(HttpExchange exchange) {
        try {
            Certificate[] shown = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates();
            return Stream.of(shown).map(X509Certificate.class::cast).toArray(X509Certificate[]::new);
        } catch (SSLPeerUnverifiedException none) {
            return new X509Certificate[0];
        }
    }

    private static Answer answer(ErrorResponse error) {
        return new Answer(error.status(), "application/json", error.body());
    }

    /** The client is told by the form's client id alone, because who it is, TLS has said; it must use the method it registered. */
    private Answer token(String form) {
        Optional<String> client = Stream.of(form.split("&"))
                .filter(pair -> pair.startsWith("client_id="))
                .map(pair -> pair.substring(10))
                .filter(clients::containsKey)
                .filter(id -> authenticates(
                        form, clients.get(id).text("token_endpoint_auth_method").orElse("")))
                .findFirst();
        if (client.isEmpty()) {
            return Answer.json(401, JsonObject.empty().with("error", "invalid_client"));
        }
        String token = "token-" + tokens.size();
        tokens.put(token, client.get());
        return Answer.json(JsonObject.empty().with("access_token", token).with("token_type", "Bearer"));
    }

    private static boolean authenticates(String form, String method) {
        return method.equals("private_key_jwt") == form.contains("client_assertion=");
    }

    private Answer manage(HttpExchange exchange, byte[] request, String id) throws IOException {
        String bearer = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("")
                .replaceFirst("^Bearer ", "");
        if (!clients.containsKey(id) || !id.equals(tokens.get(bearer))) {
            return Answer.empty(401);
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" -> Answer.json(clients.get(id));
            case "PUT" -> register(exchange, request, id, 200);
            case "DELETE" -> {
                clients.remove(id);
                yield Answer.empty(204);
            }
            default -> Answer.empty(405);
        };
    }
}
