package org.dcrkit.cli;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a key and certificate from a PKCS#12 file, trusting given authorities. */
final class KeyStoreTls {

    private KeyStoreTls() {}

    static SSLContext of(Path pkcs12, String password, KeyStore authorities) {
        KeyStore own = CertificateInput.keyStore(pkcs12.toString(), InputFile.bytes(pkcs12), password);
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, password.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UnusableInputException(pkcs12 + " cannot be used for TLS: " + e.getMessage(), e);
        }
    }
}
