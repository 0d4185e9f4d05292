package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.dcrkit.spi.AllowedHosts;
import org.jspecify.annotations.Nullable;

/** What the builders of everything that fetches collect alike: limits, trust, and hosts whose addresses need not be public. */
final class TransportOptions {

    /** TLS sessions to resume; the platform would keep 20,480 of them for a day. */
    private static final int SESSIONS_KEPT = 200;

    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration deadline = Duration.ofSeconds(5);
    private AllowedHosts privateHosts = AllowedHosts.none();
    private HostResolver resolver = HostResolver.system();
    private @Nullable KeyStore trustStore;

    void connectTimeout(Duration most) {
        this.connectTimeout = requireNonNull(most, "most");
    }

    void deadline(Duration most) {
        this.deadline = requireNonNull(most, "most");
    }

    Duration deadline() {
        return deadline;
    }

    void privateHosts(AllowedHosts hosts) {
        this.privateHosts = requireNonNull(hosts, "hosts");
    }

    void resolver(HostResolver hostResolver) {
        this.resolver = requireNonNull(hostResolver, "hostResolver");
    }

    void trustStore(KeyStore authorities) {
        this.trustStore = requireNonNull(authorities, "authorities");
    }

    /**
     * The transport.
     *
     * @throws IllegalArgumentException if a time is not positive, the deadline is beyond ten minutes, connecting may take
     *     longer than all of it, or the trust store is empty or cannot be used
     */
    GuardedTransport build() {
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || connectTimeout.compareTo(deadline) > 0
                || deadline.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(
                    "0 < connect timeout <= deadline <= 10 min is needed, not " + connectTimeout + " and " + deadline);
        }
        return new GuardedTransport(new OutboundGuard(privateHosts), resolver, tls(), connectTimeout, deadline);
    }

    /** A context that trusts the authorities and has no key of its own, so that no server learns who asks. */
    private SSLContext tls() {
        try {
            if (trustStore != null && trustStore.size() == 0) {
                throw new IllegalArgumentException("the trust store is empty");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], trust.getTrustManagers(), null);
            context.getClientSessionContext().setSessionCacheSize(SESSIONS_KEPT);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the trust store cannot be used", e);
        }
    }
}
