package org.dcrkit.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dcrkit.jwks.JwkSetParser;
import org.dcrkit.jwks.RejectedKeySetException;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.jspecify.annotations.Nullable;

/**
 * Reads key sets with the parser that production uses, and remembers what it read: its search for weak keys takes longer
 * than the rest of a test, and worlds of the same seed publish the same sets.
 */
final class MemoryKeySets {

    private static final JwkSetParser PARSER = JwkSetParser.builder().build();
    private static final int MOST = 500;
    private static final Map<Text, KeySet> READ = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, KeySet> eldest) {
            return size() > MOST;
        }
    };

    private record Text(String url, String json, Instant at) {}

    private MemoryKeySets() {}

    /** The key set of that text. */
    static KeySet read(String url, String json, Instant at) throws CheckUnavailableException {
        Text text = new Text(url, json, at);
        synchronized (READ) {
            @Nullable KeySet known = READ.get(text);
            if (known != null) {
                return known;
            }
        }
        try {
            KeySet keySet = PARSER.parse(json.getBytes(StandardCharsets.UTF_8), url, at);
            synchronized (READ) {
                READ.put(text, keySet);
            }
            return keySet;
        } catch (RejectedKeySetException e) {
            throw new CheckUnavailableException("no key set at " + url, Duration.ofSeconds(30), e);
        }
    }
}
