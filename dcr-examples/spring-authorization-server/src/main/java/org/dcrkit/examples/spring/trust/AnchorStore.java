package org.dcrkit.examples.spring.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.TrustAnchors.Anchor;

/** Trust anchors in the form that TLS wants. */
public final class AnchorStore {

    private AnchorStore() {}

    /** A key store with one entry for each anchor. */
    public static KeyStore of(TrustAnchors anchors) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Anchor anchor : anchors.anchors()) {
                store.setCertificateEntry(
                        "anchor-" + number++, anchor.certificate().x509());
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store that the platform does not make", e);
        }
    }
}
