package org.dcrkit.examples.spring.connection;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * With what the server shows who it is.
 *
 * @param keyStore its key and certificate, as PKCS#12
 * @param keyStorePassword the password of that file
 */
@ConfigurationProperties("dcr.server")
public record ServerProperties(Path keyStore, String keyStorePassword) {

    /** Without the password. */
    @Override
    public String toString() {
        return keyStore.toString();
    }
}
