package org.dcrkit.examples.spring.token;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.stereotype.Component;

/** Where the endpoints are that want a client certificate (RFC 8705, section 5). */
@Component
class MutualTlsEndpoints {

    private final @Nullable String url;

    MutualTlsEndpoints(TokenProperties tokens) {
        this.url = tokens.mtlsUrl();
    }

    String registration() {
        return base() + "/register";
    }

    /** Those at which clients authenticate, by their names in the metadata. */
    Map<String, String> authenticating() {
        AuthorizationServerSettings paths = context().getAuthorizationServerSettings();
        Map<String, String> endpoints = new LinkedHashMap<>();
        endpoints.put("token_endpoint", base() + paths.getTokenEndpoint());
        endpoints.put("revocation_endpoint", base() + paths.getTokenRevocationEndpoint());
        endpoints.put("introspection_endpoint", base() + paths.getTokenIntrospectionEndpoint());
        return endpoints;
    }

    private String base() {
        return Optional.ofNullable(url).orElse(context().getIssuer());
    }

    private static AuthorizationServerContext context() {
        return AuthorizationServerContextHolder.getContext();
    }
}
