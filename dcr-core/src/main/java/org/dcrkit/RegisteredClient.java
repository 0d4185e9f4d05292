package org.dcrkit;

import static java.util.Objects.requireNonNull;

import org.dcrkit.claims.ClientMetadata;

/**
 * A client as the bank has it in its store: what an update of it is compared with.
 *
 * <p>Ids of software and organisations are unique within one environment of one directory, so these are part of what it is.
 *
 * @param clientId the id that the bank gave it
 * @param directory the name of the trusted directory whose statement it was registered with ({@link TrustedDirectory#name()}):
 *     as long as there are clients of it, a bank does not rename the entry
 * @param environment the environment of that directory ({@link TrustedDirectory#environment()})
 * @param softwareId the software of the statement that it was registered with
 * @param organisationId the organisation of that statement; empty in regimes whose statements name none
 * @param metadata the effective metadata that was registered
 */
public record RegisteredClient(
        String clientId,
        String directory,
        String environment,
        String softwareId,
        String organisationId,
        ClientMetadata metadata) {

    /** Requires every part. */
    public RegisteredClient {
        requireNonNull(clientId, "clientId");
        requireNonNull(directory, "directory");
        requireNonNull(environment, "environment");
        requireNonNull(softwareId, "softwareId");
        requireNonNull(organisationId, "organisationId");
        requireNonNull(metadata, "metadata");
    }
}
