package org.dcrkit.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS between parties of the testkit: with real handshakes, trusting exactly what it is told to. */
public final class TestTls {

    private TestTls() {}

    /** TLS for a client that shows no certificate and trusts what those certificates issued. */
    public static SSLContext trusting(MintedCertificate... trusted) {
        try {
            return context(null, new char[0], trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a trust store that the platform does not make", e);
        }
    }

    static SSLContext context(@Nullable KeyStore own, char[] password, MintedCertificate... trusted)
            throws GeneralSecurityException, IOException {
        KeyManager[] keys = {};
        if (own != null) {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(own, password);
            keys = factory.getKeyManagers();
        }
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            anchors.setCertificateEntry("trusted-" + i, trusted[i].x509());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }
}
