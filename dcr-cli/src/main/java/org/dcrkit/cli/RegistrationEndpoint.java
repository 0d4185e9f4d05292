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
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Verdict;

/** POST /register of a bank on the JDK's own HTTPS server: body and certificates in, status, headers and body out. */
final class RegistrationEndpoint implements HttpHandler {

    private static final Set<String> CONTENT_TYPES = Set.of("application/jwt", "application/jose");
    private static final int MAX_BODY = 64 * 1024;
    private static final int CREATED = 201;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final RegistrationValidator validator;
    private final Consumer<Verdict<AcceptedRegistration>> audit;

    RegistrationEndpoint(RegistrationValidator validator, Consumer<Verdict<AcceptedRegistration>> audit) {
        this.validator = validator;
        this.audit = audit;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                return;
            }
            if (!CONTENT_TYPES.contains(mediaType(exchange))) {
                exchange.sendResponseHeaders(UNSUPPORTED_MEDIA_TYPE, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                exchange.sendResponseHeaders(TOO_LARGE, -1);
                return;
            }
            Verdict<AcceptedRegistration> verdict =
                    validator.validate(RegistrationSubmission.of(body, certificates((HttpsExchange) exchange)));
            audit.accept(verdict);
            answer(exchange, verdict);
        }
    }

    private static void answer(HttpExchange exchange, Verdict<AcceptedRegistration> verdict) throws IOException {
        Reply reply = verdict.<Reply>fold(
                accepted -> created(accepted.value()),
                rejected -> Reply.of(ErrorResponse.to(rejected)),
                indeterminate -> Reply.of(ErrorResponse.to(indeterminate)));
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private static Reply created(AcceptedRegistration accepted) {
        JsonObject body = JsonObject.empty()
                .with("client_id", UUID.randomUUID().toString())
                .with("client_id_issued_at", accepted.decidedAt().getEpochSecond());
        for (Map.Entry<String, org.dcrkit.claims.JsonValue> claim :
                accepted.metadata().toJson(ScopeForm.TEXT).members().entrySet()) {
            body = body.with(claim.getKey(), claim.getValue());
        }
        return new Reply(
                CREATED,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store", "Pragma", "no-cache"),
                body.with("software_statement", accepted.ssa().token()).toString());
    }

    private static String mediaType(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static PresentedCertificates certificates(HttpsExchange exchange) {
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
    private record Reply(int status, Map<String, String> headers, String body) {
        static Reply of(ErrorResponse error) {
            return new Reply(error.status(), error.headers(), error.body());
        }
    }
}
