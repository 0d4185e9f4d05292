package org.dcrkit.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.MintedCertificate;

/** The TPP's side of the demonstration, over real connections. */
final class DemoTpp {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final int SHOWN = 240;

    private final FakeTpp tpp;
    private final DirectoryServer directory;
    private final MintedCertificate transport;

    DemoTpp(FakeTpp tpp, DirectoryServer directory) {
        this(tpp, directory, tpp.transportCertificate());
    }

    private DemoTpp(FakeTpp tpp, DirectoryServer directory, MintedCertificate transport) {
        this.tpp = tpp;
        this.directory = directory;
        this.transport = transport;
    }

    /** The same TPP on a connection with another certificate. */
    DemoTpp presenting(MintedCertificate other) {
        return new DemoTpp(tpp, directory, other);
    }

    /** A bearer token for a client assertion, and the statement for the token. */
    String obtainStatement() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().sslContext(directory.clientTls()).build();
        String tokenEndpoint = tpp.directory().tokenEndpoint();
        String form = form(Map.of(
                "grant_type",
                "client_credentials",
                "scope",
                "ASPSPReadAccess TPPReadAccess AuthoritiesReadAccess",
                "client_id",
                tpp.softwareId(),
                "client_assertion_type",
                ASSERTION_TYPE,
                "client_assertion",
                tpp.clientAssertion(tokenEndpoint).signed()));
        HttpResponse<String> token = client.send(
                HttpRequest.newBuilder(URI.create(tokenEndpoint))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        String bearer = accessToken(token);
        HttpResponse<String> ssa = client.send(
                HttpRequest.newBuilder(URI.create(
                                directory.url() + "/tpp/" + tpp.organisation().id() + "/ssa/" + tpp.softwareId()))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + bearer)
                        .build(),
                BodyHandlers.ofString());
        if (ssa.statusCode() != 200) {
            throw new IOException("the directory answered " + ssa.statusCode() + " instead of a software statement");
        }
        return ssa.body();
    }

    Response register(DemoBank bank, String requestJwt) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(transport.sslContext(tpp.directory().openBankingCa().root()))
                .build();
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(bank.url() + "/register"))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/jwt")
                        .POST(BodyPublishers.ofString(requestJwt))
                        .build(),
                BodyHandlers.ofString());
        return new Response(
                response.statusCode(),
                response.headers().firstValue("Retry-After").orElse(""),
                response.body());
    }

    private static String accessToken(HttpResponse<String> response) throws IOException {
        JsonParse parse = StrictJson.parse(response.body().getBytes(StandardCharsets.UTF_8), JsonLimits.forToken());
        Optional<String> token = parse instanceof JsonParse.Parsed parsed && parsed.value() instanceof JsonObject object
                ? object.text("access_token")
                : Optional.empty();
        return token.orElseThrow(
                () -> new IOException("the directory's token endpoint answered " + response.statusCode()));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What the bank answered. */
    record Response(int status, String retryAfterHeader, String body) {

        Optional<String> retryAfter() {
            return retryAfterHeader.isEmpty() ? Optional.empty() : Optional.of(retryAfterHeader);
        }

        String shownBody() {
            return body.length() <= SHOWN * 3
                    ? body
                    : body.substring(0, SHOWN) + " ... (" + body.length() + " characters)";
        }
    }
}
