package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultyServerTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
    private final FakeDirectory directory = FakeDirectory.openBanking(clock).build();
    private final FaultyServer server = FaultyServer.inFrontOf(directory);
    private final String path = directory.shape().directoryKeys();
    private final HttpClient client = HttpClient.newBuilder()
            .sslContext(server.clientTls())
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("Without a fault it serves the directory's key sets, and logs what it is asked")
    void serves() throws Exception {
        HttpResponse<String> response = get();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.body()).contains(directory.signingKey().kid());
        assertThat(server.requests()).hasSize(1).first().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo(path);
            assertThat(request.headers()).containsKey("user-agent");
        });
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, 404", "SERVER_ERROR, 500", "UNAVAILABLE, 503", "TOO_MANY_REQUESTS, 429", "REDIRECT, 302"})
    @DisplayName("A fault may be a status")
    void status(Fault fault, int status) throws Exception {
        server.suffer(fault);

        assertThat(get().statusCode()).isEqualTo(status);
    }

    @Test
    @DisplayName("Too many requests are answered with the time to wait, a redirect with an address")
    void headers() throws Exception {
        server.suffer(Fault.TOO_MANY_REQUESTS);
        assertThat(get().headers().map()).containsEntry("retry-after", java.util.List.of("120"));
        server.suffer(Fault.REDIRECT);
        assertThat(get().headers().firstValue("Location")).contains("/elsewhere");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "DOWN", "UNTRUSTED_CERTIFICATE", "OTHER_HOST_CERTIFICATE", "RESET", "CUT_SHORT"})
    @DisplayName("A fault may break the connection")
    void breaks(Fault fault) {
        server.suffer(fault);

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("What breaks the connection is what the fault says")
    void kinds() {
        server.suffer(Fault.REFUSED);
        assertThatThrownBy(this::get).isInstanceOf(ConnectException.class);
        server.suffer(Fault.UNTRUSTED_CERTIFICATE);
        assertThatThrownBy(this::get).isInstanceOf(SSLException.class).hasMessageContaining("path");
        server.suffer(Fault.OTHER_HOST_CERTIFICATE);
        assertThatThrownBy(this::get).isInstanceOf(SSLException.class).hasMessageContaining("localhost");
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT", "NO_ANSWER", "SLOW_HEADERS", "DRIP", "ENDLESS"})
    @DisplayName("A fault may take longer than anybody waits")
    void slow(Fault fault) {
        server.suffer(fault);

        assertThatThrownBy(() -> client.sendAsync(request(), BodyHandlers.ofString())
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    @DisplayName("A slow response is whole in the end, at the pace that was set")
    void pace() throws Exception {
        String whole = get().body();
        server.pace(Duration.ofNanos(1));
        server.suffer(Fault.DRIP);

        assertThat(get().body()).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({"WRONG_TYPE, text/html", "GARBAGE, application/json"})
    @DisplayName("A fault may be in type or content")
    void content(Fault fault, String type) throws Exception {
        String good = get().body();
        server.suffer(fault);
        HttpResponse<String> response = get();

        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.body().equals(good)).isEqualTo(fault == Fault.WRONG_TYPE);
    }

    @Test
    @DisplayName("A key set may be empty, absent or somebody else's")
    void keySets() throws Exception {
        server.suffer(Fault.EMPTY);
        assertThat(get().body()).isEmpty();
        server.suffer(Fault.EMPTY_SET);
        assertThat(get().body()).isEqualTo("{\"keys\":[]}");
        server.suffer(Fault.ROTATED);
        assertThat(get().body())
                .contains("\"kid\"")
                .doesNotContain(directory.signingKey().kid());
    }

    @Test
    @DisplayName("A huge body is 64 MiB and more")
    void huge() throws Exception {
        server.suffer(Fault.HUGE);
        HttpResponse<InputStream> response = client.send(request(), BodyHandlers.ofInputStream());
        long length = 0;
        try (InputStream in = response.body()) {
            for (byte[] part = in.readNBytes(1 << 16); part.length > 0; part = in.readNBytes(1 << 16)) {
                length += part.length;
            }
        }
        assertThat(length).isGreaterThan(64L << 20);
    }

    @Test
    @DisplayName("A stale server goes on serving what was right when the fault began")
    void stale() throws Exception {
        String before = get().body();
        server.suffer(Fault.STALE);
        JoseKey next = directory.rotateSigningKey();

        assertThat(get().body()).isEqualTo(before).doesNotContain(next.kid());
        server.recover();
        assertThat(get().body()).contains(next.kid());
    }

    @Test
    @DisplayName("A server that refused connections answers again at the same address")
    void recovers() throws Exception {
        String url = server.url();
        server.suffer(Fault.REFUSED);
        server.recover();

        assertThat(server.url()).isEqualTo(url);
        assertThat(get().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("Plain HTTP and any content are served too, and what is not there is not found")
    void plain() throws Exception {
        Map<String, FaultyServer.Content> site =
                Map.of("/a.crl", new FaultyServer.Content("application/pkix-crl", "x"));
        try (FaultyServer plain = FaultyServer.http(asked -> Optional.ofNullable(site.get(asked)))) {
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(plain.url() + "/a.crl"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo("x");
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(plain.url() + "/b.crl"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return client.send(request(), BodyHandlers.ofString());
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    }
}
