package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import org.dcrkit.jwks.GuardedRevocationFetcher;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.HttpLocation;
import org.dcrkit.spi.RevocationFetcher.Request;
import org.dcrkit.testkit.FaultyServer.Content;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The fetcher of revocation lists and OCSP responses before servers that misbehave, with TLS and without. */
@Timeout(60)
class RevocationFetchFaultsTest {

    private static final Duration DEADLINE = Duration.ofMillis(700);
    private static final int MOST = 10_000;

    private final CertificateAuthority ca = FakeDirectory.openBanking(TestClock.at("2026-03-02T10:00:00Z"))
            .build()
            .openBankingCa();
    private final String list = new String(ca.revocationList(), StandardCharsets.ISO_8859_1);

    private Optional<Content> site(String path) {
        return path.equals("/issuing.crl") || path.equals("/ocsp")
                ? Optional.of(new Content("application/pkix-crl", list))
                : Optional.empty();
    }

    private static GuardedRevocationFetcher fetcher(FaultyServer server, KeyStore trust, Duration deadline) {
        AllowedHosts hosts = AllowedHosts.of(URI.create(server.url()).getAuthority());
        return GuardedRevocationFetcher.builder(hosts)
                .privateHosts(hosts)
                .trustStore(trust)
                .connectTimeout(deadline)
                .deadline(deadline)
                .build();
    }

    private KeyStore trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", ca.root().x509());
        return store;
    }

    private static Request request(FaultyServer server, boolean ocsp) {
        HttpLocation location = HttpLocation.parse(server.url() + (ocsp ? "/ocsp" : "/issuing.crl"))
                .orElseThrow();
        return ocsp ? Request.ocsp(location, new byte[] {0x30, 0}, MOST) : Request.list(location, MOST);
    }

    @Test
    @DisplayName("A server without a fault is asked once for a list by GET, once for a status by POST")
    void noFault() throws Exception {
        for (FaultyServer one :
                new FaultyServer[] {FaultyServer.http(this::site), FaultyServer.https(ca, this::site)}) {
            try (FaultyServer server = one) {
                GuardedRevocationFetcher fetcher = fetcher(server, trust(), Duration.ofSeconds(20));

                assertThat(fetcher.fetch(request(server, false))).isEqualTo(ca.revocationList());
                assertThat(fetcher.fetch(request(server, true))).isEqualTo(ca.revocationList());
                assertThat(server.connections()).isEqualTo(2);
                assertThat(server.requests().get(0).method()).isEqualTo("GET");
                assertThat(server.requests().get(0).headers()).doesNotContainKeys("content-type", "content-length");
                assertThat(server.requests().get(1).method()).isEqualTo("POST");
                assertThat(server.requests().get(1).headers())
                        .containsEntry("content-type", "application/ocsp-request")
                        .containsEntry("content-length", "2");
            }
        }
    }

    @ParameterizedTest(name = "REV-03, REV-07: {0} without TLS")
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "NONE",
                "UNTRUSTED_CERTIFICATE",
                "OTHER_HOST_CERTIFICATE",
                "WRONG_TYPE",
                "GARBAGE",
                "EMPTY",
                "EMPTY_SET",
                "ROTATED",
                "STALE"
            })
    void plain(Fault fault) throws Exception {
        try (FaultyServer server = FaultyServer.http(this::site)) {
            assertUnavailable(server, fault);
        }
    }

    @ParameterizedTest(name = "REV-03, REV-07: {0} over TLS")
    @EnumSource(names = {"SILENT", "UNTRUSTED_CERTIFICATE", "OTHER_HOST_CERTIFICATE", "DRIP", "ENDLESS", "REDIRECT"})
    void secure(Fault fault) throws Exception {
        try (FaultyServer server = FaultyServer.https(ca, this::site)) {
            fetcher(server, trust(), Duration.ofSeconds(20)).fetch(request(server, false));
            assertUnavailable(server, fault);
        }
    }

    /** One connection, no answer, in time, and nothing else than the one exception. */
    private void assertUnavailable(FaultyServer server, Fault fault) throws Exception {
        server.suffer(fault);
        GuardedRevocationFetcher fetcher = fetcher(server, trust(), DEADLINE);
        for (boolean ocsp : new boolean[] {false, true}) {
            int before = server.connections();
            int requestsBefore = server.requests().size();
            long start = System.nanoTime();
            CheckUnavailableException e =
                    catchThrowableOfType(CheckUnavailableException.class, () -> fetcher.fetch(request(server, ocsp)));

            assertThat(e).isNotNull();
            assertThat(e.detail()).contains(server.url());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plusSeconds(3));
            assertThat(server.connections() - before).isLessThanOrEqualTo(1);
            assertThat(server.requests().size() - requestsBefore).isLessThanOrEqualTo(1);
        }
    }
}
