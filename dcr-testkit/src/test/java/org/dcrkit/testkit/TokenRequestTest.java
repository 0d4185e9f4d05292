package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6749, section 2.3: a client authenticates by the method that it registered")
class TokenRequestTest {

    private static final URI ENDPOINT = URI.create("https://bank.example/token");
    private static final JsonObject CLIENT =
            JsonObject.empty().with("client_id", "c-1").with("client_secret", "+" + "s".repeat(35));

    private final FakeTpp tpp = FakeDirectory.openBanking(TestClock.at("2026-03-02T10:00:00Z"))
            .build()
            .tpp("Acme")
            .build();

    @Test
    @DisplayName("tls_client_auth sends the id alone")
    void certificate() {
        assertThat(body(request("tls_client_auth"))).isEqualTo("grant_type=client_credentials&client_id=c-1");
    }

    @Test
    @DisplayName("private_key_jwt and client_secret_jwt send an assertion of the client about itself")
    void assertions() {
        assertThat(body(request("private_key_jwt")))
                .contains("client_assertion=")
                .contains("client_assertion_type=urn%3A")
                .contains("client_id=c-1");
        assertThat(assertionHeader(request("private_key_jwt"))).contains("\"alg\":\"PS256\"");
        assertThat(assertionHeader(request("client_secret_jwt"))).contains("\"alg\":\"HS256\"");
    }

    @Test
    @DisplayName("client_secret_post sends the secret in the body, client_secret_basic in the header")
    void secrets() {
        assertThat(body(request("client_secret_post"))).endsWith("&client_id=c-1&client_secret=%2B" + "s".repeat(35));
        HttpRequest basic = request("client_secret_basic");
        assertThat(body(basic)).isEqualTo("grant_type=client_credentials");
        assertThat(basic.headers().firstValue("Authorization"))
                .contains("Basic Yy0xOiUyQnNzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nz");
    }

    @Test
    @DisplayName("Another method, or one without its secret, is no request")
    void refused() {
        assertThatThrownBy(() -> request("none")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> TokenRequest.of(tpp, ENDPOINT, JsonObject.empty().with("client_id", "c-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client_secret");
    }

    private HttpRequest request(String method) {
        return TokenRequest.of(tpp, ENDPOINT, CLIENT.with("token_endpoint_auth_method", method))
                .build();
    }

    private static String assertionHeader(HttpRequest request) {
        String assertion = body(request).replaceFirst(".*client_assertion=([^.]+).*", "$1");
        return new String(java.util.Base64.getUrlDecoder().decode(assertion), StandardCharsets.UTF_8);
    }

    private static String body(HttpRequest request) {
        var text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        request.bodyPublisher().orElseThrow().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                text.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
                text.onNext(List.of(part));
            }

            @Override
            public void onError(Throwable fault) {
                text.onError(fault);
            }

            @Override
            public void onComplete() {
                text.onComplete();
            }
        });
        return text.getBody().toCompletableFuture().join();
    }
}
