package org.dcrkit.endpoint;

import org.dcrkit.AcceptedRegistration;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.spi.CheckUnavailableException;

/**
 * Gives a client what only the bank can: an id that was never used before and, where the authentication method needs one, a
 * secret. OBIE allows 36 characters for either.
 */
@FunctionalInterface
public interface ClientIssuer {

    /**
     * The id, and the secret if there is to be one, of a client that is about to be stored.
     *
     * @throws CheckUnavailableException if that cannot be said now; nothing is stored then
     */
    IssuedClient issue(AcceptedRegistration accepted) throws CheckUnavailableException;

    /**
     * The same client after an update; as it was unless told otherwise. One that changes to an authentication method with a
     * secret needs one now.
     *
     * @param before as the store has it
     * @throws CheckUnavailableException if that cannot be said now; nothing is changed then
     */
    default IssuedClient reissue(AcceptedRegistration accepted, IssuedClient before) throws CheckUnavailableException {
        return before;
    }
}
