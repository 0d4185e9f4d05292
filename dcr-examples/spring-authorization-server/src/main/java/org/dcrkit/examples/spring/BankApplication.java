package org.dcrkit.examples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A bank's authorization server: dynamic client registration, and tokens for the clients that it registers. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class BankApplication {

    /** Starts the server. */
    public static void main(String[] arguments) {
        SpringApplication.run(BankApplication.class, arguments);
    }
}
