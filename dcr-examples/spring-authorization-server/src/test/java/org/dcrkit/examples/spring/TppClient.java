package org.dcrkit.examples.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.MintedCertificate;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.testkit.TokenRequest;

/** A TPP that talks to a bank over mutual TLS. */
final class TppClient {

    private final FakeTpp tpp;
    private final SpringBank bank;
    private final HttpClient http;

    private TppClient(FakeTpp tpp, SpringBank bank, MintedCertificate shown) {
        this.tpp = tpp;
        this.bank = bank;
        this.http = HttpClient.newBuilder()
                .sslContext(shown.sslContext(tpp.directory().openBankingCa().root()))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    static TppClient of(FakeTpp tpp, SpringBank bank) {
        return new TppClient(tpp, bank, tpp.transportCertificate());
    }

    FakeTpp tpp() {
        return tpp;
    }

    HttpClient http() {
        return http;
    }

    /** The same TPP over a connection with another certificate. */
    TppClient showing(MintedCertificate other) {
        return new TppClient(tpp, bank, other);
    }

    /** The same TPP at another bank, or at the same one after a restart. */
    TppClient at(SpringBank other) {
        return of(tpp, other);
    }

    /**
     * What came back.
     *
     * @param http status, headers and body
     */
    record Reply(HttpResponse<String> http) {

        int status() {
            return http.statusCode();
        }

        String body() {
            return http.body();
        }

        JsonObject json() {
            return StrictJson.parse(body().getBytes(StandardCharsets.UTF_8), JsonLimits.forKeySet())
                                    instanceof Parsed parsed
                            && parsed.value() instanceof JsonObject object
                    ? object
                    : JsonObject.empty();
        }

        String text(String member) {
            return json().text(member).orElse("");
        }

        Optional<String> header(String name) {
            return http.headers().firstValue(name);
        }
    }

    RegistrationDraft request() {
        return tpp.registration(SpringBank.AUDIENCE);
    }

    Reply register(RegistrationDraft draft) {
        return post(draft.signed(), "application/jwt");
    }

    Reply post(String body, String contentType) {
        return send(HttpRequest.newBuilder(bank.at("/register"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    /** Asks for a token as the client whose registration was answered so. */
    Reply token(JsonObject registered) {
        return send(TokenRequest.of(tpp, bank.at("/oauth2/token"), registered));
    }

    String tokenOf(JsonObject registered) {
        return token(registered).text("access_token");
    }

    Reply manage(String method, String clientId, String token, String body) {
        return send(HttpRequest.newBuilder(bank.at("/register/" + clientId))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/jwt")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    Reply get(URI url) {
        return send(HttpRequest.newBuilder(url));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
