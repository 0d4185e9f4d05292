package org.dcrkit.examples.spring.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What clients get.
 *
 * @param accessTokenLifetime how long an access token lasts
 * @param mtlsUrl where the endpoints are that want a client certificate, such as {@code https://mtls.bank.example}; where all
 *     others are unless given
 */
@ConfigurationProperties("dcr.token")
record TokenProperties(
        @DefaultValue("10m") Duration accessTokenLifetime,
        @Nullable String mtlsUrl) {}
