package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.security.KeyStore;
import java.time.Duration;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.RevocationFetcher;

/**
 * Fetches revocation lists and OCSP responses through the same guarded transport as key sets.
 *
 * <p>Only allowed hosts are asked, only public addresses are connected to, and the whole exchange, the body included, must
 * end within one deadline. Redirects, cookies, authentication and content codings do not exist here. Only a 200 is an
 * answer. Unlike key sets, lists and responses may be fetched without TLS, because they are signed.
 */
public final class GuardedRevocationFetcher implements RevocationFetcher {

    private final GuardedTransport transport;
    private final AllowedHosts allowed;
    private final Duration deadline;

    private GuardedRevocationFetcher(Builder builder) {
        this.transport = builder.options.build();
        this.allowed = builder.allowed;
        this.deadline = builder.options.deadline();
    }

    /**
     * A fetcher with the default limits: 2 s to connect, 5 s in all.
     *
     * @param allowed the hosts that may be asked, whether they are configured or named by a certificate; an entry without a
     *     port means port 80 for {@code http} and 443 for {@code https}
     */
    public static Builder builder(AllowedHosts allowed) {
        return new Builder(allowed);
    }

    /**
     * Fetches.
     *
     * @throws CheckUnavailableException whatever goes wrong: the host is not allowed or has an address that is not public,
     *     nobody answers in time, the status is not 200, or the body is longer than asked for
     */
    @Override
    public byte[] fetch(Request request) throws CheckUnavailableException {
        OutboundRequest outbound = OutboundRequest.revocation(request, allowed);
        try {
            HttpResponse response = transport.exchange(outbound);
            if (response.status() != 200) {
                throw new CheckUnavailableException(
                        request + ": status " + response.status(), Freshness.retryAfter(response));
            }
            return response.body();
        } catch (OutboundRefusedException e) {
            throw new CheckUnavailableException(e.detail(), deadline, e);
        } catch (RuntimeException e) {
            throw new CheckUnavailableException(request + ": " + e, deadline, e);
        }
    }

    /** Sets limits, trust and the exceptions from the rule that addresses must be public. */
    public static final class Builder {

        private final AllowedHosts allowed;
        private final TransportOptions options = new TransportOptions();

        private Builder(AllowedHosts allowed) {
            this.allowed = requireNonNull(allowed, "allowed");
        }

        /** How long connecting to one address may take; 2 s unless told otherwise. */
        public Builder connectTimeout(Duration most) {
            options.connectTimeout(most);
            return this;
        }

        /**
         * How long a fetch may take in all, the body included; 5 s unless told otherwise. Looking the name up counts, but
         * the platform's resolver cannot be interrupted at it.
         */
        public Builder deadline(Duration most) {
            options.deadline(most);
            return this;
        }

        /**
         * Hosts that may have addresses which are not public: a responder inside the bank, or loopback in a test. They must
         * be among the allowed hosts all the same. None unless told otherwise.
         */
        public Builder privateHosts(AllowedHosts hosts) {
            options.privateHosts(hosts);
            return this;
        }

        /** How names become addresses; the platform's resolver unless told otherwise. */
        public Builder resolver(HostResolver hostResolver) {
            options.resolver(hostResolver);
            return this;
        }

        /** The certificate authorities that servers with TLS must chain to; the platform's unless told otherwise. */
        public Builder trustStore(KeyStore authorities) {
            options.trustStore(authorities);
            return this;
        }

        /**
         * The fetcher.
         *
         * @throws IllegalArgumentException if a time is not positive, a fetch may take longer than ten minutes, connecting
         *     longer than all of it, or the trust store is empty or cannot be used
         */
        public GuardedRevocationFetcher build() {
            return new GuardedRevocationFetcher(this);
        }
    }
}
