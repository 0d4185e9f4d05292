package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.dcrkit.jwks.FaultyTlsServer.HOST;
import static org.dcrkit.jwks.FaultyTlsServer.ok;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.set;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** What tests of fetches from a {@link FaultyTlsServer} have in common. */
@Timeout(60)
abstract class HttpsFetching {

    static final String SET = set(jwk("k", RSA));
    static final Duration DEADLINE = Duration.ofMillis(1_000);
    /** What a loaded machine may add to a deadline. */
    static final Duration TOLERANCE = Duration.ofMillis(1_500);

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

    static KeySet fetch(FaultyTlsServer server) throws Exception {
        return source(server).build().keySet(location(server, "/keys.jwks"), WantedKey.any());
    }

    /** Fetches in vain and in time. */
    static CheckUnavailableException unavailable(FaultyTlsServer server) {
        HttpsKeySource source = source(server).build();
        long start = System.nanoTime();
        CheckUnavailableException e = catchThrowableOfType(
                CheckUnavailableException.class, () -> source.keySet(location(server, "/keys.jwks"), WantedKey.any()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(TOLERANCE));
        assertThat(e).isNotNull();
        return e;
    }
}
