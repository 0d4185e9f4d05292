package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Remembers requests where Keycloak remembers its own objects of single use, which its nodes share. */
final class SharedReplayGuard implements ReplayGuard {

    private static final String PREFIX = "dcr.request.";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final KeycloakSessionFactory sessions;

    SharedReplayGuard(KeycloakSessionFactory sessions) {
        this.sessions = requireNonNull(sessions, "sessions");
    }

    @Override
    public boolean firstUse(TokenUse use, Instant until, Instant at) throws CheckUnavailableException {
        long seconds = Math.max(1, Duration.between(at, until).toSeconds() + 1);
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(
                    sessions, inside -> inside.singleUseObjects().putIfAbsent(key(use), seconds));
        } catch (RuntimeException e) {
            throw new CheckUnavailableException("Keycloak's single-use objects: " + e.getMessage(), RETRY_AFTER, e);
        }
    }

    /** Of bounded length and without ambiguity, whatever a TPP wrote. */
    static String key(TokenUse use) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.valueOf(use.issuer().length()).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) ':');
            digest.update(use.issuer().getBytes(StandardCharsets.UTF_8));
            digest.update(use.jwtId().getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
