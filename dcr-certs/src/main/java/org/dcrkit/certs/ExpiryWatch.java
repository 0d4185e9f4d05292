package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of trust anchors and intermediates that end soon, once a day for each.
 *
 * <p>A verifier has one and asks it at every decision, so that a bank which configures nothing still finds half a year of
 * warnings in its log.
 */
public final class ExpiryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);
    private static final Duration HALF_A_YEAR = Duration.ofDays(182);
    private static final Duration DAY = Duration.ofDays(1);

    private final Supplier<TrustAnchors> trust;
    private final Duration within;
    private final Consumer<TrustAnchors.Expiring> listener;
    private final Map<String, Instant> warned = new ConcurrentHashMap<>();

    private ExpiryWatch(Supplier<TrustAnchors> trust, Duration within, Consumer<TrustAnchors.Expiring> listener) {
        this.trust = requireNonNull(trust, "trust");
        this.within = requireNonNull(within, "within");
        this.listener = requireNonNull(listener, "listener");
    }

    /**
     * A watch that tells a listener.
     *
     * @param trust the anchors and intermediates
     * @param within how long before the end to begin
     * @param listener told once a day for each certificate; must not block
     */
    public static ExpiryWatch of(
            Supplier<TrustAnchors> trust, Duration within, Consumer<TrustAnchors.Expiring> listener) {
        return new ExpiryWatch(trust, within, listener);
    }

    /** A watch that writes a warning to the log from 182 days before the end. */
    static ExpiryWatch logging(Supplier<TrustAnchors> trust) {
        return of(
                trust,
                HALF_A_YEAR,
                expiring -> LOG.warn(
                        "The trusted certificate {} ends on {}: {}",
                        expiring.name(),
                        expiring.notAfter(),
                        expiring.certificate()));
    }

    /** Warns of whatever ends soon at that instant and has not been warned of for a day. */
    public void check(Instant at) {
        for (TrustAnchors.Expiring expiring : trust.get().expiring(at, within)) {
            String fingerprint = expiring.certificate().fingerprint();
            Instant last = warned.get(fingerprint);
            boolean due = last == null || !last.plus(DAY).isAfter(at);
            if (due
                    && (last == null
                            ? warned.putIfAbsent(fingerprint, at) == null
                            : warned.replace(fingerprint, last, at))) {
                listener.accept(expiring);
            }
        }
    }
}
