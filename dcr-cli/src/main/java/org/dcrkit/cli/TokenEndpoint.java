package org.dcrkit.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.examples.quickstart.Quickstart;
import org.dcrkit.spi.PresentedCertificates;

/**
 * The bank's token endpoint, as far as managing a registration needs it (OBIE DCR): client credentials, for the client whose
 * certificate the connection shows (RFC 8705, section 2).
 */
final class TokenEndpoint implements HttpHandler {

    static final String PATH = "/token";

    private static final int MAX_BODY = 16 * 1024;

    private final BankClients clients;

    TokenEndpoint(BankClients clients) {
        this.clients = clients;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer((HttpsExchange) exchange);
            byte[] body = answer.json().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** With the errors of RFC 6749, section 5.2. */
    private Answer answer(HttpsExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return Answer.error(404, "invalid_request");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return Answer.error(405, "invalid_request");
        }
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8));
        String grant = form.get("grant_type");
        if (grant == null) {
            return Answer.error(400, "invalid_request");
        }
        PresentedCertificates shown = Quickstart.certificates(exchange);
        Optional<StoredClient> client =
                clients.find(form.getOrDefault("client_id", "")).filter(found -> BankClients.isOf(found, shown));
        if (client.isEmpty()) {
            return Answer.error(401, "invalid_client");
        }
        return grant.equals("client_credentials")
                ? new Answer(
                        200,
                        JsonObject.empty()
                                .with(
                                        "access_token",
                                        clients.issueToken(client.get().clientId()))
                                .with("token_type", "Bearer"))
                : Answer.error(400, "unsupported_grant_type");
    }

    /** The fields, decoded; none where one cannot be read or comes twice. */
    private static Map<String, String> form(String body) {
        try {
            return Arrays.stream(body.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Map.of();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private record Answer(int status, JsonObject json) {

        static Answer error(int status, String code) {
            return new Answer(status, JsonObject.empty().with("error", code));
        }
    }
}
