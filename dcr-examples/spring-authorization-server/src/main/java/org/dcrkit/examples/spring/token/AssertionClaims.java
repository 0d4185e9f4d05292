package org.dcrkit.examples.spring.token;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.stereotype.Component;

/**
 * What a client assertion has to claim (RFC 7523, section 3).
 *
 * <p>Spring Authorization Server's rules, and the endpoints that are announced for mutual TLS among the audiences: a client that
 * authenticates there names them.
 */
@Component
class AssertionClaims {

    private final MutualTlsEndpoints endpoints;
    private final JwtTimestampValidator times = new JwtTimestampValidator();

    AssertionClaims(MutualTlsEndpoints endpoints, InstantSource clock) {
        this.endpoints = endpoints;
        this.times.setClock(clock.withZone(ZoneOffset.UTC));
    }

    OAuth2TokenValidator<Jwt> of(String clientId) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtClaimValidator<>(JwtClaimNames.ISS, clientId::equals),
                new JwtClaimValidator<>(JwtClaimNames.SUB, clientId::equals),
                new JwtClaimValidator<Collection<String>>(JwtClaimNames.AUD, this::meansUs),
                new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
                times);
    }

    private boolean meansUs(Collection<String> audience) {
        return audience != null && !Collections.disjoint(audience, audiences());
    }

    private List<String> audiences() {
        AuthorizationServerContext context = AuthorizationServerContextHolder.getContext();
        AuthorizationServerSettings paths = context.getAuthorizationServerSettings();
        String issuer = context.getIssuer();
        List<String> audiences = new ArrayList<>(endpoints.authenticating().values());
        audiences.add(issuer);
        audiences.add(issuer + paths.getTokenEndpoint());
        audiences.add(issuer + paths.getTokenRevocationEndpoint());
        audiences.add(issuer + paths.getTokenIntrospectionEndpoint());
        audiences.add(issuer + paths.getPushedAuthorizationRequestEndpoint());
        return audiences;
    }
}
