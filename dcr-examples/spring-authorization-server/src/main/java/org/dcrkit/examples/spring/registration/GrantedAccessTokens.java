package org.dcrkit.examples.spring.registration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.PresentedCertificates;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization.Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.stereotype.Component;

/** The access tokens that Spring Authorization Server granted: only those of the client credentials grant manage a client. */
@Component
class GrantedAccessTokens implements AccessTokens {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final OAuth2AuthorizationService authorizations;

    GrantedAccessTokens(OAuth2AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    @Override
    public Optional<String> clientOf(String token, PresentedCertificates certificates)
            throws CheckUnavailableException {
        return find(token)
                .filter(granted ->
                        AuthorizationGrantType.CLIENT_CREDENTIALS.equals(granted.getAuthorizationGrantType()))
                .filter(granted -> isOf(granted.getAccessToken(), certificates))
                .map(OAuth2Authorization::getRegisteredClientId);
    }

    @Override
    public void revoke(String token) throws CheckUnavailableException {
        Optional<OAuth2Authorization> granted = find(token);
        try {
            granted.ifPresent(authorization -> Optional.ofNullable(authorization.getAccessToken())
                    .ifPresent(access -> authorizations.save(OAuth2Authorization.from(authorization)
                            .invalidate(access.getToken())
                            .build())));
        } catch (DataAccessException e) {
            throw unavailable(e);
        }
    }

    private Optional<OAuth2Authorization> find(String token) throws CheckUnavailableException {
        try {
            return Optional.ofNullable(authorizations.findByToken(token, OAuth2TokenType.ACCESS_TOKEN));
        } catch (DataRetrievalFailureException e) {
            // Its client was deleted between the one query and the other.
            return Optional.empty();
        } catch (DataAccessException e) {
            throw unavailable(e);
        }
    }

    /** Whether a token is active and bound to the connection's certificate (RFC 8705, section 3). */
    private static boolean isOf(@Nullable Token<OAuth2AccessToken> token, PresentedCertificates certificates) {
        List<byte[]> der = certificates.der();
        return token != null
                && token.isActive()
                && !der.isEmpty()
                && token.getClaims() != null
                && token.getClaims().get("cnf") instanceof Map<?, ?> confirmation
                && ClientCertificates.thumbprint(der.get(0)).equals(confirmation.get("x5t#S256"));
    }

    private static CheckUnavailableException unavailable(DataAccessException e) {
        return new CheckUnavailableException("the database: " + e.getMessage(), RETRY_AFTER, e);
    }
}
