package org.dcrkit.examples.spring.token;

import java.util.HashMap;
import java.util.Map;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Binds every access token to the certificate of the connection that it is asked for over (RFC 8705, section 3; FAPI 1.0
 * Advanced, section 5.2.2-5), however the client authenticated. Without a certificate there is no token.
 */
@Component
class CertificateBoundTokens implements OAuth2TokenCustomizer<OAuth2TokenClaimsContext> {

    @Override
    public void customize(OAuth2TokenClaimsContext context) {
        if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            return;
        }
        ServletRequestAttributes connection =
                (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        String thumbprint = ClientCertificates.thumbprint(connection.getRequest())
                .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(
                        OAuth2ErrorCodes.INVALID_REQUEST, "Tokens are given over mutual TLS only.", null)));
        // The database holds maps of this class as JSON.
        Map<String, Object> confirmation = new HashMap<>();
        confirmation.put("x5t#S256", thumbprint);
        context.getClaims().claim("cnf", confirmation);
    }
}
