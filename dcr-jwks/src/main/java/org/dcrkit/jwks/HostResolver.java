package org.dcrkit.jwks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Turns a host name into addresses.
 *
 * <p>Asked once for each fetch; the connection goes to one of the addresses that it answered, after all of them were
 * checked. Replace it to ask a resolver with a deadline of its own: the platform's cannot be interrupted.
 */
@FunctionalInterface
public interface HostResolver {

    /**
     * The addresses of a host.
     *
     * @param host a name, or an address as a URL writes it, IPv6 without its brackets
     * @return at least one address
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The platform's resolver. */
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
