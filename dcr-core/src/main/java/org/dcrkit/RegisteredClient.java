package org.dcrkit;

import static java.util.Objects.requireNonNull;

import org.dcrkit.claims.ClientMetadata;

/**
 * A client as the bank has it in its store: what an update of it is compared with.
 *
 * @param clientId the id that the bank gave it
 * @param softwareId the software of the statement that it was registered with
 * @param organisationId the organisation of that statement; empty in regimes whose statements name none
 * @param metadata the effective metadata that was registered
 */
public record RegisteredClient(String clientId, String softwareId, String organisationId, ClientMetadata metadata) {

    /** Requires every part. */
    public RegisteredClient {
        requireNonNull(clientId, "clientId");
        requireNonNull(softwareId, "softwareId");
        requireNonNull(organisationId, "organisationId");
        requireNonNull(metadata, "metadata");
    }
}
