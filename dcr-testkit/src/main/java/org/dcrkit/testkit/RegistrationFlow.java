package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;

/**
 * The whole way of a TPP to its registration over real connections: it authenticates at the directory, fetches its
 * statement, makes a request and posts it to a bank over mutual TLS.
 *
 * <p>Each step can be changed on the way; the first that does not succeed is the last.
 */
public final class RegistrationFlow {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String SCOPES = "ASPSPReadAccess TPPReadAccess AuthoritiesReadAccess";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final FakeTpp tpp;
    private final SSLContext directoryTls;
    private final SSLContext bankTls;
    private UnaryOperator<TokenDraft> assertion = UnaryOperator.identity();
    private UnaryOperator<RegistrationDraft> registration = UnaryOperator.identity();
    private String contentType = "application/jwt";

    private RegistrationFlow(FakeTpp tpp, SSLContext directoryTls, SSLContext bankTls) {
        this.tpp = requireNonNull(tpp, "tpp");
        this.directoryTls = requireNonNull(directoryTls, "directoryTls");
        this.bankTls = requireNonNull(bankTls, "bankTls");
    }

    /** The flow of that TPP, which shows its transport certificate and trusts servers of those authorities. */
    public static RegistrationFlow of(FakeTpp tpp, MintedCertificate... trusted) {
        SSLContext tls = tpp.transportCertificate().sslContext(trusted);
        return new RegistrationFlow(tpp, tls, tls);
    }

    /** A flow that shows no certificate to the bank. */
    static RegistrationFlow withoutCertificate(FakeTpp tpp, MintedCertificate... trusted) {
        return new RegistrationFlow(tpp, TestTls.trusting(trusted), TestTls.trusting(trusted));
    }

    /** The same flow, with another certificate shown to the bank. */
    public RegistrationFlow showing(MintedCertificate certificate, MintedCertificate... trusted) {
        RegistrationFlow changed = new RegistrationFlow(tpp, directoryTls, certificate.sslContext(trusted));
        changed.assertion = assertion;
        changed.registration = registration;
        changed.contentType = contentType;
        return changed;
    }

    /** Changes the client assertion. */
    public RegistrationFlow assertion(UnaryOperator<TokenDraft> change) {
        this.assertion = requireNonNull(change, "change");
        return this;
    }

    /** Changes the request; the statement in it is the one that the directory gave. */
    public RegistrationFlow registration(UnaryOperator<RegistrationDraft> change) {
        this.registration = requireNonNull(change, "change");
        return this;
    }

    /** The media type of the request; {@code application/jwt} unless given. */
    public RegistrationFlow contentType(String type) {
        this.contentType = requireNonNull(type, "type");
        return this;
    }

    /**
     * One step and what came of it.
     *
     * @param name what was done
     * @param status the HTTP status
     * @param body the response's body
     */
    public record Step(String name, int status, String body) {

        /** The body as a JSON object; empty if it is none. */
        public Optional<JsonObject> json() {
            return StrictJson.parse(body.getBytes(StandardCharsets.UTF_8), JsonLimits.forToken())
                                    instanceof Parsed parsed
                            && parsed.value() instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        }
    }

    /**
     * Goes the whole way.
     *
     * @param endpoint the bank's registration endpoint
     * @param audience whom the request is meant for
     * @return the steps that were taken; three, if all succeeded
     */
    public List<Step> register(URI endpoint, String audience) {
        List<Step> steps = new ArrayList<>();
        FakeDirectory directory = tpp.directory();
        String form = "grant_type=client_credentials&scope=" + encode(SCOPES) + "&client_assertion_type="
                + encode(ASSERTION_TYPE) + "&client_assertion="
                + assertion
                        .apply(tpp.clientAssertion(directory.tokenEndpoint()))
                        .signed();
        Step token = send(
                directoryTls,
                "access token",
                HttpRequest.newBuilder(URI.create(directory.tokenEndpoint()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
        steps.add(token);
        if (token.status() != OK) {
            return steps;
        }
        String bearer = token.json().flatMap(json -> json.text("access_token")).orElse("");
        URI statementUrl =
                URI.create(directory.baseUrl() + "/tpp/" + tpp.organisation().id() + "/ssa/" + tpp.softwareId());
        Step statement = send(
                directoryTls,
                "software statement",
                HttpRequest.newBuilder(statementUrl).header("Authorization", "Bearer " + bearer));
        steps.add(statement);
        if (statement.status() == OK) {
            RegistrationDraft draft = registration.apply(tpp.registration(audience));
            steps.add(post(endpoint, draft.withSignedStatement(statement.body()).signed()));
        }
        return steps;
    }

    /** Only the last step: posts that text to a bank. */
    public Step post(URI endpoint, String request) {
        return send(
                bankTls,
                "client registration",
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", contentType)
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(request)));
    }

    /** Whether the last of the steps is a registration that the bank made. */
    public static boolean succeeded(List<Step> steps) {
        return steps.size() == 3 && steps.get(2).status() == CREATED;
    }

    Step send(String name, HttpRequest.Builder request) {
        return send(bankTls, name, request);
    }

    private static Step send(SSLContext tls, String name, HttpRequest.Builder request) {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Step(name, response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for: " + name, e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
