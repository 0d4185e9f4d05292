package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a bank asks of a software statement's times, beyond what its directory's trust and dialect already say.
 *
 * <p>Defaults: 30 seconds of clock skew, any age, no {@code exp} needed (the Open Banking directory sends none) but one that
 * is there is checked.
 */
public final class SsaRequirements {

    private static final SsaRequirements DEFAULTS = new SsaRequirements(Duration.ofSeconds(30), null, false);

    private final Duration skew;
    private final @Nullable Duration maxAge;
    private final boolean expiryRequired;

    private SsaRequirements(Duration skew, @Nullable Duration maxAge, boolean expiryRequired) {
        this.skew = skew;
        this.maxAge = maxAge;
        this.expiryRequired = expiryRequired;
    }

    /** 30 seconds of skew, any age, no expiry required. */
    public static SsaRequirements defaults() {
        return DEFAULTS;
    }

    /**
     * With that much tolerance between the directory's clock and ours.
     *
     * @throws IllegalArgumentException if negative or more than ten minutes
     */
    public SsaRequirements withSkew(Duration tolerance) {
        return new SsaRequirements(Durations.skew(tolerance), maxAge, expiryRequired);
    }

    /**
     * Refusing statements whose {@code iat} lies further back (the directory's examples: 1 minute for dynamic, 30 minutes
     * for manual registration).
     *
     * @throws IllegalArgumentException if not positive, or more than a century
     */
    public SsaRequirements withMaxAge(Duration age) {
        return new SsaRequirements(skew, Durations.positive(requireNonNull(age, "age"), "age"), expiryRequired);
    }

    /** Refusing statements without {@code exp}. */
    public SsaRequirements withExpiryRequired() {
        return new SsaRequirements(skew, maxAge, true);
    }

    /** The tolerance between clocks. */
    public Duration skew() {
        return skew;
    }

    /** How far back {@code iat} may lie. */
    public Optional<Duration> maxAge() {
        return Optional.ofNullable(maxAge);
    }

    /** Whether a statement must have {@code exp}. */
    public boolean expiryRequired() {
        return expiryRequired;
    }
}
