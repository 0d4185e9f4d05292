package org.dcrkit.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
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
            Map<String, String> form =
                    form(new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8));
            PresentedCertificates shown = Quickstart.certificates((HttpsExchange) exchange);
            Optional<StoredClient> client =
                    clients.find(form.getOrDefault("client_id", "")).filter(found -> BankClients.isOf(found, shown));
            boolean granted = client.isPresent() && "client_credentials".equals(form.get("grant_type"));
            JsonObject answer = granted
                    ? JsonObject.empty()
                            .with(
                                    "access_token",
                                    clients.issueToken(client.get().clientId()))
                            .with("token_type", "Bearer")
                    : JsonObject.empty().with("error", "invalid_client");
            byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(granted ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> first));
    }
}
