package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.certs.NameForm;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.certs.RevocationMode;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.HttpLocation;
import org.dcrkit.spi.RevocationFetcher.Request;
import org.dcrkit.testkit.CertificateAuthority;
import org.dcrkit.testkit.StatusServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/certificates.md says in Java compiles, runs and does what it says. */
class CertificatesDocumentTest {

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");

    private final X509Certificate root =
            CertificateAuthority.openBanking(7, InstantSource.fixed(NOW)).root().x509();
    private final TrustAnchors trust = TrustAnchors.of("Open Banking", root);

    @TempDir
    Path folder;

    @Test
    @DisplayName("Each Java block of the document is one of the compiled snippets")
    void blocksAreCompiled() throws Exception {
        Path source =
                Snippets.root().resolve("dcr-examples/src/test/java/org/dcrkit/examples/CertificateSnippets.java");
        assertThat(Snippets.javaBlocks(Snippets.root().resolve("docs/certificates.md")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Snippets.regions(source).values());
    }

    @Test
    @DisplayName("Verifiers built as the document shows know every reason that they may refuse for")
    void verifiers() throws Exception {
        Files.writeString(folder.resolve("ob-root.pem"), pem());
        Files.writeString(folder.resolve("ob-issuing.pem"), pem());
        assertThat(CertificateSnippets.standard(folder).reasons()).contains(CertificateReason.UNTRUSTED);
        assertThat(CertificateSnippets.binding(trust).reasons()).contains(CertificateReason.KEY_REVOKED);
    }

    @Test
    @DisplayName("A certificate in a header of any of the three kinds is read")
    void headers() {
        String escaped = pem().replace("+", "%2B").replace("\n", "%0A").replace(" ", "%20");
        String sequence = ":" + Base64.getEncoder().encodeToString(der()) + ":";
        assertThat(CertificateSnippets.headers(escaped, "", List.of(), List.of())
                        .isAccepted())
                .isTrue();
        assertThat(CertificateSnippets.headers("x", "Hash=ab;Cert=\"" + escaped + "\"", List.of(), List.of())
                        .isAccepted())
                .isTrue();
        assertThat(CertificateSnippets.headers("x", "x", List.of(sequence), List.of())
                        .isAccepted())
                .isTrue();
        assertThat(CertificateSnippets.headers("x", "x", List.of("x"), List.of())
                        .isAccepted())
                .isFalse();
    }

    @Test
    @DisplayName("A name that somebody wrote is found to be the subject's, in either order")
    void names() {
        ReadCertificate certificate = ReadCertificate.of(root).toOptional().orElseThrow();
        String oneline = certificate.subject().print(NameForm.OPENSSL_ONELINE);
        assertThat(CertificateSnippets.names(certificate, oneline))
                .contains(certificate.subject().rfc4514());
        assertThat(CertificateSnippets.names(certificate, "CN=somebody else")).isEmpty();
    }

    @Test
    @DisplayName("Revocation is required or tolerated as the document says, and asked for through the guarded fetcher")
    void revocation() {
        assertThat(CertificateSnippets.revocation().mode()).isEqualTo(RevocationMode.REQUIRE);
        assertThat(CertificateSnippets.sandbox(request -> new byte[0]).mode())
                .isEqualTo(RevocationMode.TOLERATE_UNKNOWN);
    }

    @Test
    @DisplayName("The fetcher brings what an allowed server sends, and asks no other")
    void fetcher() throws Exception {
        CertificateAuthority ca = CertificateAuthority.openBanking(7, InstantSource.fixed(NOW));
        try (StatusServer server = ca.serveStatus()) {
            Request request =
                    Request.list(HttpLocation.parse(server.url() + "/root.crl").orElseThrow(), 10_000);
            AllowedHosts loopback = AllowedHosts.of(URI.create(server.url()).getAuthority());

            assertThatThrownBy(() -> CertificateSnippets.fetcher(AllowedHosts.of("ob.trustis.com"), loopback)
                            .fetch(request))
                    .isInstanceOf(CheckUnavailableException.class)
                    .hasMessageContaining("not among the allowed hosts");
            assertThatThrownBy(() -> CertificateSnippets.fetcher(loopback, AllowedHosts.none())
                            .fetch(request))
                    .isInstanceOf(CheckUnavailableException.class)
                    .hasMessageContaining("not public");
            assertThat(server.requests()).isEmpty();
            assertThat(CertificateSnippets.fetcher(loopback, loopback).fetch(request))
                    .isEqualTo(ca.rootRevocationList());
            assertThat(server.requests()).containsExactly("GET /root.crl");
        }
    }

    @Test
    @DisplayName("Anchors are replaced while the verifier runs, and warned of before they end")
    void reload() {
        List<String> mails = new ArrayList<>();
        Instant end = root.getNotAfter().toInstant();
        CertificateSnippets.reload(
                new AtomicReference<>(trust),
                mails::add,
                TrustAnchors.of("renewed", root),
                end.minus(Duration.ofDays(30)));
        assertThat(mails).containsExactly("renewed ends on " + end);
    }

    private byte[] der() {
        return ReadCertificate.of(root).toOptional().orElseThrow().der();
    }

    private String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der())
                + "\n-----END CERTIFICATE-----\n";
    }
}
