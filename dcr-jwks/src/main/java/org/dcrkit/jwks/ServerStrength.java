package org.dcrkit.jwks;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The least that a server must offer, whatever the platform's settings allow: forward secrecy, an AEAD cipher, and
 * certificates without MD5, SHA-1 or short RSA keys.
 *
 * <p>The JDK refuses SHA-1 only below its own authorities, not below those of a bank's trust store.
 */
final class ServerStrength {

    private static final int MIN_RSA_BITS = 2_048;

    private ServerStrength() {}

    /** Those of the suites that may be offered: TLS 1.3, and of TLS 1.2 ECDHE with GCM or ChaCha20. */
    static String[] strong(String[] suites) {
        return Stream.of(suites)
                .filter(suite -> suite.startsWith("TLS_AES_")
                        || suite.startsWith("TLS_CHACHA20_")
                        || (suite.startsWith("TLS_ECDHE_")
                                && (suite.contains("_GCM_") || suite.contains("_CHACHA20_"))))
                .toArray(String[]::new);
    }

    /** Refuses a chain with a weak signature or a weak key; the signature of a self-issued certificate counts for nothing. */
    static void check(Certificate[] chain) throws SSLPeerUnverifiedException {
        for (Certificate element : chain) {
            if (!(element instanceof X509Certificate certificate)) {
                throw new SSLPeerUnverifiedException("a server certificate that is not X.509");
            }
            String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            boolean anchor = certificate
                    .getSubjectX500Principal()
                    .toString()
                    .equals(certificate.getIssuerX500Principal().toString());
            if (!anchor && (algorithm.startsWith("SHA1") || algorithm.startsWith("MD"))) {
                throw new SSLPeerUnverifiedException("a server certificate signed with " + algorithm);
            }
            if (certificate.getPublicKey() instanceof RSAKey key
                    && key.getModulus().bitLength() < MIN_RSA_BITS) {
                throw new SSLPeerUnverifiedException("a server certificate with an RSA key under 2048 bits");
            }
        }
    }
}
