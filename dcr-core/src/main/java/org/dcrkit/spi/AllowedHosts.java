package org.dcrkit.spi;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.dcrkit.claims.HttpsUrl;

/**
 * The hosts that something may be fetched from: an allow-list, empty unless told otherwise.
 *
 * <p>An entry is a host ({@code keystore.openbanking.org.uk}), a host with a port ({@code localhost:8443}; without one the
 * port is 443, or 80 for what is fetched without TLS), or a suffix at a label boundary ({@code .openbanking.org.uk}, which covers every host below that name but
 * not the name itself, and never {@code evilopenbanking.org.uk}).
 */
public final class AllowedHosts {

    private static final AllowedHosts NONE = new AllowedHosts(Set.of());

    private final Set<String> entries;

    private AllowedHosts(Set<String> entries) {
        this.entries = entries;
    }

    /** No host at all. */
    public static AllowedHosts none() {
        return NONE;
    }

    /**
     * These hosts and no others.
     *
     * @throws IllegalArgumentException if an entry is not a host, a host with a port, or a suffix of at least two labels
     */
    public static AllowedHosts of(String... entries) {
        Set<String> checked = new TreeSet<>();
        for (String entry : entries) {
            String host = entry.startsWith(".") ? entry.substring(1) : entry;
            HttpsUrl url = HttpsUrl.parse("https://" + host + "/")
                    .filter(parsed -> parsed.path().equals("/"))
                    .orElseThrow(() -> new IllegalArgumentException("not a host, host:port or .suffix: " + entry));
            if (entry.startsWith(".") && (host.contains(":") || url.hostKind() != HttpsUrl.HostKind.NAME)) {
                throw new IllegalArgumentException("a suffix needs at least two labels and no port: " + entry);
            }
            boolean portIsWritten = !host.equalsIgnoreCase(url.host());
            checked.add(portIsWritten ? url.host() + ":" + url.port() : entry.toLowerCase(Locale.ROOT));
        }
        return new AllowedHosts(Set.copyOf(checked));
    }

    /** Whether a URL's host and port are on the list. */
    public boolean allow(HttpsUrl url) {
        return allow(HttpLocation.of(url));
    }

    /** Whether a location's host and port are on the list; an entry without a port means the usual one of its scheme. */
    public boolean allow(HttpLocation location) {
        String host = location.host();
        if (entries.contains(host + ":" + location.port())) {
            return true;
        }
        return location.isUsualPort()
                && (entries.contains(host)
                        || (location.hostKind() == HttpsUrl.HostKind.NAME
                                && entries.stream().anyMatch(entry -> entry.startsWith(".") && host.endsWith(entry))));
    }

    /** The entries in alphabetical order. */
    @Override
    public String toString() {
        return String.join(", ", new TreeSet<>(entries));
    }
}
