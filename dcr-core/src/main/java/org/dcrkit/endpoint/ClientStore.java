package org.dcrkit.endpoint;

import java.util.Optional;
import org.dcrkit.spi.CheckUnavailableException;

/**
 * The bank's store of registered clients.
 *
 * <p>Each method is one act: what it did is there for every node when it returns, and nothing of it is when it throws. An
 * exception is answered with 503. The request's {@code jti} is spent by then, unless the replay guard shares the store's
 * transaction: a server that runs the whole of {@link RegistrationEndpoint#answer} in one transaction, and rolls it back when
 * the reply is 503, can be asked again with the same request; elsewhere the TPP signs a new one.
 */
public interface ClientStore {

    /**
     * Adds a client.
     *
     * @return whether it was added; false only where the bank registers each software once and this one is registered, be it
     *     by another node a moment ago
     * @throws CheckUnavailableException if the store cannot be reached
     */
    boolean add(StoredClient client) throws CheckUnavailableException;

    /**
     * Finds a client.
     *
     * @param clientId what the TPP says that the id is
     * @throws CheckUnavailableException if the store cannot be reached
     */
    Optional<StoredClient> find(String clientId) throws CheckUnavailableException;

    /**
     * Puts a client's new metadata in place of the old. Its access and refresh tokens stay valid (OBIE DCR, PUT).
     *
     * <p>The new metadata were judged against the old ones. Two updates at once would be judged against the same old ones, and the
     * second would undo the first; so a store replaces the client only if it is as it was.
     *
     * @param before what {@link #find} gave
     * @param after what is to be there instead
     * @return whether the client was still there
     * @throws CheckUnavailableException if the store cannot be reached, or has the client in another state than before
     */
    boolean replace(StoredClient before, StoredClient after) throws CheckUnavailableException;

    /**
     * Removes a client, with all its access and refresh tokens and consents (OBIE DCR, DELETE).
     *
     * @return whether the client was still there
     * @throws CheckUnavailableException if the store cannot be reached
     */
    boolean remove(String clientId) throws CheckUnavailableException;
}
