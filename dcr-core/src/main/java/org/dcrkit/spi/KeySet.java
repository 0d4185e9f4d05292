package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that were published at a place, as of an instant: read, checked and indexed once.
 *
 * <p>Looking a key up by its id costs the same whatever the size of the set.
 */
public final class KeySet {

    private final String source;
    private final Instant fetchedAt;
    private final boolean stale;
    private final List<PublishedKey> keys;
    private final List<SkippedKey> skipped;
    private final Map<String, PublishedKey> byKid;
    private final Map<String, SkippedKey> skippedByKid;

    private KeySet(
            String source,
            Instant fetchedAt,
            boolean stale,
            List<PublishedKey> keys,
            List<SkippedKey> skipped,
            Map<String, PublishedKey> byKid,
            Map<String, SkippedKey> skippedByKid) {
        this.source = source;
        this.fetchedAt = fetchedAt;
        this.stale = stale;
        this.keys = keys;
        this.skipped = skipped;
        this.byKid = byKid;
        this.skippedByKid = skippedByKid;
    }

    /**
     * A key set.
     *
     * @param source where it was published: a URL, or the name of a file
     * @param fetchedAt when it was read from there
     * @param keys the usable keys, each with a key id of its own
     * @param skipped the keys that cannot be used
     * @throws IllegalArgumentException if two usable keys have the same key id
     */
    public static KeySet of(String source, Instant fetchedAt, List<PublishedKey> keys, List<SkippedKey> skipped) {
        Map<String, PublishedKey> byKid = new HashMap<>();
        for (PublishedKey key : keys) {
            if (byKid.put(key.kid(), key) != null) {
                throw new IllegalArgumentException("two usable keys with the same key id: " + key.kid());
            }
        }
        Map<String, SkippedKey> skippedByKid = new HashMap<>();
        skipped.forEach(key -> skippedByKid.putIfAbsent(key.kid(), key));
        return new KeySet(
                requireNonNull(source, "source"),
                requireNonNull(fetchedAt, "fetchedAt"),
                false,
                List.copyOf(keys),
                List.copyOf(skipped),
                Map.copyOf(byKid),
                Map.copyOf(skippedByKid));
    }

    /** The same set, marked as served beyond its time because its source is out of reach. */
    public KeySet asStale() {
        return new KeySet(source, fetchedAt, true, keys, skipped, byKid, skippedByKid);
    }

    /** Where the set was published. */
    public String source() {
        return source;
    }

    /** When it was read from there. */
    public Instant fetchedAt() {
        return fetchedAt;
    }

    /** Whether it is served beyond its time because its source is out of reach. */
    public boolean stale() {
        return stale;
    }

    /** The usable keys. */
    public List<PublishedKey> keys() {
        return keys;
    }

    /** The keys that cannot be used. */
    public List<SkippedKey> skipped() {
        return skipped;
    }

    /** The usable key with exactly that key id. */
    public Optional<PublishedKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }

    /** The unusable key with exactly that key id, if there is no usable one. */
    public Optional<SkippedKey> findSkipped(String kid) {
        return byKid.containsKey(kid) ? Optional.empty() : Optional.ofNullable(skippedByKid.get(kid));
    }

    @Override
    public String toString() {
        return source + " (" + keys.size() + " keys, " + skipped.size() + " skipped" + (stale ? ", stale)" : ")");
    }
}
