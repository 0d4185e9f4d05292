package org.dcrkit.examples.spring.trust;

import java.util.List;
import java.util.Optional;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.examples.spring.trust.TrustProperties.Directory;
import org.dcrkit.spi.AllowedHosts;

/** The directories of the configuration, also found by what a stored client says of its own. */
public final class KnownDirectories {

    private final List<TrustedDirectory> entries;

    private KnownDirectories(List<TrustedDirectory> entries) {
        this.entries = entries;
    }

    /** The directories that are configured so. */
    public static KnownDirectories of(List<Directory> directories) {
        return new KnownDirectories(
                directories.stream().map(KnownDirectories::entry).toList());
    }

    /** The same for a validator. */
    public TrustedDirectories trusted() {
        return TrustedDirectories.of(entries.toArray(TrustedDirectory[]::new));
    }

    /** All of them. */
    public List<TrustedDirectory> entries() {
        return entries;
    }

    /** The directory of that name and environment; empty if it is no longer trusted. */
    public Optional<TrustedDirectory> find(String name, String environment) {
        return entries.stream()
                .filter(entry ->
                        entry.name().equals(name) && entry.environment().equals(environment))
                .findFirst();
    }

    private static TrustedDirectory entry(Directory given) {
        TrustedDirectory.Builder entry = TrustedDirectory.builder(given.name(), given.issuer(), given.keySetUrl())
                .environment(given.environment())
                .dialect(dialect(given.dialect()));
        if (!given.allowedHosts().isEmpty()) {
            entry.allowedHosts(AllowedHosts.of(given.allowedHosts().toArray(String[]::new)));
        }
        given.when().forEach(entry::when);
        return entry.build();
    }

    private static SsaDialect dialect(String name) {
        return switch (name) {
            case "obie" -> SsaDialect.obie();
            case "brasil" -> SsaDialect.openFinanceBrasil();
            case "cdr" -> SsaDialect.cdrAustralia();
            default -> throw new IllegalArgumentException("no dialect of statements is called " + name);
        };
    }
}
