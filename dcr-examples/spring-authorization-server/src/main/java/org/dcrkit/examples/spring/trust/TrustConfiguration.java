package org.dcrkit.examples.spring.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.dcrkit.certs.CertificatePathValidator;
import org.dcrkit.certs.CertificatePurpose;
import org.dcrkit.certs.NameMatching;
import org.dcrkit.certs.RevocationChecking;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.jwks.KeySetListener;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CertificateVerifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what is believed from the configuration. */
@Configuration(proxyBeanMethods = false)
class TrustConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    KnownDirectories directories(TrustProperties trust) {
        return KnownDirectories.of(trust.directories());
    }

    @Bean
    TrustAnchors trustAnchors(TrustProperties trust) {
        TrustAnchors.Builder anchors = TrustAnchors.builder()
                .anchorsFromPem(trust.anchors().getFileName().toString(), text(trust.anchors()));
        if (trust.intermediates() != null) {
            anchors.intermediatesFromPem(text(trust.intermediates()));
        }
        return anchors.build();
    }

    @Bean
    NameMatching nameMatching(TrustProperties trust) {
        return switch (trust.matchNames()) {
            case EXACT -> NameMatching.exact();
            case EITHER_ORDER -> NameMatching.eitherOrder();
            case IMMUTABLE_PART ->
                trust.matchAttributes().isEmpty()
                        ? NameMatching.immutablePart()
                        : NameMatching.immutablePart(trust.matchAttributes().toArray(String[]::new));
        };
    }

    @Bean
    RevocationChecking revocation(TrustProperties trust) {
        return Revocations.checking(trust);
    }

    @Bean
    CertificateVerifier certificateVerifier(TrustAnchors anchors, RevocationChecking revocation, NameMatching names) {
        return X509CertificateVerifier.builder(anchors)
                .revocation(revocation)
                .matchNames(names)
                .build();
    }

    /** For certificates that authenticate a client that is registered already. */
    @Bean
    CertificatePathValidator certificatePaths(TrustAnchors anchors, RevocationChecking revocation) {
        return CertificatePathValidator.builder(anchors)
                .purpose(CertificatePurpose.TRANSPORT)
                .revocation(revocation)
                .build();
    }

    @Bean
    JwksKeySource keySource(TrustProperties trust, InstantSource clock, KeySetListener listener) {
        HttpsKeySource.Builder https = HttpsKeySource.builder(clock);
        if (!trust.privateHosts().isEmpty()) {
            https.privateHosts(AllowedHosts.of(trust.privateHosts().toArray(String[]::new)));
        }
        if (trust.tlsAuthorities() != null) {
            TrustAnchors authorities = TrustAnchors.builder()
                    .anchorsFromPem("TLS", text(trust.tlsAuthorities()))
                    .build();
            https.trustStore(AnchorStore.of(authorities));
        }
        return JwksKeySource.builder(https.build()).listener(listener).build();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be read: " + file, e);
        }
    }
}
