package org.dcrkit.endpoint;

import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.CheckUnavailableException;

/**
 * What a bank adds to each response that shows a client, such as the {@code registration_access_token} and the
 * {@code registration_client_uri} of RFC 7592, section 3.
 */
@FunctionalInterface
public interface ResponseMembers {

    /**
     * The members for a client that is about to be stored, or that is read.
     *
     * @throws CheckUnavailableException if they cannot be made now; nothing is stored then
     */
    JsonObject of(IssuedClient client) throws CheckUnavailableException;
}
