package org.dcrkit.examples.spring.registration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the bank decides about registrations besides its policy.
 *
 * @param oncePerSoftware whether software that is registered already is refused; OBIE leaves that to the bank
 * @param secretLifetime how long a client secret lasts; for ever unless given. An update renews one of which less than half is
 *     left
 */
@ConfigurationProperties("dcr.registration")
public record RegistrationProperties(
        @DefaultValue("false") boolean oncePerSoftware,
        @Nullable Duration secretLifetime) {}
