package org.dcrkit.spi;

import java.util.Optional;

/** Knows which software is registered already; the bank answers it from its client store. */
@FunctionalInterface
public interface RegisteredSoftware {

    /**
     * The id of the client that a software is registered as; empty if it is not.
     *
     * @param directory the name of the trusted directory that made its statement
     * @param environment the environment of its statement, as the directory's entry names it
     * @param softwareId the software's id, unique within that environment of that directory
     * @throws CheckUnavailableException if that cannot be found out
     */
    Optional<String> clientOf(String directory, String environment, String softwareId) throws CheckUnavailableException;
}
