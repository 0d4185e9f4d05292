package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.dcrkit.jwks.FaultyTlsServer.HOST;
import static org.dcrkit.jwks.FaultyTlsServer.answer;
import static org.dcrkit.jwks.FaultyTlsServer.drip;
import static org.dcrkit.jwks.FaultyTlsServer.ok;
import static org.dcrkit.jwks.FaultyTlsServer.raw;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.set;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpsKeySourceTest {

    private static final String SET = set(jwk("k", RSA));
    private static final Duration DEADLINE = Duration.ofMillis(700);
    /** What a loaded machine may add to a deadline. */
    private static final Duration TOLERANCE = Duration.ofMillis(1_500);

    static HttpsKeySource.Builder source(FaultyTlsServer server) {
        return HttpsKeySource.builder(InstantSource.fixed(NOW))
                .trustStore(FaultyTlsServer.trust())
                .resolver(host -> List.of(InetAddress.getByName("127.0.0.1")))
                .privateHosts(AllowedHosts.of(HOST + ":" + server.port()))
                .connectTimeout(Duration.ofMillis(500))
                .deadline(DEADLINE);
    }

    static KeySetLocation location(FaultyTlsServer server, String path) {
        return new KeySetLocation(
                HttpsUrl.parse(server.url(path)).orElseThrow(),
                Purpose.SOFTWARE,
                AllowedHosts.of(HOST + ":" + server.port()));
    }

    /** The first handshake of a JVM loads classes for longer than the deadline of these tests. */
    @BeforeAll
    static void loadClasses() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            source(server).deadline(Duration.ofSeconds(20)).build().keySet(location(server, "/"), WantedKey.any());
        }
    }

    private static KeySet fetch(FaultyTlsServer server) throws Exception {
        return source(server).build().keySet(location(server, "/keys.jwks"), WantedKey.any());
    }

    /** Fetches in vain and in time. */
    private static CheckUnavailableException unavailable(FaultyTlsServer server) {
        HttpsKeySource source = source(server).build();
        long start = System.nanoTime();
        CheckUnavailableException e = catchThrowableOfType(
                CheckUnavailableException.class, () -> source.keySet(location(server, "/keys.jwks"), WantedKey.any()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(TOLERANCE));
        assertThat(e).isNotNull();
        return e;
    }

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

    static Stream<String> brokenResponses() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
        return Stream.of(
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n" + SET,
                chunked + "Content-Length: 5\r\n\r\n0\r\n\r\n",
                chunked + "\r\nzz\r\n" + SET,
                chunked + "\r\n-1\r\n" + SET,
                chunked + "\r\n5\r\n1234567\r\n0\r\n\r\n",
                chunked + "\r\nffffffff\r\n" + SET,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n folded: x\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n" + SET,
                "HTTP/1.1 200 OK\nContent-Length: 5\n\n" + SET,
                "HTTP/2 200\r\n\r\n" + SET,
                "ICY 200 OK\r\n\r\n" + SET,
                "\0\1\2\3\4\5\6\7",
                "HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(101) + "\r\n" + SET,
                "HTTP/1.1 200 OK\r\nx: " + "y".repeat(20_000) + "\r\n\r\n" + SET);
    }

    @ParameterizedTest
    @MethodSource("brokenResponses")
    @DisplayName("FET-16: lengths that contradict the body or each other, malformed chunks and heads are no answer")
    void brokenResponse(String response) {
        try (FaultyTlsServer server = new FaultyTlsServer(raw(response))) {
            unavailable(server);
        }
    }

    @Test
    @DisplayName("FET-16: a connection reset in the middle of the body is no answer")
    void reset() {
        try (FaultyTlsServer server = new FaultyTlsServer(FaultyTlsServer.resetAfter(
                "HTTP/1.1 200 OK\r\nContent-Length: " + SET.length() + "\r\n\r\n" + SET.substring(0, 100)))) {
            unavailable(server);
        }
    }

    @Test
    @DisplayName("FET-17: an endless body is left at the size limit")
    void endless() {
        try (FaultyTlsServer server = new FaultyTlsServer(FaultyTlsServer.endless())) {
            assertThat(unavailable(server).detail()).contains("longer than 524288 bytes");
        }
    }

    static Stream<FaultyTlsServer.Behaviour> slowServers() {
        Duration often = Duration.ofMillis(50);
        return Stream.of(
                FaultyTlsServer.silent(),
                connection -> {
                    connection.receive();
                    connection.silence();
                },
                drip("HTTP/1.1 200 OK\r\nX: ", "x", often),
                drip("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n", " ", often),
                drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", often),
                // a TLS record, one byte at a time: the socket's own timeout never strikes
                connection -> {
                    byte[] record = {0x16, 0x03, 0x03, 0x40, 0x00, 0x02, 0x00, 0x3f, (byte) 0xfc};
                    for (int i = 0; i < 10_000; i++) {
                        connection.pause(often);
                        connection.raw().getOutputStream().write(i < record.length ? record[i] : 0);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("slowServers")
    @DisplayName(
            "FET-18: silence, a stalled handshake, slow heads and slow bodies end at the total deadline, and so does the thread")
    void slow(FaultyTlsServer.Behaviour behaviour) throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(behaviour)) {
            Thread caller =
                    new Thread(() -> assertThat(unavailable(server).detail()).contains("within 700 ms"));
            List<Throwable> failures = new ArrayList<>();
            caller.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
            caller.start();
            caller.join(DEADLINE.plus(TOLERANCE).toMillis());
            assertThat(caller.isAlive()).isFalse();
            assertThat(failures).isEmpty();
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
    @DisplayName("FET-12: a server that asks for a client certificate gets none; 100-continue is no answer")
    void clientCertificate() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setNeedClientAuth(true);
            connection.receive(secure);
        })) {
            unavailable(server);
            assertThat(server.requests()).isEmpty();
            server.behave(raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " + SET.length()
                    + "\r\n\r\n" + SET));
            assertThat(unavailable(server).detail()).contains("status 100");
            server.behave(
                    raw("\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0\u0080\0\u0004\0\1\0\0\0\5\0\u00ff\u00ff\u00ff"));
            unavailable(server);
        }
    }

    @Test
    @DisplayName("FET-11: a certificate that is expired, for another host, or from nobody trusted ends the handshake")
    void untrustedServers() {
        KeyPair key = TestKeys.p256();
        X509Certificate expired = FaultyTlsServer.issued(key, Instant.parse("2021-01-01T00:00:00Z"), HOST);
        X509Certificate otherHost =
                FaultyTlsServer.issued(key, Instant.parse("2090-01-01T00:00:00Z"), "other.example.org");
        X509Certificate selfSigned = TestKeys.certificate(
                key, key, "CN=" + HOST, NOW.minus(Duration.ofDays(900)), NOW.plus(Duration.ofDays(900)), HOST);
        for (X509Certificate certificate : List.of(expired, otherHost, selfSigned)) {
            try (FaultyTlsServer server = new FaultyTlsServer(key, certificate, ok(SET))) {
                unavailable(server);
                assertThat(server.connections()).isEqualTo(1);
                assertThat(server.requests()).isEmpty();
            }
        }
    }

    @ParameterizedTest(name = "FET-11: {0}")
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldProtocols(String protocol) {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setEnabledProtocols(new String[] {protocol});
            connection.receive(secure);
        })) {
            unavailable(server);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("FET-11: a certificate signed with SHA-1, or with a short RSA key, is not enough")
    void weakCertificates() {
        KeyPair ec = TestKeys.p256();
        try (FaultyTlsServer server = new FaultyTlsServer(ec, FaultyTlsServer.issuedAs("CN=SHA1", ec), ok(SET))) {
            assertThat(unavailable(server).detail()).contains("SHA1");
            assertThat(server.requests()).allMatch(String::isEmpty);
        }
        KeyPair shortRsa = TestKeys.rsa(1024);
        try (FaultyTlsServer server =
                new FaultyTlsServer(shortRsa, FaultyTlsServer.issuedAs("CN=short", shortRsa), ok(SET))) {
            unavailable(server);
            assertThat(server.requests()).allMatch(String::isEmpty);
        }
    }

    @ParameterizedTest(name = "FET-11: {0}")
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_NULL_SHA",
                "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256"
            })
    void weakCiphers(String suite) {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setEnabledProtocols(new String[] {"TLSv1.2"});
            secure.setEnabledCipherSuites(new String[] {suite});
            connection.receive(secure);
        })) {
            unavailable(server);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("TLS 1.2 with ECDHE and GCM is good enough")
    void tls12() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(connection -> {
            SSLSocket secure = connection.unstartedTls();
            secure.setEnabledProtocols(new String[] {"TLSv1.2"});
            OutputStream out = connection.receive(secure);
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + SET.length() + "\r\n\r\n" + SET)
                    .getBytes(StandardCharsets.ISO_8859_1));
        })) {
            assertThat(fetch(server).keys()).hasSize(1);
        }
    }

    @Test
    @DisplayName("FET-23: of a hundred addresses all are checked and three are tried")
    void manyAddresses() throws Exception {
        List<InetAddress> addresses = new ArrayList<>();
        for (int i = 2; i < 102; i++) {
            addresses.add(InetAddress.getByName("127.0.0." + i));
        }
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            addresses.add(InetAddress.getByName("127.0.0.1"));
            HttpsKeySource source = source(server).resolver(host -> addresses).build();
            assertThatThrownBy(() -> source.keySet(location(server, "/"), WantedKey.any()))
                    .isInstanceOf(CheckUnavailableException.class);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    @DisplayName("FET-23: a name server that does not answer holds no caller beyond the deadline")
    void silentNameServer() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET));
                JwksKeySource source = JwksKeySource.builder(source(server)
                                .resolver(host -> {
                                    try {
                                        release.await();
                                    } catch (InterruptedException e) {
                                        throw new UnknownHostException(host);
                                    }
                                    return List.of(InetAddress.getByName("127.0.0.1"));
                                })
                                .build())
                        .build()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> source.keySet(location(server, "/"), WantedKey.any()))
                    .isInstanceOf(CheckUnavailableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(TOLERANCE));
            release.countDown();
        }
    }

    @Test
    @DisplayName("FET-23: an unknown host is unavailable, not refused")
    void unknownHost() {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            HttpsKeySource source = source(server)
                    .resolver(host -> {
                        throw new UnknownHostException(host);
                    })
                    .build();
            assertThatThrownBy(() -> source.keySet(location(server, "/"), WantedKey.any()))
                    .isInstanceOf(CheckUnavailableException.class)
                    .hasMessageContaining("unknown");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    @DisplayName("The name is resolved once, and the connection goes to the address that was checked")
    void resolvesOnce() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            AtomicInteger asked = new AtomicInteger();
            HttpsKeySource source = source(server)
                    .resolver(host -> {
                        // a name that changes its mind after the check would be connected to on the second answer
                        return List.of(InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"));
                    })
                    .build();
            assertThat(source.keySet(location(server, "/"), WantedKey.any()).keys())
                    .hasSize(1);
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    @DisplayName("The next address is tried where the first does not answer")
    void secondAddress() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            HttpsKeySource source = source(server)
                    .resolver(host -> List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")))
                    .build();
            assertThat(source.keySet(location(server, "/"), WantedKey.any()).keys())
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("FET-03, FET-04: a host with any address that is not public is refused before a connection is made")
    void privateAddresses() throws Exception {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            for (String other : List.of("93.184.216.34", "127.0.0.1")) {
                HttpsKeySource source = source(server)
                        .privateHosts(AllowedHosts.none())
                        .resolver(host -> List.of(InetAddress.getByName(other), InetAddress.getByName("127.0.0.1")))
                        .build();
                assertThatThrownBy(() -> source.keySet(location(server, "/"), WantedKey.any()))
                        .isInstanceOf(KeySetRefusedException.class)
                        .hasMessageContaining("not public");
            }
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    @DisplayName("FET-09: a host that is not on the allow-list is neither resolved nor contacted")
    void hostNotAllowed() {
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            HttpsKeySource source = source(server)
                    .resolver(host -> {
                        throw new AssertionError("resolved " + host);
                    })
                    .build();
            KeySetLocation elsewhere = new KeySetLocation(
                    HttpsUrl.parse(server.url("/")).orElseThrow(),
                    Purpose.SOFTWARE,
                    AllowedHosts.of("other.example.org"));
            assertThatThrownBy(() -> source.keySet(elsewhere, WantedKey.any()))
                    .isInstanceOf(KeySetRefusedException.class);
            assertThat(server.connections()).isZero();
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
    @DisplayName("A host written as an address is connected to without a server name, and its certificate must have it")
    void addressLiteral() throws Exception {
        List<String> resolved = new ArrayList<>();
        try (FaultyTlsServer server = new FaultyTlsServer(ok(SET))) {
            for (String host : List.of("127.0.0.1", "[::1]")) {
                AllowedHosts hosts = AllowedHosts.of(host + ":" + server.port());
                HttpsKeySource source = source(server)
                        .privateHosts(hosts)
                        .parser(JwkSetParser.builder().maxKeys(1).build())
                        .resolver(name -> {
                            resolved.add(name);
                            return List.of(InetAddress.getByName("127.0.0.1"));
                        })
                        .build();
                HttpsUrl url =
                        HttpsUrl.parse("https://" + host + ":" + server.port()).orElseThrow();
                KeySetLocation location = new KeySetLocation(url, Purpose.SOFTWARE, hosts);
                if (host.equals("127.0.0.1")) {
                    assertThat(source.keySet(location, WantedKey.any()).keys()).hasSize(1);
                    assertThat(server.requests().get(0)).startsWith("GET / HTTP/1.1\nHost: 127.0.0.1:");
                } else {
                    assertThatThrownBy(() -> source.keySet(location, WantedKey.any()))
                            .isInstanceOf(CheckUnavailableException.class);
                }
            }
            assertThat(resolved).containsExactly("127.0.0.1", "::1");
        }
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

    @Test
    @DisplayName(
            "A certificate of no known kind, or below MD5, is refused; what a self-issued one is signed with is not asked")
    void serverStrength() throws Exception {
        KeyPair key = TestKeys.p256();
        X509Certificate selfIssued = TestKeys.certificate(key, key, "CN=SHA1", NOW, NOW);
        ServerStrength.check(new Certificate[] {selfIssued});
        assertThatThrownBy(() -> ServerStrength.check(new Certificate[] {FaultyTlsServer.issuedAs("CN=SHA1", key)}))
                .hasMessageContaining("SHA1");
        Certificate other = new Certificate("other") {
            @Override
            public byte[] getEncoded() {
                return new byte[0];
            }

            @Override
            public void verify(PublicKey issuer) {}

            @Override
            public void verify(PublicKey issuer, String provider) {}

            @Override
            public String toString() {
                return "other";
            }

            @Override
            public PublicKey getPublicKey() {
                return key.getPublic();
            }
        };
        assertThatThrownBy(() -> ServerStrength.check(new Certificate[] {other}))
                .hasMessageContaining("X.509");
    }
}
