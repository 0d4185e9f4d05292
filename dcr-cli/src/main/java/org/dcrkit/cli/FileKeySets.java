package org.dcrkit.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.jwks.KeySources;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;
import org.jspecify.annotations.Nullable;

/** Key sets from files, one for each purpose, in place of the addresses in a statement; fetched where there is no file. */
final class FileKeySets implements KeySource, AutoCloseable {

    static final HttpsUrl DIRECTORY = url(Purpose.DIRECTORY);
    private static final AllowedHosts HERE = AllowedHosts.of(DIRECTORY.host());

    private final Map<Purpose, Path> byPurpose;
    private final KeySource files;
    private final @Nullable JwksKeySource otherwise;

    FileKeySets(Map<Purpose, Path> byPurpose, @Nullable JwksKeySource otherwise, InstantSource clock) {
        this.byPurpose = Map.copyOf(byPurpose);
        this.otherwise = otherwise;
        Map<HttpsUrl, Path> byUrl = new HashMap<>();
        byPurpose.forEach((purpose, file) -> byUrl.put(url(purpose), file));
        this.files = KeySources.files(byUrl, clock);
    }

    @Override
    public KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        Purpose purpose = location.purpose();
        return byPurpose.containsKey(purpose) || otherwise == null
                ? files.keySet(new KeySetLocation(url(purpose), purpose, HERE), wanted)
                : otherwise.keySet(location, wanted);
    }

    @Override
    public void close() {
        if (otherwise != null) {
            otherwise.close();
        }
    }

    private static HttpsUrl url(Purpose purpose) {
        return HttpsUrl.parse("https://files.invalid/" + purpose.name().toLowerCase(Locale.ROOT))
                .orElseThrow();
    }
}
