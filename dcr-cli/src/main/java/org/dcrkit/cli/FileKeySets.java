package org.dcrkit.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.jwks.KeySources;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;
import org.jspecify.annotations.Nullable;

/** Files in the place of the addresses in a statement: one for the directory, one for the software, one for revoked keys. */
final class FileKeySets implements KeySource {

    static final HttpsUrl DIRECTORY = url("directory.jwks");
    private static final HttpsUrl SOFTWARE = url("software.jwks");
    private static final HttpsUrl REVOKED = url("revoked.jwks");
    private static final AllowedHosts HERE = AllowedHosts.of(DIRECTORY.host());

    private final KeySource files;

    FileKeySets(Path directory, Path software, @Nullable Path revoked, InstantSource clock) {
        Map<HttpsUrl, Path> byUrl = new HashMap<>();
        byUrl.put(DIRECTORY, directory);
        byUrl.put(SOFTWARE, software);
        if (revoked != null) {
            byUrl.put(REVOKED, revoked);
        }
        this.files = KeySources.files(byUrl, clock);
    }

    @Override
    public KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        HttpsUrl url = switch (location.purpose()) {
            case DIRECTORY -> DIRECTORY;
            case SOFTWARE, ORGANISATION -> SOFTWARE;
            case REVOKED -> REVOKED;
        };
        return files.keySet(new KeySetLocation(url, location.purpose(), HERE), wanted);
    }

    private static HttpsUrl url(String file) {
        return HttpsUrl.parse("https://files.invalid/" + file).orElseThrow();
    }
}
