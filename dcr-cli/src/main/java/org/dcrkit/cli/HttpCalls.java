package org.dcrkit.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;

/** The requests that a TPP makes to directories and banks, over mutual TLS. */
final class HttpCalls {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client;

    HttpCalls(SSLContext tls) {
        this.client =
                HttpClient.newBuilder().sslContext(tls).connectTimeout(TIMEOUT).build();
    }

    HttpResponse<String> postForm(String url, Map<String, String> fields) throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", url, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
    }

    HttpResponse<String> get(String url, String bearer) throws IOException, InterruptedException {
        return send("GET", url, Map.of("Authorization", "Bearer " + bearer), "");
    }

    HttpResponse<String> send(String method, String url, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        BodyPublisher content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(url)).timeout(TIMEOUT).method(method, content);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnusableInputException(url + " cannot be reached: " + reason(e), e);
        }
    }

    private static String reason(IOException problem) {
        return problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
    }

    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(url + " is no address.", e);
        }
    }

    /** A member of a JSON object that is a text. */
    static Optional<String> member(String json, String name) {
        return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.forKeySet()) instanceof Parsed parsed
                        && parsed.value() instanceof JsonObject object
                ? object.text(name)
                : Optional.empty();
    }
}
