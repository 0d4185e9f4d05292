package org.dcrkit.examples.spring.registration;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** The endpoint's servlet and what it stands on. */
@Configuration(proxyBeanMethods = false)
class RegistrationConfiguration {

    private static final String PATH = "/register";

    @Bean
    ServletRegistrationBean<RegistrationServlet> registrationServlet(
            RegistrationTransaction endpoint, MeterRegistry meters) {
        return new ServletRegistrationBean<>(new RegistrationServlet(endpoint, meters), PATH, PATH + "/*");
    }

    /** Spring Security lets every call through: who may do what is the endpoint's to say, by certificate, request and token. */
    @Bean
    @Order(2)
    SecurityFilterChain registrationSecurity(HttpSecurity http) throws Exception {
        return http.securityMatcher(PATH, PATH + "/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    PasswordEncoder secretEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    ClientSecrets clientSecrets(PasswordEncoder encoder) {
        return new ClientSecrets(encoder);
    }
}
