package org.dcrkit.examples.spring.registration;

import java.time.Instant;
import java.util.Optional;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.endpoint.StoredClient;
import org.jspecify.annotations.Nullable;

/**
 * A client as it stands in the database.
 *
 * @param client all of it but its secret
 * @param encodedSecret its secret as it is kept; empty without one
 * @param secretExpires when the secret ends; empty if never
 */
public record ClientRow(StoredClient client, Optional<String> encodedSecret, Optional<Instant> secretExpires) {

    /** How the client authenticates at the token endpoint; RFC 7591, section 2, says how if the metadata do not. */
    public String authenticationMethod() {
        return authenticationMethod(client);
    }

    static String authenticationMethod(StoredClient client) {
        return client.registered()
                .metadata()
                .text(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD)
                .orElse("client_secret_basic");
    }

    static ClientRow of(StoredClient client, @Nullable String encodedSecret, @Nullable Instant secretExpires) {
        return new ClientRow(client, Optional.ofNullable(encodedSecret), Optional.ofNullable(secretExpires));
    }

    /** The client; never its secret. */
    @Override
    public String toString() {
        return client.toString();
    }
}
