package org.dcrkit.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import org.dcrkit.jwks.GuardedRevocationFetcher;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CertificateKind;
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

    static RevocationChecking revocation() {
        // snippet: revocation
        AllowedHosts responders = AllowedHosts.of("ob.trustis.com");
        RevocationChecking checking = RevocationChecking.require()
                .fetchWith(GuardedRevocationFetcher.builder(responders).build())
                .locationsInCertificates(responders)
                .build();
        // end
        return checking;
    }

    static RevocationChecking sandbox(RevocationFetcher fetcher) {
        // snippet: sandbox
        RevocationChecking checking = RevocationChecking.tolerateUnknown("the sandbox's responder is often down")
                .fetchWith(fetcher)
                .ocspResponder("http://ocsp.sandbox.example/")
                .build();
        // end
        return checking;
    }

    static RevocationFetcher fetcher(AllowedHosts responders, AllowedHosts internal) {
        // snippet: fetcher
        RevocationFetcher fetcher = GuardedRevocationFetcher.builder(responders)
                .privateHosts(internal)
                .connectTimeout(Duration.ofSeconds(1))
                .deadline(Duration.ofSeconds(3))
                .build();
        // end
        return fetcher;
    }

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
