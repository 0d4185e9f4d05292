package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A {@link FakeDirectory} over HTTPS on the loopback interface: key sets, revoked sets, statements at {@code
 * /tpp/<org_id>/ssa/<software_id>}, an OAuth token endpoint that authenticates software by {@code private_key_jwt}, and OpenID discovery.
 *
 * <p>It serves what the directory holds at each moment.
 */
public final class DirectoryServer implements AutoCloseable {

    private static final Pattern STATEMENT = Pattern.compile("/tpp/([^/]+)/ssa/([^/]+)");

    private final FakeDirectory directory;
    private final HttpsServer server;
    private final ExecutorService threads;
    private final TokenEndpoint tokens;
    private final Consumer<String> log;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable Duration freshFor;

    private DirectoryServer(FakeDirectory directory, int port, Consumer<String> log) throws IOException {
        this.directory = directory;
        this.log = log;
        this.tokens = new TokenEndpoint(directory);
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        this.threads = Executors.newCachedThreadPool(DirectoryServer::daemon);
        SSLContext tls = directory.openBankingCa().server().mint().sslContext();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static DirectoryServer start(FakeDirectory directory, int port, Consumer<String> log) {
        try {
            return new DirectoryServer(directory, port, log);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of the loopback interface is not to be had", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fake directory");
        thread.setDaemon(true);
        return thread;
    }

    /** Its base address, such as {@code https://localhost:45231}. */
    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** TLS for a client that trusts this server and shows no certificate. */
    public SSLContext clientTls() {
        return TestTls.trusting(directory.openBankingCa().root());
    }

    /** For how long the key sets say that they are fresh ({@code Cache-Control: max-age}); they say nothing unless told to. */
    public DirectoryServer keySetsFreshFor(Duration time) {
        this.freshFor = requireNonNull(time, "time");
        return this;
    }

    /** Method and path of each request so far, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Stops serving; connections are refused from then on. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            Answer answer = answer(exchange, path);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            Duration fresh = freshFor;
            if (fresh != null && path.endsWith(".jwks")) {
                exchange.getResponseHeaders().set("Cache-Control", "max-age=" + fresh.toSeconds());
            }
            log.accept(exchange.getRequestMethod() + " " + path + " " + answer.status());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/as/token.oauth2")) {
            return exchange.getRequestMethod().equals("POST")
                    ? tokens.grant(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    : Answer.empty(405);
        }
        if (path.equals("/.well-known/openid-configuration")) {
            return Answer.json(discovery());
        }
        if (path.equals("/health")) {
            return Answer.json(JsonObject.empty().with("status", "UP"));
        }
        Matcher statement = STATEMENT.matcher(path);
        if (statement.matches()) {
            String authorization = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            return statement(authorization, statement.group(1), statement.group(2));
        }
        return directory.keySetAt(path).map(Answer::json).orElse(Answer.empty(404));
    }

    private JsonObject discovery() {
        return JsonObject.empty()
                .with("issuer", url())
                .with("token_endpoint", directory.tokenEndpoint())
                .with("jwks_uri", directory.keySetUrl())
                .with("token_endpoint_auth_methods_supported", List.of("private_key_jwt"))
                .with("token_endpoint_auth_signing_alg_values_supported", List.of("PS256", "ES256"))
                .with("id_token_signing_alg_values_supported", List.of("PS256"))
                .with("grant_types_supported", List.of("client_credentials"))
                .with("response_types_supported", List.of("code id_token"))
                .with("subject_types_supported", List.of("public"))
                .with(
                        "scopes_supported",
                        List.of("openid", "ASPSPReadAccess", "TPPReadAccess", "AuthoritiesReadAccess"));
    }

    private Answer statement(String authorization, String organisationId, String softwareId) {
        Optional<FakeTpp> asker = tokens.softwareOf(authorization);
        if (asker.isEmpty()) {
            return Answer.empty(401);
        }
        Optional<FakeTpp> wanted = directory
                .software(softwareId)
                .filter(tpp -> tpp.organisation().id().equals(organisationId));
        if (wanted.isEmpty()) {
            return Answer.empty(404);
        }
        return asker.get().organisation() == wanted.get().organisation()
                ? new Answer(200, "application/jws+json", wanted.get().ssa().signed())
                : Answer.empty(403);
    }

    /** What is sent back. */
    record Answer(int status, String contentType, String body) {

        static Answer json(JsonObject json) {
            return json(200, json);
        }

        static Answer json(int status, JsonObject json) {
            return new Answer(status, "application/json", json.toString());
        }

        static Answer empty(int status) {
            return new Answer(status, "text/plain", "");
        }
    }
}
