package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.PresentedCertificates;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.Time;
import org.keycloak.jose.jws.JWSHeader;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager.BearerTokenAuthenticator;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.util.MtlsHoKTokenUtil;

/** Keycloak's own access tokens, of the request's realm. */
final class RealmTokens implements AccessTokens {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** As long as Keycloak's revocation endpoint remembers at least. */
    private static final long REMEMBERED_SECONDS = 10;

    private static final long MILLIS = 1000;

    private final KeycloakSession session;

    RealmTokens(KeycloakSession session) {
        this.session = requireNonNull(session, "session");
    }

    /**
     * Keycloak verifies signature, times, realm, revocation, client and session; the token must then be one that the client
     * got for itself, and bound to the certificate of this very connection, as every client's tokens here are.
     */
    @Override
    public Optional<String> clientOf(String token, PresentedCertificates certificates)
            throws CheckUnavailableException {
        if (!isReadable(token)) {
            return Optional.empty();
        }
        try {
            AuthResult result =
                    new BearerTokenAuthenticator(session).setTokenString(token).authenticate();
            return result != null
                            && isOfItself(result)
                            && MtlsHoKTokenUtil.verifyTokenBindingWithClientCertificate(
                                    result.token(), session.getContext().getHttpRequest(), session)
                    ? Optional.of(result.client().getClientId())
                    : Optional.empty();
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    /** Keycloak fails, rather than refuses, where a token has no header or its header no algorithm. */
    private static boolean isReadable(String token) {
        try {
            @Nullable JWSHeader header = new JWSInput(token).getHeader();
            return header != null && header.getAlgorithm() != null;
        } catch (JWSInputException e) {
            return false;
        }
    }

    @Override
    public void revoke(String token) throws CheckUnavailableException {
        try {
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(), session.getContext(), inside -> revoke(inside, token));
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static void revoke(KeycloakSession session, String token) {
        @Nullable AccessToken decoded = session.tokens().decode(token, AccessToken.class);
        long now = Time.currentTimeMillis() / MILLIS;
        if (decoded != null && decoded.getId() != null && decoded.getExp() != null) {
            session.revokedTokens().put(decoded.getId(), Math.max(decoded.getExp() - now + 1, REMEMBERED_SECONDS));
        }
    }

    /** The user of the client credentials grant is the client's service account. */
    private static boolean isOfItself(AuthResult result) {
        UserModel user = result.user();
        return user != null && result.client().getId().equals(user.getServiceAccountClientLink());
    }

    private static CheckUnavailableException unavailable(RuntimeException e) {
        return new CheckUnavailableException("Keycloak's tokens: " + e.getMessage(), RETRY_AFTER, e);
    }
}
