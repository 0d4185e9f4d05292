package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.set;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySourcesTest {

    private static final HttpsUrl URL =
            HttpsUrl.parse("https://keystore.example.org/a.jwks").orElseThrow();
    private static final KeySetLocation LOCATION =
            new KeySetLocation(URL, Purpose.SOFTWARE, AllowedHosts.of("keystore.example.org"));
    private static final KeySetLocation NOT_ALLOWED =
            new KeySetLocation(URL, Purpose.SOFTWARE, AllowedHosts.of("other.example.org"));
    private static final KeySet SET = KeySet.of("test", NOW, List.of(), List.of());
    private static final KeySource DOWN = (location, wanted) -> {
        throw new CheckUnavailableException("down", Duration.ofSeconds(3));
    };

    @TempDir
    Path directory;

    @Test
    @DisplayName("Sets in memory are served at their addresses; another address is unavailable")
    void inMemory() throws Exception {
        assertThat(KeySources.inMemory(URL, SET).keySet(LOCATION, WantedKey.any()))
                .isSameAs(SET);
        KeySource empty = KeySources.inMemory(Map.of());
        assertThatThrownBy(() -> empty.keySet(LOCATION, WantedKey.any())).isInstanceOf(CheckUnavailableException.class);
    }

    @Test
    @DisplayName("Every source refuses a location whose host is not allowed")
    void notAllowed() {
        for (KeySource source : List.of(
                KeySources.inMemory(URL, SET),
                KeySources.files(Map.of(URL, directory), InstantSource.fixed(NOW)),
                KeySources.firstOf(KeySources.inMemory(URL, SET)))) {
            assertThatThrownBy(() -> source.keySet(NOT_ALLOWED, WantedKey.any()))
                    .isInstanceOf(KeySetRefusedException.class);
        }
    }

    @Test
    @DisplayName("The first source that answers is heard; trouble passes the question on")
    void firstOf() throws Exception {
        assertThat(KeySources.firstOf(DOWN, KeySources.inMemory(URL, SET), DOWN).keySet(LOCATION, WantedKey.any()))
                .isSameAs(SET);
    }

    @Test
    @DisplayName("If no source answers, all their troubles are named, and the shortest wait")
    void noneAnswers() {
        KeySource none = KeySources.firstOf(KeySources.inMemory(Map.of()), DOWN);
        assertThatThrownBy(() -> none.keySet(LOCATION, WantedKey.any()))
                .isInstanceOfSatisfying(CheckUnavailableException.class, e -> {
                    assertThat(e.detail()).contains("no key set is held", "down");
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(3));
                });
        assertThatThrownBy(KeySources::firstOf).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A refusal is final: no other source is asked")
    void refusalIsFinal() {
        KeySource refusing = (location, wanted) -> {
            throw new KeySetRefusedException("no");
        };
        KeySource both = KeySources.firstOf(refusing, KeySources.inMemory(URL, SET));
        assertThatThrownBy(() -> both.keySet(LOCATION, WantedKey.any())).isInstanceOf(KeySetRefusedException.class);
    }

    private Path write(String json, int minute) throws Exception {
        Path file = directory.resolve("keys.jwks");
        Files.write(file, json.getBytes(UTF_8));
        Files.setLastModifiedTime(file, FileTime.from(NOW.plus(Duration.ofMinutes(minute))));
        return file;
    }

    @Test
    @DisplayName("A file is read again when it changes, and only then")
    void changedFile() throws Exception {
        Path file = write(set(jwk("old", RSA)), 0);
        KeySource source = KeySources.files(Map.of(URL, file), InstantSource.fixed(NOW));

        KeySet first = source.keySet(LOCATION, WantedKey.any());
        assertThat(first.find("old")).isPresent();
        assertThat(first.fetchedAt()).isEqualTo(NOW);
        assertThat(source.keySet(LOCATION, WantedKey.any())).isSameAs(first);
        write(set(jwk("new", RSA)), 1);
        assertThat(source.keySet(LOCATION, WantedKey.any()).find("new")).isPresent();
    }

    @Test
    @DisplayName("A file that vanishes or turns bad does not take the keys away: they are served as stale")
    void brokenFile() throws Exception {
        Path file = write(set(jwk("k", EC)), 0);
        KeySource source = KeySources.files(Map.of(URL, file), InstantSource.fixed(NOW));
        assertThat(source.keySet(LOCATION, WantedKey.any()).stale()).isFalse();

        write("{", 1);
        assertThat(source.keySet(LOCATION, WantedKey.any()).stale()).isTrue();
        Files.delete(file);
        assertThat(source.keySet(LOCATION, WantedKey.any()).find("k")).isPresent();
        write(set(jwk("k", EC)), 2);
        assertThat(source.keySet(LOCATION, WantedKey.any()).stale()).isFalse();
    }

    @Test
    @DisplayName("A file that was never good is unavailable; one with a private key is refused")
    void badFile() throws Exception {
        Path file = write("{", 0);
        KeySource source = FileKeySource.builder(Map.of(URL, file), InstantSource.fixed(NOW))
                .parser(JwkSetParser.builder().maxKeys(1).build())
                .build();
        assertThatThrownBy(() -> source.keySet(LOCATION, WantedKey.any()))
                .isInstanceOf(CheckUnavailableException.class);
        write(set(jwk("a", EC), jwk("b", RSA)), 1);
        assertThatThrownBy(() -> source.keySet(LOCATION, WantedKey.any()))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("more than 1 keys");
        write(set(jwk("k", EC, "d", "\"AA\"")), 2);
        assertThatThrownBy(() -> source.keySet(LOCATION, WantedKey.any())).isInstanceOf(KeySetRefusedException.class);
    }

    @Test
    @DisplayName("An address without a file is unavailable")
    void noFile() {
        KeySource source = KeySources.files(Map.of(), InstantSource.fixed(NOW));
        assertThatThrownBy(() -> source.keySet(LOCATION, WantedKey.any()))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("no file");
        KeySource shortestFirst = KeySources.firstOf(DOWN, source);
        assertThatThrownBy(() -> shortestFirst.keySet(LOCATION, WantedKey.any()))
                .isInstanceOfSatisfying(
                        CheckUnavailableException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
    }
}
