package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What only the bank can give a client: its id and, where the authentication method needs one, its secret. */
public final class IssuedClient {

    private final String clientId;
    private final Instant issuedAt;
    private final @Nullable String secret;
    private final @Nullable Instant secretExpiresAt;

    private IssuedClient(
            String clientId, Instant issuedAt, @Nullable String secret, @Nullable Instant secretExpiresAt) {
        this.clientId = clientId;
        this.issuedAt = issuedAt;
        this.secret = secret;
        this.secretExpiresAt = secretExpiresAt;
    }

    /**
     * A client without a secret.
     *
     * @throws IllegalArgumentException if the id is blank
     */
    public static IssuedClient of(String clientId, Instant issuedAt) {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("a client needs an id");
        }
        return new IssuedClient(clientId, requireNonNull(issuedAt, "issuedAt"), null, null);
    }

    /** With a secret that never expires. */
    public IssuedClient withSecret(String clientSecret) {
        return new IssuedClient(clientId, issuedAt, requireNonNull(clientSecret, "clientSecret"), null);
    }

    /** With a secret that expires. */
    public IssuedClient withSecret(String clientSecret, Instant expiresAt) {
        return new IssuedClient(
                clientId,
                issuedAt,
                requireNonNull(clientSecret, "clientSecret"),
                requireNonNull(expiresAt, "expiresAt"));
    }

    /** The client's id. */
    public String clientId() {
        return clientId;
    }

    /** When it was given. */
    public Instant issuedAt() {
        return issuedAt;
    }

    /** The secret; a bank that keeps only its hash gives it back without, and then no later response repeats it. */
    public Optional<String> secret() {
        return Optional.ofNullable(secret);
    }

    /** When the secret expires; empty if never, or if there is none. */
    public Optional<Instant> secretExpiresAt() {
        return Optional.ofNullable(secretExpiresAt);
    }

    /** Whether all of it is the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IssuedClient that
                && clientId.equals(that.clientId)
                && issuedAt.equals(that.issuedAt)
                && Objects.equals(secret, that.secret)
                && Objects.equals(secretExpiresAt, that.secretExpiresAt);
    }

    /** Of the id, which is one client's alone. */
    @Override
    public int hashCode() {
        return clientId.hashCode();
    }

    /** The id; never the secret. */
    @Override
    public String toString() {
        return clientId;
    }
}
