package org.dcrkit.examples.keysources;

import com.auth0.jwk.JwkProvider;
import com.auth0.jwk.JwkProviderBuilder;
import com.auth0.jwk.SigningKeyNotFoundException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.WantedKey;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;

/** A library that fetches key sets: as it comes, but for the trust in the test's server and the time that a set is kept. */
enum Candidate {
    NIMBUS("Nimbus 10.10 JWKSourceBuilder") {
        @Override
        Lookup open(Server server, Duration kept) throws Exception {
            DefaultResourceRetriever retriever = new DefaultResourceRetriever(
                    JWKSourceBuilder.DEFAULT_HTTP_CONNECT_TIMEOUT,
                    JWKSourceBuilder.DEFAULT_HTTP_READ_TIMEOUT,
                    JWKSourceBuilder.DEFAULT_HTTP_SIZE_LIMIT,
                    true,
                    server.tls().getSocketFactory());
            JWKSource<SecurityContext> source = JWKSourceBuilder.create(
                            URI.create(server.url()).toURL(), retriever)
                    .cache(kept.toMillis(), JWKSourceBuilder.DEFAULT_CACHE_REFRESH_TIMEOUT)
                    .refreshAheadCache(false)
                    .rateLimited(kept.toMillis() / 2)
                    .build();
            return kid -> found(!source.get(
                            new JWKSelector(new JWKMatcher.Builder().keyID(kid).build()), null)
                    .isEmpty());
        }
    },
    JOSE4J("jose4j 0.9.7 HttpsJwks") {
        @Override
        Lookup open(Server server, Duration kept) {
            Get get = new Get();
            get.setTrustedCertificates(server.root());
            HttpsJwks source = new HttpsJwks(server.url());
            source.setSimpleHttpGet(get);
            source.setDefaultCacheDuration(kept.toSeconds());
            return kid -> {
                if (has(source, kid)) {
                    return "found";
                }
                source.refresh(); // what its HttpsJwksVerificationKeyResolver does
                return found(has(source, kid));
            };
        }

        private boolean has(HttpsJwks source, String kid) throws Exception {
            return source.getJsonWebKeys().stream().map(JsonWebKey::getKeyId).anyMatch(kid::equals);
        }
    },
    AUTH0("auth0 jwks-rsa 0.24.2") {
        @Override
        Lookup open(Server server, Duration kept) throws Exception {
            HttpsURLConnection.setDefaultSSLSocketFactory(server.tls().getSocketFactory());
            JwkProvider source = new JwkProviderBuilder(URI.create(server.url()).toURL())
                    .cached(5, kept.toMillis(), TimeUnit.MILLISECONDS)
                    .build();
            return kid -> {
                try {
                    source.get(kid).getPublicKey();
                    return "found";
                } catch (SigningKeyNotFoundException e) {
                    if (e.getCause() != null) {
                        throw e;
                    }
                    return "not found";
                }
            };
        }
    },
    DCR_KIT("dcr-kit JwksKeySource") {
        @Override
        Lookup open(Server server, Duration kept) throws Exception {
            HttpsUrl url = HttpsUrl.parse(server.url()).orElseThrow();
            AllowedHosts hosts = AllowedHosts.of(url.host() + ":" + url.port());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("root", server.root());
            JwksKeySource source = JwksKeySource.builder(HttpsKeySource.builder(InstantSource.system())
                            .trustStore(trusted)
                            .privateHosts(hosts)
                            .build())
                    .ttl(kept)
                    .ttlBounds(kept, Duration.ofHours(6))
                    .build();
            KeySetLocation location = new KeySetLocation(url, KeySetLocation.Purpose.SOFTWARE, hosts);
            return new Lookup() {
                @Override
                public String find(String kid) throws Exception {
                    KeySet set = source.keySet(location, WantedKey.kid(kid));
                    return found(set.find(kid).isPresent()) + (set.stale() ? ", marked stale" : "");
                }

                @Override
                public void close() {
                    source.close();
                }
            };
        }
    };

    private final String title;

    Candidate(String title) {
        this.title = title;
    }

    /** What a candidate is told about the server. */
    record Server(String url, SSLContext tls, X509Certificate root) {}

    /** Looks a key up; an exception is an answer, too. */
    @FunctionalInterface
    interface Lookup extends AutoCloseable {
        String find(String kid) throws Exception;

        @Override
        default void close() {}
    }

    abstract Lookup open(Server server, Duration kept) throws Exception;

    static String found(boolean found) {
        return found ? "found" : "not found";
    }

    @Override
    public String toString() {
        return title;
    }
}
