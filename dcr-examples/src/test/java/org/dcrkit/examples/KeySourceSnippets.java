package org.dcrkit.examples;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwkSetParser;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.jwks.KeySetFault;
import org.dcrkit.jwks.KeySetListener;
import org.dcrkit.jwks.KeySources;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySource;

/** The code that docs/key-sources.md shows, between its marks; {@link KeySourcesDocumentTest} compares and runs it. */
final class KeySourceSnippets {

    private KeySourceSnippets() {}

    static JwksKeySource standard() {
        // snippet: standard
        JwksKeySource keys = JwksKeySource.https(InstantSource.system())
                .listener(KeySetListener.slf4j())
                .build();
        // end
        return keys;
    }

    static JwksKeySource tuned(KeyStore authorities, Executor virtualThreads) {
        // snippet: tuned
        HttpsKeySource https = HttpsKeySource.builder(InstantSource.system())
                .connectTimeout(Duration.ofSeconds(1))
                .deadline(Duration.ofSeconds(3))
                .trustStore(authorities)
                .privateHosts(AllowedHosts.of("keys.mirror.internal:8443"))
                .parser(JwkSetParser.builder().maxKeys(50).bareArray().build())
                .build();
        JwksKeySource keys = JwksKeySource.builder(https)
                .ttl(Duration.ofMinutes(30))
                .serveStaleFor(Duration.ofHours(48))
                .bounds(5_000, 128L * 1024 * 1024)
                .executor(virtualThreads)
                .build();
        // end
        return keys;
    }

    static KeySource fallback(JwksKeySource keys) {
        // snippet: fallback
        HttpsUrl directory = HttpsUrl.parse("https://keystore.openbanking.org.uk/keystore/openbanking.jwks")
                .orElseThrow();
        KeySource withCopyOnDisk = KeySources.firstOf(
                keys,
                KeySources.files(Map.of(directory, Path.of("/etc/dcr/openbanking.jwks")), InstantSource.system()));
        // end
        return withCopyOnDisk;
    }

    static JwksKeySource own(KeySource vault) {
        // snippet: own
        JwksKeySource cached =
                JwksKeySource.builder(vault).ttl(Duration.ofMinutes(5)).build();
        // end
        return cached;
    }

    static KeySetListener alarm(Runnable callPeople) {
        // snippet: alarm
        KeySetListener alarm = new KeySetListener() {
            @Override
            public void setRejected(KeySetLocation location, KeySetFault fault, String detail) {
                if (fault == KeySetFault.PRIVATE_KEY_PUBLISHED) {
                    callPeople.run();
                }
            }
        };
        // end
        return alarm;
    }

    static void meters(JwksKeySource keys, MeterRegistry registry) {
        // snippet: meters
        keys.counters()
                .all()
                .forEach((name, count) -> FunctionCounter.builder(
                                "dcr.keysets." + name, keys, source -> count.getAsLong())
                        .register(registry));
        Gauge.builder("dcr.keysets.held", keys, JwksKeySource::heldSets).register(registry);
        // end
    }

    static void forget(JwksKeySource keys, HttpsUrl poisoned) {
        // snippet: forget
        keys.invalidate(poisoned);
        // end
    }
}
