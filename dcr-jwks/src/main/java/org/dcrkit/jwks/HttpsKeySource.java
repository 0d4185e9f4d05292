package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.WantedKey;

/**
 * Fetches key sets over HTTPS, each time anew; put a {@link JwksKeySource} in front of it to keep them.
 *
 * <p>Only allowed hosts are asked, only public addresses are connected to, the certificate must be for the host's name, and
 * the whole exchange, the body included, must end within one deadline. Redirects, cookies, authentication and content
 * codings do not exist here. Only a 200 is an answer.
 */
public final class HttpsKeySource implements KeySource {

    private final GuardedTransport transport;
    private final JwkSetParser parser;
    private final InstantSource instants;
    private final Duration deadline;

    private HttpsKeySource(Builder builder) {
        this.transport = builder.options.build();
        this.parser = builder.parser;
        this.instants = builder.instants;
        this.deadline = builder.options.deadline();
    }

    /**
     * A source with the default limits: 2 s to connect, 5 s in all, 512 KiB, 200 keys.
     *
     * @param instants where the time comes from: the instant of fetching is the one at which keys must be valid
     */
    public static Builder builder(InstantSource instants) {
        return new Builder(instants);
    }

    @Override
    public KeySet keySet(KeySetLocation location, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        try {
            return fetch(location).set();
        } catch (RejectedKeySetException e) {
            if (e.fault() == KeySetFault.PRIVATE_KEY_PUBLISHED) {
                throw new KeySetRefusedException(location + ": " + e.detail());
            }
            throw new CheckUnavailableException(location + ": " + e.detail(), deadline, e);
        }
    }

    /** The set and how long it may be kept; an empty set is a set. */
    Fetched fetch(KeySetLocation location)
            throws CheckUnavailableException, KeySetRefusedException, RejectedKeySetException {
        HttpResponse response = answer(location);
        if (response.status() != 200) {
            throw new CheckUnavailableException(
                    location + ": status " + response.status(), Freshness.retryAfter(response));
        }
        Instant received = instants.instant();
        KeySet set = parser.parse(response.body(), location.toString(), received);
        return new Fetched(set, Freshness.of(response, received), response.body().length);
    }

    private HttpResponse answer(KeySetLocation location) throws CheckUnavailableException, KeySetRefusedException {
        try {
            return transport.exchange(OutboundRequest.keySet(location, parser.maxBytes()));
        } catch (OutboundRefusedException e) {
            throw new KeySetRefusedException(e.detail());
        }
    }

    /** How long one fetch may take in all. */
    Duration deadline() {
        return deadline;
    }

    /** Sets limits, trust and the exceptions from the rule that addresses must be public. */
    public static final class Builder {

        private final InstantSource instants;
        private final TransportOptions options = new TransportOptions();
        private JwkSetParser parser = JwkSetParser.builder().build();

        private Builder(InstantSource instants) {
            this.instants = requireNonNull(instants, "instants");
        }

        /** How long connecting to one address may take; 2 s unless told otherwise. */
        public Builder connectTimeout(Duration most) {
            options.connectTimeout(most);
            return this;
        }

        /** How long a fetch may take in all, the body included; 5 s unless told otherwise. */
        public Builder deadline(Duration most) {
            options.deadline(most);
            return this;
        }

        /** How sets are read, and how large they may be. */
        public Builder parser(JwkSetParser jwkSetParser) {
            this.parser = requireNonNull(jwkSetParser, "jwkSetParser");
            return this;
        }

        /**
         * Hosts that may have addresses which are not public: an internal mirror, or loopback in a test. They must be among
         * the location's allowed hosts all the same. None unless told otherwise.
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

        /** The certificate authorities that servers must chain to; the platform's unless told otherwise. */
        public Builder trustStore(KeyStore authorities) {
            options.trustStore(authorities);
            return this;
        }

        /**
         * The source.
         *
         * @throws IllegalArgumentException if a time is not positive, a fetch may take longer than ten minutes, connecting
         *     longer than all of it, or the trust store is empty or cannot be used
         */
        public HttpsKeySource build() {
            return new HttpsKeySource(this);
        }
    }
}
