package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.List;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;

/**
 * Decides whether an address may be connected to.
 *
 * <p>Host and port must be on the location's allow-list. Every address that the name resolves to must be public, unless the
 * host is one that was named as private; one bad address condemns all, because the next connection might go to it.
 */
final class OutboundGuard {

    private final AllowedHosts privateHosts;

    OutboundGuard(AllowedHosts privateHosts) {
        this.privateHosts = requireNonNull(privateHosts, "privateHosts");
    }

    /** Refuses a location whose host or port is not among its allowed hosts. */
    static void requireAllowed(KeySetLocation location) throws KeySetRefusedException {
        if (!location.isAllowed()) {
            throw new KeySetRefusedException(
                    "the host of " + location + " is not among the allowed hosts (" + location.allowedHosts() + ")");
        }
    }

    /** Refuses a location if any address of its host is not public, and the host was not named as private. */
    void requireConnectable(KeySetLocation location, List<InetAddress> addresses) throws KeySetRefusedException {
        requireAllowed(location);
        if (privateHosts.allow(location.url())) {
            return;
        }
        for (InetAddress address : addresses) {
            if (!PublicAddresses.contain(address)) {
                throw new KeySetRefusedException(
                        "the host of " + location + " has an address that is not public: " + address.getHostAddress());
            }
        }
    }
}
