package org.dcrkit.examples.spring.operation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.examples.spring.trust.KnownDirectories;
import org.dcrkit.jwks.JwksKeySource;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** The management port, which only the machine itself reaches unless it is configured otherwise, and figures of key sets. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    @Order(0)
    SecurityFilterChain managementSecurity(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    /** What happened to key sets, in numbers, and how old each directory's is. */
    @Bean
    MeterBinder keySetFigures(
            JwksKeySource keySource, KnownDirectories directories, DirectoryWatch watch, InstantSource clock) {
        return meters -> {
            // A registry keeps the object that a counter is of by a weak reference only.
            keySource
                    .counters()
                    .all()
                    .forEach((name, count) -> FunctionCounter.builder(
                                    "dcr.key.sets." + name, keySource, source -> count.getAsLong())
                            .register(meters));
            Gauge.builder("dcr.key.sets.held", keySource, JwksKeySource::heldSets)
                    .register(meters);
            for (TrustedDirectory directory : directories.entries()) {
                Gauge.builder("dcr.directory.key.set.age", () -> age(watch.of(directory.keySet()), clock))
                        .baseUnit("seconds")
                        .tag("directory", directory.name())
                        .tag("environment", directory.environment())
                        .register(meters);
            }
        };
    }

    private static double age(DirectoryWatch.State state, InstantSource clock) {
        return state.fetched()
                .map(fetched ->
                        (double) Duration.between(fetched, clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }
}
