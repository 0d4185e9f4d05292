package org.dcrkit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.jwks.KeySetFault;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.testkit.CertificateAuthority;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/key-sources.md says in Java compiles, runs and does what it says. */
class KeySourcesDocumentTest {

    private static final HttpsUrl URL =
            HttpsUrl.parse("https://keystore.example.org/a.jwks").orElseThrow();
    private static final KeySetLocation ALLOWED =
            new KeySetLocation(URL, Purpose.SOFTWARE, AllowedHosts.of("keystore.example.org"));
    private static final KeySetLocation NOT_ALLOWED = new KeySetLocation(URL, Purpose.SOFTWARE, AllowedHosts.none());
    private static final KeySource VAULT =
            (location, wanted) -> KeySet.of("vault", Instant.EPOCH, List.of(), List.of());

    @Test
    @DisplayName("Each Java block of the document is one of the compiled snippets")
    void blocksAreCompiled() throws Exception {
        Path source = Snippets.root().resolve("dcr-examples/src/test/java/org/dcrkit/examples/KeySourceSnippets.java");
        assertThat(Snippets.javaBlocks(Snippets.root().resolve("docs/key-sources.md")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(Snippets.regions(source).values());
    }

    @Test
    @DisplayName("Sources built as the document shows refuse a host that is not allowed")
    void sourcesRefuse() throws Exception {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        assertThatThrownBy(() -> KeySourceSnippets.tuned(authorities, Runnable::run))
                .as("a store without authorities is nonsense")
                .isInstanceOf(IllegalArgumentException.class);
        authorities.setCertificateEntry(
                "root",
                CertificateAuthority.openBanking(7, InstantSource.fixed(Instant.EPOCH))
                        .root()
                        .x509());
        try (JwksKeySource tuned = KeySourceSnippets.tuned(authorities, Runnable::run);
                JwksKeySource standard = KeySourceSnippets.standard();
                JwksKeySource own = KeySourceSnippets.own(VAULT)) {
            for (KeySource source : List.of(standard, tuned, own, KeySourceSnippets.fallback(standard))) {
                assertThatThrownBy(() -> source.keySet(NOT_ALLOWED, WantedKey.any()))
                        .isInstanceOf(KeySetRefusedException.class);
            }
        }
    }

    @Test
    @DisplayName("The counters are meters of a Micrometer registry, and count")
    void meters() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (JwksKeySource keys = KeySourceSnippets.own(VAULT)) {
            KeySourceSnippets.meters(keys, registry);
            // A registry keeps what a meter is of by a weak reference.
            System.gc();
            assertThatThrownBy(() -> keys.keySet(ALLOWED, WantedKey.any()))
                    .as("an empty set is no good set")
                    .isInstanceOf(CheckUnavailableException.class);

            assertThat(registry.get("dcr.keysets.requests").functionCounter().count())
                    .isEqualTo(1);
            assertThat(registry.get("dcr.keysets.rejected.sets")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("dcr.keysets.stale.answers")
                            .functionCounter()
                            .count())
                    .isZero();
            assertThat(registry.get("dcr.keysets.held").gauge().value()).isEqualTo(1);
            KeySourceSnippets.forget(keys, URL);
            assertThat(registry.get("dcr.keysets.held").gauge().value()).isZero();
        }
    }

    @Test
    @DisplayName("A published private key calls people, another fault does not")
    void alarm() {
        AtomicInteger calls = new AtomicInteger();
        var alarm = KeySourceSnippets.alarm(calls::incrementAndGet);
        alarm.setRejected(ALLOWED, KeySetFault.EMPTY, "");
        alarm.fetched(ALLOWED, KeySet.of("x", Instant.EPOCH, List.of(), List.of()), Duration.ZERO);
        assertThat(calls).hasValue(0);
        alarm.setRejected(ALLOWED, KeySetFault.PRIVATE_KEY_PUBLISHED, "");
        assertThat(calls).hasValue(1);
    }
}
