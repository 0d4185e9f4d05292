package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
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
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.testkit.CertificateAuthority;
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
    @DisplayName("The transport brings what a server sends, and nothing of what it should not")
    void transport() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] sent = "list".getBytes(StandardCharsets.US_ASCII);
        server.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getPath().equals("/list.crl");
            exchange.sendResponseHeaders(found ? 200 : 404, sent.length);
            exchange.getResponseBody().write(sent);
            exchange.close();
        });
        server.start();
        try {
            var transport =
                    new CertificateSnippets.BoundedTransport(HttpClient.newHttpClient(), Duration.ofSeconds(20));
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(CertificateSnippets.revocation(transport).mode()).isEqualTo(RevocationMode.REQUIRE);
            assertThat(CertificateSnippets.sandbox(transport).mode()).isEqualTo(RevocationMode.TOLERATE_UNKNOWN);
            assertThat(transport.fetch(requestFor(base + "/list.crl", transport)))
                    .isEqualTo(sent);
            assertThatThrownBy(() -> transport.fetch(requestFor(base + "/other", transport)))
                    .isInstanceOf(CheckUnavailableException.class);
        } finally {
            server.stop(0);
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

    /** The request that the library itself makes for a list at that place. */
    private org.dcrkit.spi.RevocationFetcher.Request requestFor(
            String url, CertificateSnippets.BoundedTransport transport) {
        AtomicReference<org.dcrkit.spi.RevocationFetcher.Request> seen = new AtomicReference<>();
        ReadCertificate certificate = ReadCertificate.of(root).toOptional().orElseThrow();
        org.dcrkit.certs.RevocationChecking.require()
                .fetchWith(request -> {
                    seen.set(request);
                    return transport.fetch(request);
                })
                .revocationList(url)
                .build()
                .check(certificate, List.of(certificate), List.of(), NOW);
        return seen.get();
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
