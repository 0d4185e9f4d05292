package org.dcrkit.testkit;

import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.certs.RevocationChecking;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.RevocationFetcher;
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
                .fetchWith(StatusServerTest::fetch)
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
                .fetchWith(StatusServerTest::fetch)
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

    private static byte[] fetch(RevocationFetcher.Request request) throws CheckUnavailableException {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.location().uri());
        request.ocspRequest().ifPresent(body -> http.POST(BodyPublishers.ofByteArray(body)));
        try {
            return HttpClient.newHttpClient()
                    .send(http.build(), BodyHandlers.ofByteArray())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new CheckUnavailableException(request.toString(), Duration.ofSeconds(1), e);
        }
    }
}
