package org.dcrkit.examples.spring.token;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.List;
import org.dcrkit.certs.CertificatePathValidator;
import org.dcrkit.certs.NameMatching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.X509ClientCertificateAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretBasicAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.ClientSecretPostAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring Authorization Server's endpoints. How people log in and consent is the bank's own: without it, nobody gets past the
 * authorization endpoint.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

    @Bean
    OAuth2AuthorizationService authorizations(JdbcOperations database, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationService(database, clients);
    }

    @Bean
    OAuth2AuthorizationConsentService consents(JdbcOperations database, RegisteredClientRepository clients) {
        return new JdbcOAuth2AuthorizationConsentService(database, clients);
    }

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(
            HttpSecurity http,
            AssertionDecoders assertions,
            NameMatching names,
            CertificatePathValidator paths,
            InstantSource clock,
            ServerMetadata metadata,
            AuthorizationServerSettings settings)
            throws Exception {
        requireIssuer(settings);
        RegisteredSubject subjects = new RegisteredSubject(names, paths, clock);
        OAuth2AuthorizationServerConfigurer server = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(server.getEndpointsMatcher())
                .with(
                        server,
                        endpoints -> endpoints
                                .clientAuthentication(clients -> clients.authenticationConverters(
                                                AuthorizationServerConfiguration::ways)
                                        .authenticationProviders(providers -> prove(providers, assertions, subjects))
                                        .errorResponseHandler(new TokenErrors()))
                                .authorizationServerMetadataEndpoint(
                                        endpoint -> endpoint.authorizationServerMetadataCustomizer(
                                                document -> document.claims(metadata::complete)))
                                .oidc(oidc -> oidc.providerConfigurationEndpoint(
                                        endpoint -> endpoint.providerConfigurationCustomizer(
                                                document -> document.claims(metadata::complete)))))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                // Spring Authorization Server takes JWTs of its own as bearer tokens here, and an ID token is one.
                .oauth2ResourceServer(resources -> resources.bearerTokenResolver(request -> null))
                // Nobody logs in here: what was asked before is for a bank's own login to remember.
                .requestCache(RequestCacheConfigurer::disable)
                .addFilterBefore(new DatabaseErrors(), WebAsyncManagerIntegrationFilter.class)
                .build();
    }

    /** No parameter has control characters (RFC 6749, appendix A), and PostgreSQL keeps no NUL. */
    @Bean
    StrictHttpFirewall parameterValues() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(
                value -> value == null || value.chars().noneMatch(Character::isISOControl));
        return firewall;
    }

    /** Without one, the server is whoever the caller's Host field says, and takes assertions that were made for others. */
    private static void requireIssuer(AuthorizationServerSettings settings) {
        if (settings.getIssuer() == null) {
            throw new IllegalArgumentException(
                    "spring.security.oauth2.authorizationserver.issuer has to say who this server is");
        }
    }

    /** Whatever nobody else answers for is refused, and nothing is remembered of it; what went wrong is told as such. */
    @Bean
    @Order(100)
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(RequestCacheConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** How clients may say who they are; public clients are not among them. */
    private static void ways(List<AuthenticationConverter> converters) {
        converters.clear();
        converters.add(new AssertionAuthenticationConverter());
        converters.add(new ClientSecretBasicAuthenticationConverter());
        converters.add(new ClientSecretPostAuthenticationConverter());
        converters.add(new CertificateAuthenticationConverter());
    }

    /** How they prove it. */
    private static void prove(
            List<AuthenticationProvider> providers, AssertionDecoders assertions, RegisteredSubject subjects) {
        providers.removeIf(PublicClientAuthenticationProvider.class::isInstance);
        for (AuthenticationProvider provider : providers) {
            if (provider instanceof JwtClientAssertionAuthenticationProvider jwt) {
                jwt.setJwtDecoderFactory(assertions);
            } else if (provider instanceof X509ClientCertificateAuthenticationProvider x509) {
                x509.setCertificateVerifier(subjects);
            }
        }
    }
}
