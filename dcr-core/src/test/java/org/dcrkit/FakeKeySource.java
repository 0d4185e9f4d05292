package org.dcrkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey;
import org.dcrkit.spi.WantedKey;

/** Key sets in memory, which remembers every question that it was asked. */
final class FakeKeySource implements KeySource {

    private final Map<String, KeySet> sets = new HashMap<>();
    private final Map<String, KeySet> newer = new HashMap<>();
    private final Map<String, String> down = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<KeySetLocation> locations = new ArrayList<>();
    private final List<String> wantedKids = new ArrayList<>();

    FakeKeySource publish(String url, PublishedKey... keys) {
        return publish(url, List.of(keys), List.of());
    }

    FakeKeySource publish(String url, List<PublishedKey> keys, List<SkippedKey> skipped) {
        sets.put(url, KeySet.of(url, Instant.parse("2025-12-31T23:59:00Z"), keys, skipped));
        return this;
    }

    /** What the URL gives to whoever does not find the wanted key in what was published first. */
    FakeKeySource rotate(String url, PublishedKey... keys) {
        newer.put(url, KeySet.of(url, Instant.parse("2026-01-01T00:00:00Z"), List.of(keys), List.of()));
        return this;
    }

    /** The URL answers once more and then no longer. */
    FakeKeySource takeDownNext(String url) {
        newer.put(url, null);
        return this;
    }

    FakeKeySource makeStale(String url) {
        sets.computeIfPresent(url, (same, set) -> set.asStale());
        return this;
    }

    FakeKeySource takeDown(String url) {
        down.put(url, "connection refused");
        return this;
    }

    FakeKeySource refuse(String url) {
        refused.put(url, "resolves to an address inside");
        return this;
    }

    @Override
    public synchronized KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        String url = location.url().toString();
        asked.add(url);
        locations.add(location);
        wantedKids.add(wanted.kid().orElse(""));
        if (down.containsKey(url)) {
            throw new CheckUnavailableException(down.get(url), Duration.ofSeconds(30));
        }
        if (refused.containsKey(url)) {
            throw new KeySetRefusedException(refused.get(url));
        }
        KeySet set = sets.get(url);
        if (set != null && !wanted.isIn(set) && newer.containsKey(url)) {
            set = newer.get(url);
        }
        if (set == null) {
            throw new CheckUnavailableException("404", Duration.ofSeconds(30));
        }
        return set;
    }

    /** The URLs that were asked for, in order. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized List<KeySetLocation> locations() {
        return List.copyOf(locations);
    }

    synchronized List<String> wantedKids() {
        return List.copyOf(wantedKids);
    }
}
