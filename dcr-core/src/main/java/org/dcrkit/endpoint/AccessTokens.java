package org.dcrkit.endpoint;

import java.util.Optional;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.PresentedCertificates;

/** The authorization server's access tokens: who holds one, and its end. */
public interface AccessTokens {

    /**
     * The client that a token was issued to with the client credentials grant.
     *
     * @param token what the TPP sent as its bearer token, at most 4,096 characters of RFC 6750's alphabet
     * @param certificates the connection's, to be compared where tokens are bound to a certificate (RFC 8705, section 3)
     * @return the id of its client; empty if the token is unknown, expired, revoked, of a user, or bound to another
     *     certificate
     * @throws CheckUnavailableException if that cannot be found out
     */
    Optional<String> clientOf(String token, PresentedCertificates certificates) throws CheckUnavailableException;

    /**
     * Ends a token, because it was used for a client that does not exist or is not its own (OBIE DCR; RFC 7592, section 3). One
     * that ended already, with its client or with another call, stays as it is.
     *
     * @throws CheckUnavailableException if it could not be ended
     */
    void revoke(String token) throws CheckUnavailableException;
}
