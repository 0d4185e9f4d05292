package org.dcrkit.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dcrkit.certs.BindingRules;
import org.dcrkit.certs.CertificateReader;
import org.dcrkit.certs.CertificateReason;
import org.dcrkit.certs.DistinguishedName;
import org.dcrkit.certs.ExpiryWatch;
import org.dcrkit.certs.KeySetMatch;
import org.dcrkit.certs.NameForm;
import org.dcrkit.certs.NameMatching;
import org.dcrkit.certs.QcStatementSyntax;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.certs.RevocationChecking;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.RevocationFetcher;
import org.dcrkit.verdict.Verdict;

/** The code that docs/certificates.md shows, between its marks; {@link CertificatesDocumentTest} compares and runs it. */
final class CertificateSnippets {

    private CertificateSnippets() {}

    static X509CertificateVerifier standard(Path folder) throws IOException {
        // snippet: standard
        TrustAnchors trust = TrustAnchors.builder()
                .anchorsFromPem("Open Banking", Files.readString(folder.resolve("ob-root.pem")))
                .intermediatesFromPem(Files.readString(folder.resolve("ob-issuing.pem")))
                .build();
        X509CertificateVerifier certificates = X509CertificateVerifier.builder(trust)
                .accept(CertificateKind.OB_TRANSPORT, CertificateKind.OBWAC)
                .withoutRevocation("the gateway asks already")
                .build();
        // end
        return certificates;
    }

    static Verdict<PresentedCertificates> headers(
            String escapedCert, String xfcc, List<String> clientCert, List<String> clientCertChain) {
        // snippet: headers
        Verdict<PresentedCertificates> nginxOrAlb = CertificateReader.urlEncodedPem(escapedCert);
        Verdict<PresentedCertificates> envoy = CertificateReader.forwardedClientCert(xfcc);
        Verdict<PresentedCertificates> rfc9440 = CertificateReader.clientCertFields(clientCert, clientCertChain);
        // end
        return nginxOrAlb.isAccepted() ? nginxOrAlb : envoy.isAccepted() ? envoy : rfc9440;
    }

    static X509CertificateVerifier binding(TrustAnchors trust) {
        // snippet: binding
        X509CertificateVerifier certificates = X509CertificateVerifier.builder(trust)
                .accept(CertificateKind.OB_TRANSPORT, CertificateKind.OBWAC, CertificateKind.QWAC)
                .bindBy(
                        BindingRules.legacy().and(BindingRules.inSoftwareKeySet(KeySetMatch.CERTIFICATE)),
                        BindingRules.openBanking(),
                        BindingRules.qualified())
                .qcStatements(QcStatementSyntax.FLATTENED_ROLES_ACCEPTED)
                .waive(CertificateReason.EXTENDED_KEY_USAGE, "public authorities issue QWACs without clientAuth")
                .refuseKeysRevokedAtDirectory()
                .withoutRevocation("the gateway asks already")
                .build();
        // end
        return certificates;
    }

    static Optional<String> names(ReadCertificate certificate, String written) {
        // snippet: names
        DistinguishedName subject = certificate.subject();
        String forTheTpp = subject.print(NameForm.RFC4514);
        boolean same = DistinguishedName.parse(written)
                .filter(name -> subject.matches(name, NameMatching.eitherOrder()))
                .isPresent();
        // end
        return same ? Optional.of(forTheTpp) : Optional.empty();
    }

    static RevocationChecking revocation(RevocationFetcher transport) {
        // snippet: revocation
        RevocationChecking checking = RevocationChecking.require()
                .fetchWith(transport)
                .locationsInCertificates(AllowedHosts.of("ob.trustis.com"))
                .build();
        // end
        return checking;
    }

    static RevocationChecking sandbox(RevocationFetcher transport) {
        // snippet: sandbox
        RevocationChecking checking = RevocationChecking.tolerateUnknown("the sandbox's responder is often down")
                .fetchWith(transport)
                .ocspResponder("http://ocsp.sandbox.example/")
                .build();
        // end
        return checking;
    }

    // snippet: transport
    record BoundedTransport(HttpClient client, Duration deadline) implements RevocationFetcher {

        @Override
        public byte[] fetch(Request request) throws CheckUnavailableException {
            HttpRequest.Builder http = HttpRequest.newBuilder(request.location().uri());
            request.ocspRequest()
                    .ifPresent(ocsp -> http.header("Content-Type", "application/ocsp-request")
                            .POST(BodyPublishers.ofByteArray(ocsp)));
            CompletableFuture<byte[]> body = client.sendAsync(http.build(), BodyHandlers.ofInputStream())
                    .thenApplyAsync(response -> {
                        return bounded(response, request.maxBytes());
                    });
            try {
                return body.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                body.cancel(true);
                throw new CheckUnavailableException(request + ": " + e, Duration.ofSeconds(30), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CheckUnavailableException(request + ": interrupted", Duration.ofSeconds(1), e);
            }
        }

        private static byte[] bounded(HttpResponse<InputStream> response, int most) {
            try (InputStream in = response.body()) {
                byte[] bytes = in.readNBytes(most + 1);
                if (response.statusCode() != 200 || bytes.length > most) {
                    throw new IllegalStateException(
                            "status " + response.statusCode() + " or more than " + most + " bytes");
                }
                return bytes;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
    // end

    static X509CertificateVerifier reload(
            AtomicReference<TrustAnchors> current, Consumer<String> mail, TrustAnchors renewed, Instant now) {
        // snippet: reload
        ExpiryWatch watch = ExpiryWatch.of(
                current::get,
                Duration.ofDays(365),
                expiring -> mail.accept(expiring.name() + " ends on " + expiring.notAfter()));
        X509CertificateVerifier certificates = X509CertificateVerifier.builder(current::get)
                .warnOfExpiry(watch)
                .withoutRevocation("the gateway asks already")
                .build();
        current.set(renewed);
        watch.check(now);
        // end
        return certificates;
    }
}
