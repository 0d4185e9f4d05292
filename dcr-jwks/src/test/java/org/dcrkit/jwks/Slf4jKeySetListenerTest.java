package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.TestKeys.NOW;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.SkippedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Slf4jKeySetListenerTest {

    private static final String URL = "https://keystore.example.org/a.jwks";
    private static final KeySetLocation LOCATION =
            new KeySetLocation(HttpsUrl.parse(URL).orElseThrow(), Purpose.SOFTWARE, AllowedHosts.none());
    private static final KeySet SET = KeySet.of(URL, NOW, List.of(), List.of());

    /** What is logged at INFO and above, which is what SLF4J's simple logger prints. */
    private static String logged(Consumer<KeySetListener> event) {
        PrintStream before = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, UTF_8));
        try {
            event.accept(KeySetListener.slf4j());
        } finally {
            System.setErr(before);
        }
        return captured.toString(UTF_8);
    }

    @Test
    @DisplayName("Each event is a line that names the address")
    void lines() {
        assertThat(logged(to -> to.fetched(LOCATION, SET, Duration.ofMillis(7))))
                .contains("INFO", JwksKeySource.class.getName(), URL, "fetched in 7 ms");
        assertThat(logged(to -> to.servedStale(LOCATION, SET))).contains("WARN", URL, "stale", NOW.toString());
        assertThat(logged(to -> to.refusedByGuard(LOCATION, "not allowed"))).contains("WARN", URL, "not allowed");
        assertThat(logged(to -> to.refreshFailed(LOCATION, "status 500"))).contains("WARN", URL, "status 500");
        assertThat(logged(to -> to.setRejected(LOCATION, KeySetFault.PRIVATE_KEY_PUBLISHED, "d")))
                .contains("ERROR", URL, "PRIVATE_KEY_PUBLISHED");
    }

    @Test
    @DisplayName("What comes out of a token is not logged above DEBUG")
    void tokenContents() {
        assertThat(logged(to -> to.unknownKid(LOCATION, "kid-of-a-token"))).isEmpty();
    }

    @Test
    @DisplayName("Hostile words cannot start a line of their own, nor fill the log")
    void hostileWords() {
        String line = logged(to -> to.skippedKey(
                LOCATION, new SkippedKey("a\r\nERROR forged", SkippedKey.Cause.MALFORMED, "x".repeat(10_000))));
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line).hasSizeLessThan(1_000).contains("MALFORMED");
    }
}
