package org.dcrkit.examples.spring.connection;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which proxies are believed.
 *
 * @param trusted their addresses, or ranges of them such as {@code 10.1.2.0/28}; none unless given
 */
@ConfigurationProperties("dcr.proxy")
public record ProxyProperties(@DefaultValue List<String> trusted) {}
