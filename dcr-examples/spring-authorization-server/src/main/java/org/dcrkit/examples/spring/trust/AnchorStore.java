package org.dcrkit.examples.spring.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.TrustAnchors.Anchor;

/** Trust anchors in the form that TLS wants. */
public final class AnchorStore {

    private AnchorStore() {}

    /**
     * A key store with one entry for each anchor, and for each intermediate that is configured beside them: a client need not
     * send those, and TLS knows no other way to be told of them.
     */
    public static KeyStore of(TrustAnchors anchors) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Anchor anchor : anchors.anchors()) {
                store.setCertificateEntry(
                        "authority-" + store.size(), anchor.certificate().x509());
            }
            for (ReadCertificate intermediate : anchors.intermediates()) {
                store.setCertificateEntry("authority-" + store.size(), intermediate.x509());
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store that the platform does not make", e);
        }
    }
}
