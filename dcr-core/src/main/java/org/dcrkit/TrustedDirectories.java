package org.dcrkit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dcrkit.claims.JsonValue.JsonObject;

/**
 * The directories whose software statements a bank accepts.
 *
 * <p>What an unverified statement says of its issuer and environment chooses among these entries and does nothing else.
 */
public final class TrustedDirectories {

    private final Map<String, List<TrustedDirectory>> byIssuer;

    private TrustedDirectories(Map<String, List<TrustedDirectory>> byIssuer) {
        this.byIssuer = byIssuer;
    }

    /**
     * These directories and no others.
     *
     * @throws IllegalArgumentException if there is none, if one statement could fall under two of them, or if two issuers
     *     have the same name and environment, by which clients are told apart
     */
    public static TrustedDirectories of(TrustedDirectory... directories) {
        if (directories.length == 0) {
            throw new IllegalArgumentException("a bank that trusts no directory accepts nobody");
        }
        Map<String, List<TrustedDirectory>> byIssuer =
                Arrays.stream(directories).collect(Collectors.groupingBy(TrustedDirectory::issuer));
        byIssuer.forEach(TrustedDirectories::refuseOverlap);
        refuseNamesakes(directories);
        return new TrustedDirectories(new HashMap<>(byIssuer));
    }

    private static void refuseOverlap(String issuer, List<TrustedDirectory> entries) {
        Set<Object> conditions = new HashSet<>();
        for (TrustedDirectory entry : entries) {
            boolean sameClaims = entry.conditions()
                    .keySet()
                    .equals(entries.get(0).conditions().keySet());
            if (!sameClaims || !conditions.add(entry.conditions())) {
                throw new IllegalArgumentException("entries of one issuer need different values of the same claims: "
                        + issuer + ", " + entry.name());
            }
        }
    }

    private static void refuseNamesakes(TrustedDirectory... directories) {
        Map<List<String>, String> issuers = new HashMap<>();
        for (TrustedDirectory entry : directories) {
            String issuer = issuers.putIfAbsent(List.of(entry.name(), entry.environment()), entry.issuer());
            if (issuer != null && !issuer.equals(entry.issuer())) {
                throw new IllegalArgumentException("two issuers need names of their own in an environment: " + issuer
                        + ", " + entry.issuer() + ", both " + entry.name());
            }
        }
    }

    boolean knowIssuer(String issuer) {
        return byIssuer.containsKey(issuer);
    }

    /** The entry that an unverified statement falls under. */
    Optional<TrustedDirectory> choose(String issuer, JsonObject unverifiedClaims) {
        return byIssuer.getOrDefault(issuer, List.of()).stream()
                .filter(entry -> entry.appliesTo(unverifiedClaims))
                .findFirst();
    }

    /** The names of the entries. */
    @Override
    public String toString() {
        return byIssuer.values().stream()
                .flatMap(List::stream)
                .map(TrustedDirectory::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
