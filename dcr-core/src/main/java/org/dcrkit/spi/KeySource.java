package org.dcrkit.spi;

/**
 * Where key sets come from: memory, a file, an HTTPS fetch behind a cache.
 *
 * <p>Called only for locations that a configured directory or an already verified software statement names. An
 * implementation bounds its own time and memory, contacts no host outside {@link KeySetLocation#allowedHosts()}, and may be
 * called from many threads at once.
 */
@FunctionalInterface
public interface KeySource {

    /**
     * The key set published there.
     *
     * @param location where, and which hosts may be asked
     * @param wanted the key that the caller hopes to find; a set without it is still a good answer
     * @throws CheckUnavailableException if the set can neither be fetched nor served from a copy
     * @throws KeySetRefusedException if the location must not be contacted
     */
    KeySet keySet(KeySetLocation location, WantedKey wanted) throws CheckUnavailableException, KeySetRefusedException;
}
