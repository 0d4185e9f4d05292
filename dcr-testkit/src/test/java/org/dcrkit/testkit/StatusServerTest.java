package org.dcrkit.testkit;

import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.certs.RevocationChecking;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.jwks.GuardedRevocationFetcher;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.RevocationFetcher;
import org.dcrkit.verdict.Obstacle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusServerTest {

    private final TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
    private final FakeDirectory directory = FakeDirectory.openBanking(clock).build();
    private final CertificateAuthority ca = directory.openBankingCa();
    private final StatusServer server = ca.serveStatus();
    private final FakeTpp tpp = directory.tpp("Acme").build();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("A certificate is good by OCSP until its CA revokes it")
    void ocsp() {
        // The issuing CA's own certificate is the root's to revoke, which OCSP responders of issuing CAs do not answer
        // for.
        RevocationChecking checking = RevocationChecking.require()
                .fetchWith(fetcher())
                .ocspResponder(server.url() + "/ocsp")
                .revocationList(server.url() + "/root.crl")
                .build();

        assertThat(bank(checking).validate(registration().submission())).isAccepted();
        Assertions.assertThat(server.requests()).contains("POST /ocsp");
        ca.revoke(tpp.transportCertificate());
        clock.advance(Duration.ofHours(2));
        assertThat(bank(checking).validate(registration().submission())).isRejectedOnlyFor(CertificateReason.REVOKED);
    }

    @Test
    @DisplayName("A certificate is good by revocation list until its CA revokes it")
    void list() {
        RevocationChecking checking = RevocationChecking.require()
                .fetchWith(fetcher())
                .revocationList(server.url() + "/issuing.crl")
                .revocationList(server.url() + "/root.crl")
                .build();

        assertThat(bank(checking).validate(registration().submission())).isAccepted();
        Assertions.assertThat(server.requests()).contains("GET /issuing.crl");
        ca.revoke(tpp.transportCertificate());
        clock.advance(Duration.ofHours(2));
        assertThat(bank(checking).validate(registration().submission())).isRejectedOnlyFor(CertificateReason.REVOKED);
    }

    @Test
    @DisplayName("Certificates that are minted while it serves name it")
    void named() {
        String text = new String(tpp.transportCertificate().der(), java.nio.charset.StandardCharsets.ISO_8859_1);

        Assertions.assertThat(text).contains(server.url() + "/ocsp").contains(server.url() + "/issuing.crl");
    }

    @Test
    @DisplayName("REV-07: what the responder does not know is undecided, never accepted")
    void unknown() {
        ca.forget(tpp.transportCertificate());
        RevocationChecking checking = RevocationChecking.require()
                .fetchWith(fetcher())
                .ocspResponder(server.url() + "/ocsp")
                .revocationList(server.url() + "/root.crl")
                .build();

        assertThat(bank(checking).validate(registration().submission()))
                .isIndeterminateFor(Obstacle.Kind.CERTIFICATE_STATUS);
        Assertions.assertThat(server.requests()).contains("POST /ocsp");
        ca.revoke(tpp.transportCertificate());
        clock.advance(Duration.ofHours(2));
        assertThat(bank(checking).validate(registration().submission())).isRejectedOnlyFor(CertificateReason.REVOKED);
    }

    @Test
    @DisplayName("A responder that falls silent or goes away leaves the certificate undecided, within the deadline")
    void silent() {
        try (FaultyServer responder = FaultyServer.http(path -> Optional.empty())) {
            for (Fault fault : List.of(Fault.SILENT, Fault.NO_ANSWER, Fault.REFUSED)) {
                responder.suffer(fault);
                AllowedHosts hosts = AllowedHosts.of(authority(responder.url()), authority(server.url()));
                RevocationChecking checking = RevocationChecking.require()
                        .fetchWith(GuardedRevocationFetcher.builder(hosts)
                                .privateHosts(hosts)
                                .connectTimeout(Duration.ofMillis(500))
                                .deadline(Duration.ofMillis(500))
                                .build())
                        .ocspResponder(responder.url() + "/ocsp")
                        .revocationList(server.url() + "/root.crl")
                        .build();
                long start = System.nanoTime();

                assertThat(bank(checking).validate(registration().submission()))
                        .isIndeterminateFor(Obstacle.Kind.CERTIFICATE_STATUS);
                Assertions.assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    @DisplayName("REV-04: the locations in a certificate are asked if their host is allowed")
    void locationsInCertificate() {
        assertThat(bank(namedByCertificate(hosts(), fetcher()))
                        .validate(registration().submission()))
                .isAccepted();
        Assertions.assertThat(server.requests()).contains("POST /ocsp", "GET /root.crl");
        ca.revoke(tpp.transportCertificate());
        clock.advance(Duration.ofHours(2));
        assertThat(bank(namedByCertificate(hosts(), fetcher()))
                        .validate(registration().submission()))
                .isRejectedOnlyFor(CertificateReason.REVOKED);
    }

    @Test
    @DisplayName(
            "REV-04: a host that a certificate names is not asked unless both the checking and the fetcher allow it")
    void locationsNotAllowed() {
        AllowedHosts other = AllowedHosts.of("localhost:1", ".ob.example.org");
        RevocationFetcher narrow =
                GuardedRevocationFetcher.builder(other).privateHosts(hosts()).build();
        RevocationFetcher publicOnly = GuardedRevocationFetcher.builder(hosts()).build();
        tpp.transportCertificate();
        for (RevocationChecking checking : List.of(
                RevocationChecking.require()
                        .fetchWith(fetcher())
                        .locationsInCertificates(other)
                        .build(),
                RevocationChecking.require()
                        .fetchWith(narrow)
                        .locationsInCertificates(hosts())
                        .build(),
                RevocationChecking.require()
                        .fetchWith(publicOnly)
                        .locationsInCertificates(hosts())
                        .build())) {
            assertThat(bank(checking).validate(registration().submission()))
                    .isIndeterminateFor(Obstacle.Kind.CERTIFICATE_STATUS);
        }
        Assertions.assertThat(server.requests()).isEmpty();
    }

    private RevocationChecking namedByCertificate(AllowedHosts hosts, RevocationFetcher fetcher) {
        return RevocationChecking.require()
                .fetchWith(fetcher)
                .locationsInCertificates(hosts)
                .revocationList(server.url() + "/root.crl")
                .build();
    }

    private AllowedHosts hosts() {
        return AllowedHosts.of(authority(server.url()));
    }

    private RevocationFetcher fetcher() {
        return GuardedRevocationFetcher.builder(hosts())
                .privateHosts(hosts())
                .deadline(Duration.ofSeconds(20))
                .build();
    }

    private static String authority(String url) {
        return URI.create(url).getAuthority();
    }

    private RegistrationDraft registration() {
        return tpp.registration(Bank.AUDIENCE);
    }

    private RegistrationValidator bank(RevocationChecking checking) {
        return RegistrationValidator.builder(
                        directory.trustedAlone(),
                        directory.keySource(),
                        Bank.all().get(0).policy(),
                        clock)
                .certificates(X509CertificateVerifier.builder(
                                TrustAnchors.of("root", ca.root().x509()))
                        .revocation(checking)
                        .build())
                .withoutReplayGuard("this test looks at certificates")
                .build();
    }
}
