package org.dcrkit.replay;

import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.RegisteredSoftware;

/**
 * Lets one node at a time register a software, so that two requests for the same software, judged on two nodes at once, do
 * not both become clients (RFC 7591 section 3.2.2 leaves duplicates to the server; OBIE banks refuse them).
 *
 * <p>The validator asks {@link #clientOf} while it judges. After the verdict, and before it stores the client, the server
 * claims the software; if it gets no claim, another node was faster and the request is a duplicate.
 */
public interface SoftwareClaims extends RegisteredSoftware {

    /**
     * Claims a software for a client that is about to be stored. Of any number of callers, whether or not they name the same
     * client, exactly one is told that the claim is theirs.
     *
     * @param directory the name of the trusted directory that made its statement
     * @param environment the environment of its statement, as the directory's entry names it
     * @param softwareId the software's id
     * @param clientId the id of the client in the making
     * @return true if the claim is the caller's; false if the software is registered or claimed already
     * @throws CheckUnavailableException if that cannot be found out; the claim may or may not have been made
     */
    boolean claim(String directory, String environment, String softwareId, String clientId)
            throws CheckUnavailableException;

    /**
     * Gives a claim of that client up; without effect if there is none.
     *
     * @throws CheckUnavailableException if that could not be done
     */
    void release(String directory, String environment, String softwareId, String clientId)
            throws CheckUnavailableException;
}
