package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.List;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.HttpLocation;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;

/**
 * Decides whether an address may be connected to.
 *
 * <p>Host and port must be on the request's allow-list. Every address that the name resolves to must be public, unless the
 * host is one that was named as private; one bad address condemns all, because the next connection might go to it.
 */
final class OutboundGuard {

    private final AllowedHosts privateHosts;

    OutboundGuard(AllowedHosts privateHosts) {
        this.privateHosts = requireNonNull(privateHosts, "privateHosts");
    }

    /** Refuses the location of a key set whose host or port is not among its allowed hosts. */
    static void requireAllowed(KeySetLocation location) throws KeySetRefusedException {
        try {
            requireAllowed(HttpLocation.of(location.url()), location.allowedHosts());
        } catch (OutboundRefusedException e) {
            throw new KeySetRefusedException(e.detail());
        }
    }

    /** Refuses a request whose host or port is not among the allowed hosts. */
    static void requireAllowed(OutboundRequest request) throws OutboundRefusedException {
        requireAllowed(request.location(), request.allowedHosts());
    }

    private static void requireAllowed(HttpLocation location, AllowedHosts allowedHosts)
            throws OutboundRefusedException {
        if (!allowedHosts.allow(location)) {
            throw new OutboundRefusedException(
                    "the host of " + location + " is not among the allowed hosts (" + allowedHosts + ")");
        }
    }

    /** Refuses a request if any address of its host is not public, and the host was not named as private. */
    void requireConnectable(OutboundRequest request, List<InetAddress> addresses) throws OutboundRefusedException {
        requireAllowed(request);
        if (privateHosts.allow(request.location())) {
            return;
        }
        for (InetAddress address : addresses) {
            if (!PublicAddresses.contain(address)) {
                throw new OutboundRefusedException(
                        "the host of " + request + " has an address that is not public: " + address.getHostAddress());
            }
        }
    }
}
