package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.FaultyTlsServer.ok;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpsNamesTest extends HttpsFetching {

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
}
