package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.FaultyTlsServer.HOST;
import static org.dcrkit.jwks.FaultyTlsServer.answer;
import static org.dcrkit.jwks.FaultyTlsServer.ok;
import static org.dcrkit.jwks.FaultyTlsServer.raw;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.set;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsKeySourceTest extends HttpsFetching {

    @Test
    @DisplayName("A key set is fetched by one plain GET, without cookies, credentials or a wish for compression")
    void fetches() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            KeySet keys = source(server).build().keySet(location(server, "/a/b.jwks?v=1"), WantedKey.kid("k"));

            assertThat(keys.find("k").orElseThrow().publicKey()).isEqualTo(RSA.getPublic());
            assertThat(keys.fetchedAt()).isEqualTo(NOW);
            assertThat(keys.source()).isEqualTo(server.url("/a/b.jwks?v=1"));
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0))
                    .startsWith("GET /a/b.jwks?v=1 HTTP/1.1\nHost: " + HOST + ":" + server.port() + "\n")
                    .contains("Accept-Encoding: identity\n", "Connection: close\n")
                    .doesNotContainIgnoringCase("cookie")
                    .doesNotContainIgnoringCase("authorization");
        }
    }

    @Test
    @DisplayName("A body in chunks, or one that ends with the connection, is read")
    void chunksAndUntilClosed() throws Exception {
        String half = SET.substring(0, 100);
        String rest = SET.substring(100);
        try (FaultyTlsServer server =
                new FaultyTlsServer(raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64;x=y\r\n" + half
                        + "\r\n" + Integer.toHexString(rest.length()) + "\r\n" + rest + "\r\n0\r\n\r\n"))) {
            assertThat(fetch(server).keys()).hasSize(1);
        }
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            OutputStream out = connection.receive(secure);
            out.write(("HTTP/1.1 200\r\n\r\n" + SET).getBytes(StandardCharsets.ISO_8859_1));
            secure.close();
        })) {
            assertThat(fetch(server).keys()).hasSize(1);
        }
    }

    @Test
    @DisplayName("Cache-Control of the response decides how long the cache keeps the set")
    void cacheControl() throws Exception {
        PinnedTicker ticker = new PinnedTicker();
        try (FaultyTlsServer server =
                        new FaultyTlsServer(answer(200, "Cache-Control: max-age=3600\r\nAge: 600\r\n", SET));
                JwksKeySource source = JwksKeySource.builder(source(server).build())
                        .ticker(ticker)
                        .refreshAheadAtPercent(100)
                        .build()) {
            source.keySet(location(server, "/"), WantedKey.any());
            ticker.advance(Duration.ofMinutes(50).minusNanos(1));
            source.keySet(location(server, "/"), WantedKey.any());
            assertThat(server.connections()).isEqualTo(1);
            ticker.advance(Duration.ofNanos(1));
            source.keySet(location(server, "/"), WantedKey.any());
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "FET-06: {0}")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNeverFollowed(int status) throws Exception {
        try (FaultyTlsServer target = new FaultyTlsServer(ok(SET));
                FaultyTlsServer server =
                        new FaultyTlsServer(answer(status, "Location: " + target.url("/keys.jwks") + "\r\n", SET))) {
            assertThat(unavailable(server).detail()).contains("status " + status);
            assertThat(target.connections()).isZero();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("FET-07: Refresh, 300 with Location, Content-Location and Alt-Svc lead nowhere")
    void otherWaysToRedirect() throws Exception {
        try (FaultyTlsServer target = new FaultyTlsServer(ok(SET));
                FaultyTlsServer server = new FaultyTlsServer(answer(
                        300, "Location: " + target.url("/") + "\r\nRefresh: 0; url=" + target.url("/") + "\r\n", ""))) {
            assertThat(unavailable(server).detail()).contains("status 300");
            server.behave(answer(
                    200,
                    "Refresh: 0; url=" + target.url("/") + "\r\nContent-Location: " + target.url("/")
                            + "\r\nAlt-Svc: h2=\"localhost:" + target.port() + "\"\r\n",
                    "<html><meta http-equiv=refresh content='0; url=" + target.url("/") + "'></html>"));
            assertThat(unavailable(server).detail()).contains("not a JSON value");
            assertThat(target.connections()).isZero();
        }
    }

    @ParameterizedTest(name = "FET-13, FET-22: status {0} is no answer")
    @ValueSource(ints = {201, 204, 206, 304, 401, 403, 404, 410, 429, 500, 502, 503, 520})
    void onlyA200IsAnAnswer(int status) {
        try (FaultyTlsServer server = new FaultyTlsServer(
                answer(status, "WWW-Authenticate: Basic realm=\"x\"\r\nSet-Cookie: a=b\r\nRetry-After: 7\r\n", SET))) {
            CheckUnavailableException e = unavailable(server);
            assertThat(e.detail()).contains("status " + status);
            assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("FET-14: the body decides, not the content type; HTML and UTF-16 are no key set")
    void contentTypes() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            for (String type : List.of("application/json", "text/plain", "application/octet-stream")) {
                server.behave(answer(200, "Content-Type: " + type + "\r\n", SET));
                assertThat(fetch(server).keys()).hasSize(1);
            }
            server.behave(answer(200, "", SET));
            assertThat(fetch(server).keys()).hasSize(1);
            server.behave(answer(200, "Content-Type: text/html\r\n", "<html></html>"));
            unavailable(server);
            server.behave(
                    raw("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-16\r\nContent-Length: 4\r\n\r\n"
                            + "\u00fe\u00ff\0{"));
            assertThat(unavailable(server).detail()).contains("UTF-8");
        }
    }

    @Test
    @DisplayName("FET-19: a content coding that was not asked for is refused unread, however large it would become")
    void compression() {
        for (String coding : List.of("gzip", "deflate", "br", "gzip, gzip, gzip")) {
            try (FaultyTlsServer server =
                    new FaultyTlsServer(answer(200, "Content-Encoding: " + coding + "\r\n", "\u001f\u008b"))) {
                assertThat(unavailable(server).detail()).contains("content coding");
            }
        }
    }

    @Test
    @DisplayName("JWK-17: a published private key is a reason to refuse, not to try again")
    void privateKey() {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(set(jwk("k", RSA, "d", "\"AQAB\""))))) {
            assertThatThrownBy(() -> fetch(server)).isInstanceOf(KeySetRefusedException.class);
        }
    }

    @Test
    @DisplayName("Nonsense is refused when the source is built")
    void nonsense() {
        assertThatThrownBy(() -> HttpsKeySource.builder(InstantSource.fixed(NOW))
                        .connectTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpsKeySource.builder(InstantSource.fixed(NOW))
                        .deadline(Duration.ofSeconds(1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpsKeySource.builder(InstantSource.fixed(NOW))
                        .deadline(Duration.ofDays(1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("An empty trust store and a negative time are refused when the source is built")
    void moreNonsense() throws Exception {
        KeyStore empty = KeyStore.getInstance("PKCS12");
        assertThatThrownBy(() -> HttpsKeySource.builder(InstantSource.fixed(NOW))
                        .trustStore(empty)
                        .build())
                .as("not even loaded")
                .isInstanceOf(IllegalArgumentException.class);
        empty.load(null, null);
        assertThatThrownBy(() -> HttpsKeySource.builder(InstantSource.fixed(NOW))
                        .trustStore(empty)
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpsKeySource.builder(InstantSource.fixed(NOW))
                        .connectTimeout(Duration.ofSeconds(-1))
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
