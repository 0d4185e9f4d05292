package org.dcrkit.jwks;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySource;

/**
 * Key sources that need no network, and the way to put several in a row.
 *
 * <p>All of them refuse a location whose host is not among its allowed hosts, as every source does.
 */
public final class KeySources {

    private KeySources() {}

    /** Serves the sets that it was given, each at its address; any other address is unavailable. */
    public static KeySource inMemory(Map<HttpsUrl, KeySet> sets) {
        return new InMemoryKeySource(sets);
    }

    /** Serves one set at one address. */
    public static KeySource inMemory(HttpsUrl url, KeySet set) {
        return new InMemoryKeySource(Map.of(url, set));
    }

    /**
     * Serves each address from a file, which is read again when it changes.
     *
     * <p>A file that vanishes, or turns into something that is no key set, does not take the keys away: the last good set
     * is served, marked as stale.
     *
     * @param files the file of each address
     * @param instants where the time comes from
     */
    public static FileKeySource files(Map<HttpsUrl, Path> files, InstantSource instants) {
        return FileKeySource.builder(files, instants).build();
    }

    /**
     * Asks the sources in order and answers with the first that answers.
     *
     * <p>Only trouble ({@code CheckUnavailableException}) passes the question on. A refusal of the location is final.
     *
     * @throws IllegalArgumentException if there is no source
     */
    public static KeySource firstOf(KeySource... sources) {
        return new FirstOfKeySource(List.of(sources));
    }
}
