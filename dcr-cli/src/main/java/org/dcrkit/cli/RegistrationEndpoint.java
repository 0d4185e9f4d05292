package org.dcrkit.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.cli.ClientStore.Client;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.RegistrationResponse;
import org.dcrkit.policy.ResponseForm;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Verdict;

/** /register of a bank on the JDK's own HTTPS server: POST to register; GET, PUT and DELETE behind the client's id. */
final class RegistrationEndpoint implements HttpHandler {

    static final String PATH = "/register";

    private static final Set<String> CONTENT_TYPES = Set.of("application/jwt", "application/jose");
    private static final int MAX_BODY = 64 * 1024;

    private final RegistrationValidator validator;
    private final ResponseForm form;
    private final ClientStore clients;
    private final Consumer<Verdict<AcceptedRegistration>> audit;

    RegistrationEndpoint(
            RegistrationValidator validator,
            ResponseForm form,
            ClientStore clients,
            Consumer<Verdict<AcceptedRegistration>> audit) {
        this.validator = validator;
        this.form = form;
        this.clients = clients;
        this.audit = audit;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply((HttpsExchange) exchange);
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpsExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals(PATH)) {
            return method.equals("POST") ? register(exchange) : Reply.empty(405);
        }
        String authorization = header(exchange, "Authorization");
        Optional<Client> client = clients.authorized(authorization)
                .filter(found -> path.equals(PATH + "/" + found.issued().clientId()));
        if (client.isEmpty()) {
            return new Reply(401, Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""), "");
        }
        return switch (method) {
            case "GET" -> read(client.get());
            case "PUT" -> update(exchange, client.get());
            case "DELETE" -> {
                clients.remove(client.get().issued().clientId());
                yield Reply.empty(204);
            }
            default -> Reply.empty(405);
        };
    }

    private Reply register(HttpsExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        Optional<Reply> refusal = refused(exchange, body);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Verdict<AcceptedRegistration> verdict =
                validator.validate(RegistrationSubmission.of(body, certificates(exchange)));
        audit.accept(verdict);
        return verdict.fold(
                accepted -> created(accepted.value(), header(exchange, "Host")),
                rejected -> Reply.of(ErrorResponse.to(rejected)),
                indeterminate -> Reply.of(ErrorResponse.to(indeterminate)));
    }

    private Reply update(HttpsExchange exchange, Client client) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        Optional<Reply> refusal = refused(exchange, body);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Verdict<AcceptedRegistration> verdict =
                validator.validateUpdate(RegistrationSubmission.of(body, certificates(exchange)), client.registered());
        audit.accept(verdict);
        return verdict.fold(
                accepted -> {
                    clients.put(new Client(client.issued(), accepted.value(), client.certificate()));
                    return Reply.of(RegistrationResponse.updated(accepted.value(), client.issued(), form));
                },
                rejected -> Reply.of(ErrorResponse.to(rejected)),
                indeterminate -> Reply.of(ErrorResponse.to(indeterminate)));
    }

    private static Optional<Reply> refused(HttpExchange exchange, byte[] body) {
        if (!CONTENT_TYPES.contains(mediaType(exchange))) {
            return Optional.of(Reply.empty(415));
        }
        return body.length > MAX_BODY ? Optional.of(Reply.empty(413)) : Optional.empty();
    }

    /** The response, with the token and the address that RFC 7592 adds to it. */
    private Reply created(AcceptedRegistration accepted, String host) {
        IssuedClient issued = IssuedClient.of(UUID.randomUUID().toString(), accepted.decidedAt());
        clients.put(new Client(
                issued,
                accepted,
                accepted.certificate()
                        .map(binding -> binding.certificate().fingerprint())
                        .orElse("")));
        RegistrationResponse response = RegistrationResponse.created(accepted, issued, form);
        JsonObject body = response.json()
                .with("registration_access_token", clients.issueToken(issued.clientId()))
                .with("registration_client_uri", "https://" + host + PATH + "/" + issued.clientId());
        return new Reply(response.status(), response.headers(), body.toString());
    }

    private Reply read(Client client) {
        return Reply.of(RegistrationResponse.read(
                client.accepted().metadata(),
                client.accepted().ssa().statement().claims(),
                client.accepted().ssa().token(),
                client.issued(),
                form));
    }

    private static String mediaType(HttpExchange exchange) {
        return header(exchange, "Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    static PresentedCertificates certificates(HttpsExchange exchange) {
        try {
            return PresentedCertificates.of(
                    Arrays.stream(exchange.getSSLSession().getPeerCertificates())
                            .map(X509Certificate.class::cast)
                            .toArray(X509Certificate[]::new));
        } catch (SSLPeerUnverifiedException e) {
            return PresentedCertificates.none();
        }
    }

    /** What is sent back. */
    record Reply(int status, Map<String, String> headers, String body) {

        static Reply of(ErrorResponse error) {
            return new Reply(error.status(), error.headers(), error.body());
        }

        static Reply of(RegistrationResponse response) {
            return new Reply(response.status(), response.headers(), response.body());
        }

        static Reply empty(int status) {
            return new Reply(status, Map.of(), "");
        }
    }
}
