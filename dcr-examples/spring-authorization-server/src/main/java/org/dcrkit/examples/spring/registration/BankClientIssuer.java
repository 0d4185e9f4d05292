package org.dcrkit.examples.spring.registration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.endpoint.ClientIssuer;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.CheckUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives clients random ids of 36 characters, and a secret where their authentication method has one. */
@Component
class BankClientIssuer implements ClientIssuer {

    private final JdbcClientStore clients;
    private final ClientSecrets secrets;
    private final InstantSource clock;
    private final @Nullable Duration secretLifetime;

    BankClientIssuer(
            JdbcClientStore clients, ClientSecrets secrets, InstantSource clock, RegistrationProperties registration) {
        this.clients = clients;
        this.secrets = secrets;
        this.clock = clock;
        this.secretLifetime = registration.secretLifetime();
    }

    @Override
    public IssuedClient issue(AcceptedRegistration accepted) {
        IssuedClient client =
                IssuedClient.of(UUID.randomUUID().toString(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return ClientSecrets.needed(method(accepted)) ? withSecret(client) : client;
    }

    /**
     * A secret is kept as long as the method that it was made for, since it is stored in another form for another one, and
     * while at least half of its lifetime is left (RFC 7592, section 2.2). Of two updates at once the second waits for the first,
     * and keeps what that renewed.
     */
    @Override
    public IssuedClient reissue(AcceptedRegistration accepted, IssuedClient before) throws CheckUnavailableException {
        String method = method(accepted);
        return ClientSecrets.needed(method) && !keepsSecret(before.clientId(), method) ? withSecret(before) : before;
    }

    private boolean keepsSecret(String clientId, String method) throws CheckUnavailableException {
        Duration half = secretLifetime == null ? Duration.ZERO : secretLifetime.dividedBy(2);
        Instant soon = clock.instant().plus(half);
        return clients.kept(clientId)
                .filter(row -> row.authenticationMethod().equals(method))
                .filter(row -> row.secretExpires().map(soon::isBefore).orElse(true))
                .isPresent();
    }

    private IssuedClient withSecret(IssuedClient client) {
        String secret = secrets.make();
        Instant now = clock.instant();
        return secretLifetime == null
                ? client.withSecret(secret)
                : client.withSecret(secret, now.plus(secretLifetime).truncatedTo(ChronoUnit.SECONDS));
    }

    private static String method(AcceptedRegistration accepted) {
        return accepted.metadata().text(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD).orElse("client_secret_basic");
    }
}
