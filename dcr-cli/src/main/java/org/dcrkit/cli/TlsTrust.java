package org.dcrkit.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.TrustAnchors.Anchor;

/** Authorities from a PEM file, as the platform's TLS wants them. */
final class TlsTrust {

    private TlsTrust() {}

    static KeyStore read(Path pem) {
        try {
            return of(
                    TrustAnchors.builder()
                            .anchorsFromPem(InputFile.name(pem), InputFile.text(pem))
                            .build()
                            .anchors()
                            .stream()
                            .map(Anchor::certificate)
                            .map(certificate -> certificate.x509())
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(pem + " holds no certificate authority: " + e.getMessage(), e);
        }
    }

    static KeyStore of(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the platform cannot make a trust store", e);
        }
    }
}
