package org.dcrkit.examples.spring.operation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.examples.spring.trust.KnownDirectories;
import org.dcrkit.jwks.JwksKeySource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the directories can be asked, under the name {@code directory}. A directory that is down while its known keys are
 * served makes the server {@code DEGRADED}, not down: a restart would lose the keys. It stays so when the keys have become too old
 * to be served and registrations are answered 503, which the time of the last fetch tells.
 */
@Component
class DirectoryHealthIndicator implements HealthIndicator {

    private final KnownDirectories directories;
    private final DirectoryWatch watch;
    private final JwksKeySource keySource;

    DirectoryHealthIndicator(KnownDirectories directories, DirectoryWatch watch, JwksKeySource keySource) {
        this.directories = directories;
        this.watch = watch;
        this.keySource = keySource;
    }

    @Override
    public Health health() {
        boolean failing = false;
        Map<String, Object> details = new LinkedHashMap<>();
        for (TrustedDirectory directory : directories.entries()) {
            DirectoryWatch.State state = watch.of(directory.keySet());
            failing |= state.failing().isPresent();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("keySet", directory.keySet().toString());
            one.put("keys", state.keys());
            one.put("fetched", state.fetched().map(Object::toString).orElse("never"));
            state.failing().ifPresent(since -> one.put("failingSince", since.toString()));
            details.put(directory.name() + ", " + directory.environment(), one);
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        keySource.counters().all().forEach((name, count) -> counts.put(name, count.getAsLong()));
        return (failing ? Health.status(Degraded.STATUS) : Health.up())
                .withDetail("directories", details)
                .withDetail("keySetsHeld", keySource.heldSets())
                .withDetail("counts", counts)
                .build();
    }
}
