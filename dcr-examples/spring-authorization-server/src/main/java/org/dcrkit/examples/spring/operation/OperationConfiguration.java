package org.dcrkit.examples.spring.operation;

import org.dcrkit.jwks.KeySetListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is told of key sets. */
@Configuration(proxyBeanMethods = false)
class OperationConfiguration {

    @Bean
    KeySetListener keySetListener() {
        return KeySetListener.slf4j();
    }
}
