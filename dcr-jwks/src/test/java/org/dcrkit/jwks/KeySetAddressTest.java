package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that must never be asked: either they cannot be written down as a location, or every source refuses it. */
class KeySetAddressTest {

    private static void assertNeverAsked(String address) {
        Optional<HttpsUrl> url = HttpsUrl.parse(address);
        if (url.isPresent()) {
            KeySetLocation location = new KeySetLocation(
                    url.orElseThrow(),
                    Purpose.SOFTWARE,
                    AllowedHosts.of("directory.example", ".keys.directory.example"));
            assertThat(location.isAllowed()).isFalse();
            try (JwksKeySource source =
                    JwksKeySource.builder(KeySources.inMemory(Map.of())).build()) {
                assertThatThrownBy(() -> source.keySet(location, WantedKey.any()))
                        .isInstanceOf(KeySetRefusedException.class);
                assertThat(source.counters().all().get("fetches").getAsLong()).isZero();
            }
        }
    }

    @ParameterizedTest(name = "FET-01: {0}")
    @ValueSource(strings = {"http://directory.example/a", "HtTp://directory.example/a", "//directory.example/a", ""})
    void plainHttp(String address) {
        assertNeverAsked(address);
    }

    @ParameterizedTest(name = "FET-02: {0}")
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "jar:file:/tmp/x.jar!/",
                "jar:https://directory.example/x.jar!/",
                "ftp://directory.example/a",
                "gopher://directory.example/a",
                "netdoc:/etc/passwd",
                "mailto:a@directory.example",
                "data:application/json,{}",
                "classpath:keys.json",
                "jrt:/java.base"
            })
    void otherSchemes(String address) {
        assertNeverAsked(address);
    }

    @ParameterizedTest(name = "FET-03: {0}")
    @ValueSource(
            strings = {
                "https://127.0.0.1/a", "https://[::1]/a", "https://0.0.0.0/a", "https://169.254.169.254/latest",
                "https://[fd00::8]/a", "https://10.0.0.1/a", "https://[::ffff:10.0.0.1]/a", "https://2130706433/a",
                "https://0x7f.1/a", "https://localhost/a"
            })
    void literalAddresses(String address) {
        assertNeverAsked(address);
    }

    @ParameterizedTest(name = "FET-08: {0}")
    @ValueSource(
            strings = {
                "https://user@directory.example/a",
                "https://user:secret@directory.example/a",
                "https://directory.example/a#f",
                "https://directory.example#@evil.example/",
                "https://directory.example /a",
                " https://directory.example/a",
                "https://directory.example/a\r\nHost: evil.example",
                "https://directory.ex\u00e4mple/a",
                "https://directory.example:22/a",
                "https://directory.example:25/a",
                "https://directory.example:6379/a",
                "https://directory.example:0/a",
                "https://directory.example:/a",
                "https://directory.example\\@evil.example/"
            })
    void oddUrls(String address) {
        assertNeverAsked(address);
    }

    @ParameterizedTest(name = "FET-09: {0}")
    @ValueSource(
            strings = {
                "https://directory.evil.com/a",
                "https://directory.example@evil.com/a",
                "https://directory.example.evil.com/a",
                "https://DIRECTORY.EXAMPLE./a",
                "https://evildirectory.example/a",
                "https://a.directory.example/a",
                "https://evilkeys.directory.example/a",
                "https://keys.directory.example/a"
            })
    void otherHosts(String address) {
        assertNeverAsked(address);
    }
}
