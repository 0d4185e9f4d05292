package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.dcrkit.jwks.FaultyTlsServer.HOST;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.HttpLocation;
import org.dcrkit.spi.RevocationFetcher.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedRevocationFetcherTest {

    private static final byte[] LIST = {0x30, 3, 2, 1, 5};
    private static final byte[] OCSP_REQUEST = {0x30, 3, 2, 1, 6, '\r', '\n', (byte) 0xff};
    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** What a request was: method, target, headers, body. */
    private record Seen(String method, String target, List<String> headers, byte[] body) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 200;
    private volatile byte[] body = LIST;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            List<String> headers = new ArrayList<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> headers.add(name.toLowerCase() + ": " + value)));
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().set("Location", "http://" + HOST + ":" + port() + "/elsewhere");
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static GuardedRevocationFetcher.Builder fetcher(int port) {
        AllowedHosts host = AllowedHosts.of(HOST + ":" + port);
        return GuardedRevocationFetcher.builder(host)
                .privateHosts(host)
                .resolver(name -> List.of(InetAddress.getByName("127.0.0.1")))
                .deadline(PATIENT);
    }

    private static HttpLocation location(String url) {
        return HttpLocation.parse(url).orElseThrow();
    }

    private Request list(int maxBytes) {
        return Request.list(location("http://" + HOST + ":" + port() + "/a/issuing.crl?v=1"), maxBytes);
    }

    private static CheckUnavailableException unavailable(GuardedRevocationFetcher fetcher, Request request) {
        CheckUnavailableException e =
                catchThrowableOfType(CheckUnavailableException.class, () -> fetcher.fetch(request));
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    @DisplayName("RFC 5280, section 4.2.1.13: a revocation list is fetched by one plain GET")
    void revocationList() throws Exception {
        assertThat(fetcher(port()).build().fetch(list(LIST.length))).isEqualTo(LIST);

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).method()).isEqualTo("GET");
        assertThat(seen.get(0).target()).isEqualTo("/a/issuing.crl?v=1");
        assertThat(seen.get(0).body()).isEmpty();
        assertThat(seen.get(0).headers())
                .containsExactlyInAnyOrder(
                        "host: " + HOST + ":" + port(),
                        "accept: application/pkix-crl, */*;q=0.1",
                        "accept-encoding: identity",
                        "user-agent: dcr-kit",
                        "connection: close");
    }

    @Test
    @DisplayName("RFC 6960, appendix A.1: an OCSP request is sent by POST as application/ocsp-request")
    void ocsp() throws Exception {
        Request request = Request.ocsp(location("http://" + HOST + ":" + port()), OCSP_REQUEST, 100);
        assertThat(fetcher(port()).build().fetch(request)).isEqualTo(LIST);

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).method()).isEqualTo("POST");
        assertThat(seen.get(0).target()).isEqualTo("/");
        assertThat(seen.get(0).body()).isEqualTo(OCSP_REQUEST);
        assertThat(seen.get(0).headers())
                .containsExactlyInAnyOrder(
                        "host: " + HOST + ":" + port(),
                        "accept: application/ocsp-response",
                        "accept-encoding: identity",
                        "user-agent: dcr-kit",
                        "content-type: application/ocsp-request",
                        "content-length: " + OCSP_REQUEST.length,
                        "connection: close");
    }

    @Test
    @DisplayName("RFC 9110, section 7.2: the usual port of http is not written in Host, that of https is")
    void host() {
        assertThat(message("http://a.example/x")).startsWith("GET /x HTTP/1.1\r\nHost: a.example\r\n");
        assertThat(message("http://a.example:80/")).contains("\r\nHost: a.example\r\n");
        assertThat(message("http://a.example:443/")).contains("\r\nHost: a.example:443\r\n");
        assertThat(message("https://a.example/")).contains("\r\nHost: a.example\r\n");
        assertThat(message("https://[::1]:80")).startsWith("GET / HTTP/1.1\r\nHost: [::1]:80\r\n");
    }

    private static String message(String url) {
        return new String(
                OutboundRequest.revocation(Request.list(location(url), 1), AllowedHosts.none())
                        .message(),
                java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    @Test
    @DisplayName("REV-04: neither host nor port that is not on the list is resolved or connected to")
    void notAllowed() {
        AtomicInteger resolved = new AtomicInteger();
        try (FaultyTlsServer other = new FaultyTlsServer(FaultyTlsServer.silent())) {
            for (AllowedHosts allowed : List.of(
                    AllowedHosts.none(),
                    AllowedHosts.of(HOST),
                    AllowedHosts.of("other.example:" + other.port()),
                    AllowedHosts.of(".example.org"))) {
                GuardedRevocationFetcher fetcher = GuardedRevocationFetcher.builder(allowed)
                        .privateHosts(AllowedHosts.of(HOST + ":" + other.port()))
                        .resolver(name -> {
                            resolved.incrementAndGet();
                            return List.of(InetAddress.getByName("127.0.0.1"));
                        })
                        .build();
                for (String scheme : List.of("http://", "https://")) {
                    Request request = Request.list(location(scheme + HOST + ":" + other.port() + "/a.crl"), 100);
                    assertThat(unavailable(fetcher, request).detail())
                            .contains("not among the allowed hosts (" + allowed + ")");
                }
            }
            assertThat(other.connections()).isZero();
            assertThat(resolved).hasValue(0);
        }
    }

    @Test
    @DisplayName("REV-04: a host with an address that is not public is not connected to, not even if another one is")
    void privateAddresses() throws Exception {
        try (FaultyTlsServer other = new FaultyTlsServer(FaultyTlsServer.silent())) {
            AllowedHosts allowed = AllowedHosts.of(HOST + ":" + other.port(), "127.0.0.1:" + other.port());
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            InetAddress open = InetAddress.getByName("93.184.216.34");
            for (List<InetAddress> addresses :
                    List.of(List.of(loopback), List.of(loopback, open), List.of(open, loopback))) {
                GuardedRevocationFetcher fetcher = GuardedRevocationFetcher.builder(allowed)
                        .resolver(name -> addresses)
                        .build();
                for (String host : List.of("http://" + HOST, "https://" + HOST, "http://127.0.0.1")) {
                    Request request = Request.list(location(host + ":" + other.port() + "/a.crl"), 100);
                    assertThat(unavailable(fetcher, request).detail())
                            .endsWith("has an address that is not public: 127.0.0.1");
                }
            }
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    @DisplayName("REV-04: the name is resolved once, and the connection goes to what was answered then")
    void resolvedOnce() throws Exception {
        List<String> asked = new ArrayList<>();
        GuardedRevocationFetcher fetcher = fetcher(port())
                .resolver(name -> {
                    asked.add(name);
                    return List.of(InetAddress.getByName(asked.size() == 1 ? "127.0.0.1" : "127.0.0.2"));
                })
                .build();

        assertThat(fetcher.fetch(list(100))).isEqualTo(LIST);
        assertThat(asked).containsExactly(HOST);
    }

    @ParameterizedTest(name = "REV-03: status {0} is no answer and leads nowhere")
    @ValueSource(ints = {201, 206, 301, 302, 307, 308, 401, 404, 429, 500, 503})
    void onlyA200IsAnAnswer(int other) {
        status = other;
        CheckUnavailableException e = unavailable(fetcher(port()).build(), list(100));

        assertThat(e.detail()).isEqualTo(list(100) + ": status " + other);
        assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(seen).hasSize(1);
    }

    @Test
    @DisplayName("REV-03: a body is read up to the bytes that were asked for, and no further")
    void oversize() throws Exception {
        body = Arrays.copyOf(LIST, 100_000);

        assertThat(fetcher(port()).build().fetch(list(100_000))).hasSize(100_000);
        assertThat(unavailable(fetcher(port()).build(), list(99_999)).detail()).contains("longer than 99999 bytes");
    }

    @Test
    @DisplayName("Over TLS the server has to prove who it is")
    void tls() throws Exception {
        try (FaultyTlsServer secure = new FaultyTlsServer(FaultyTlsServer.ok("list"))) {
            Request request = Request.list(location(secure.url("/a.crl")), 100);
            assertThat(fetcher(secure.port())
                            .trustStore(FaultyTlsServer.trust())
                            .build()
                            .fetch(request))
                    .asString()
                    .isEqualTo("list");
            assertThat(secure.requests()).hasSize(1);

            unavailable(fetcher(secure.port()).build(), request);
            assertThat(secure.connections()).isEqualTo(2);
            assertThat(secure.requests()).hasSize(1);
        }
    }

    @Test
    @DisplayName("REV-07: whoever is silent is left at the deadline, with TLS or without")
    void silence() {
        try (FaultyTlsServer silent = new FaultyTlsServer(FaultyTlsServer.silent())) {
            for (String scheme : List.of("http://", "https://")) {
                GuardedRevocationFetcher fetcher = fetcher(silent.port())
                        .connectTimeout(Duration.ofMillis(300))
                        .deadline(Duration.ofMillis(300))
                        .build();
                Request request = Request.list(location(scheme + HOST + ":" + silent.port() + "/"), 100);
                long start = System.nanoTime();
                assertThat(unavailable(fetcher, request).detail()).contains("within 300 ms");
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
            }
            assertThat(silent.connections()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("A resolver that fails, in whatever way, makes the check unavailable and nothing else")
    void resolvers() {
        for (HostResolver resolver : List.<HostResolver>of(
                name -> {
                    throw new UnknownHostException(name);
                },
                name -> {
                    throw new IllegalStateException("out of order");
                },
                name -> List.of(),
                name -> null)) {
            unavailable(fetcher(port()).resolver(resolver).build(), list(100));
        }
        assertThat(seen).isEmpty();
    }

    @Test
    @DisplayName("A port at which nobody listens makes the check unavailable")
    void refused() {
        int port = port();
        server.stop(0);

        assertThat(unavailable(fetcher(port).build(), list(100)).detail()).startsWith("http://" + HOST + ":" + port);
    }

    @Test
    @DisplayName("Nonsense is refused when the fetcher is built")
    void nonsense() throws Exception {
        for (GuardedRevocationFetcher.Builder builder : List.of(
                fetcher(1).connectTimeout(Duration.ZERO),
                fetcher(1).connectTimeout(Duration.ofSeconds(-1)),
                fetcher(1).deadline(Duration.ofSeconds(1)),
                fetcher(1).deadline(Duration.ofMinutes(11)),
                fetcher(1).trustStore(KeyStore.getInstance("PKCS12")))) {
            assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> GuardedRevocationFetcher.builder(null)).isInstanceOf(NullPointerException.class);
    }
}
