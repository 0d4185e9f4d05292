package org.dcrkit.examples.spring.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.examples.spring.trust.AnchorStore;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The TLS of the server's port. Client certificates have to chain to the same anchors in the handshake and in the judgement of
 * a registration, so both come from one place.
 */
@Configuration(proxyBeanMethods = false)
class MutualTls {

    /** What {@code server.ssl.bundle} calls it. */
    static final String BUNDLE = "bank";

    @Bean
    SslBundleRegistrar mutualTlsBundle(ServerProperties server, TrustAnchors anchors) {
        KeyStore own = keyStore(server);
        return registry -> registry.registerBundle(
                BUNDLE, SslBundle.of(SslStoreBundle.of(own, server.keyStorePassword(), AnchorStore.of(anchors))));
    }

    private static KeyStore keyStore(ServerProperties server) {
        try (InputStream file = Files.newInputStream(server.keyStore())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, server.keyStorePassword().toCharArray());
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("no key and certificate for the server in " + server.keyStore(), e);
        }
    }
}
