package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;

import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.Timeout;

/** A cache in front of an origin in memory, with a pinned clock and fetches on the caller's thread. */
@Timeout(30)
abstract class CachedKeySource {

    static final AllowedHosts HOSTS = AllowedHosts.of("keystore.example.org");
    static final KeySetLocation LOCATION = at("/a.jwks", Purpose.SOFTWARE);
    final PinnedTicker ticker = new PinnedTicker();
    final RecordingListener listener = new RecordingListener();
    final FakeOrigin origin = new FakeOrigin();
    final JwksKeySource source = build(builder -> builder);

    /** Answers what it is told to, or fails. */
    static final class FakeOrigin implements KeySetLoader.Origin {
        final List<String> asked = new ArrayList<>();
        KeySet set = set("known");
        Optional<Duration> freshFor = Optional.empty();
        Exception trouble;
        Error error;

        @Override
        public Fetched fetch(KeySetLocation location)
                throws CheckUnavailableException, KeySetRefusedException, RejectedKeySetException {
            asked.add(location.toString());
            if (error != null) {
                throw error;
            }
            if (trouble instanceof CheckUnavailableException e) {
                throw e;
            }
            if (trouble instanceof KeySetRefusedException e) {
                throw e;
            }
            if (trouble instanceof RejectedKeySetException e) {
                throw e;
            }
            if (trouble instanceof RuntimeException e) {
                throw e;
            }
            return new Fetched(set, freshFor, 1_000);
        }

        void isDown() {
            trouble = new CheckUnavailableException("down", Duration.ZERO);
        }

        void isUp() {
            trouble = null;
            error = null;
        }
    }

    JwksKeySource build(UnaryOperator<JwksKeySourceBuilder> options) {
        return options.apply(new JwksKeySourceBuilder(origin, Duration.ofSeconds(5))
                        .ticker(ticker)
                        .listener(listener)
                        .executor(Runnable::run))
                .build();
    }

    static KeySetLocation at(String path, Purpose purpose) {
        return new KeySetLocation(
                HttpsUrl.parse("https://keystore.example.org" + path).orElseThrow(), purpose, HOSTS);
    }

    static KeySet set(String... kids) {
        return set(EC, kids);
    }

    static KeySet set(KeyPair pair, String... kids) {
        List<PublishedKey> keys = new ArrayList<>();
        for (String kid : kids) {
            keys.add(PublishedKey.of(kid, pair.getPublic(), KeyUse.SIGNATURE, kid));
        }
        return KeySet.of("test", NOW, keys, List.of());
    }

    KeySet ask(String kid) throws Exception {
        return source.keySet(LOCATION, WantedKey.kid(kid));
    }

    CheckUnavailableException unavailable(String kid) {
        CheckUnavailableException e = catchThrowableOfType(CheckUnavailableException.class, () -> ask(kid));
        assertThat(e).isNotNull();
        return e;
    }
}
