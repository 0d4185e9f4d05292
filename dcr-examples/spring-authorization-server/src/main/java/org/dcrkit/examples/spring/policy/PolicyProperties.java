package org.dcrkit.examples.spring.policy;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By which rules clients are registered.
 *
 * @param preset a profile such as {@code obie-3.3}; with a file it only says how responses are written
 * @param audiences the {@code aud} values that mean this bank; a file says so itself
 * @param file a policy file, which is read again whenever it changes
 */
@ConfigurationProperties("dcr.policy")
public record PolicyProperties(
        @DefaultValue("obie-3.3") String preset,
        @DefaultValue Set<String> audiences,
        @Nullable Path file) {}
