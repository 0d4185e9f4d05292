package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bank asks of a request JWT as a token: for whom, for how long, signed with which key.
 *
 * <p>Defaults: 30 seconds of clock skew, any lifetime and age, the key from the software's key set, and revoked keys refused
 * where the statement says where they are listed.
 */
public final class RequestRequirements {

    private final Set<String> audiences;
    private final Duration skew;
    private final @Nullable Duration maxLifetime;
    private final @Nullable Duration maxAge;
    private final RequestKeys keys;
    private final RevokedKeys revokedKeys;

    private RequestRequirements(
            Set<String> audiences,
            Duration skew,
            @Nullable Duration maxLifetime,
            @Nullable Duration maxAge,
            RequestKeys keys,
            RevokedKeys revokedKeys) {
        this.audiences = audiences;
        this.skew = skew;
        this.maxLifetime = maxLifetime;
        this.maxAge = maxAge;
        this.keys = keys;
        this.revokedKeys = revokedKeys;
    }

    /** Where the key of a request comes from. */
    public enum RequestKeys {
        /** The key set at the statement's {@code software_jwks_endpoint} (OBIE). */
        SOFTWARE_KEY_SET,
        /** The presented transport certificate's own key (Metro Bank: "use the QWAC or OBWAC to sign the JWT"). */
        TRANSPORT_CERTIFICATE
    }

    /** What is done about keys that the directory has revoked. */
    public enum RevokedKeys {
        /** The list must be named by the statement and be readable. */
        REQUIRED,
        /** The list is read where the statement names one on an allowed host; out of reach, the verdict is indeterminate. */
        WHERE_LISTED,
        /** The list is not read. */
        NOT_CHECKED
    }

    /**
     * For one of these audiences, compared exactly.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RequestRequirements forAudience(Set<String> audiences) {
        if (audiences.isEmpty() || audiences.contains("")) {
            throw new IllegalArgumentException("a request needs an audience to be meant for");
        }
        return new RequestRequirements(
                Set.copyOf(audiences),
                Duration.ofSeconds(30),
                null,
                null,
                RequestKeys.SOFTWARE_KEY_SET,
                RevokedKeys.WHERE_LISTED);
    }

    /** For that audience, compared exactly. */
    public static RequestRequirements forAudience(String audience) {
        return forAudience(Set.of(audience));
    }

    /**
     * With that much tolerance between the TPP's clock and ours.
     *
     * @throws IllegalArgumentException if negative or more than ten minutes
     */
    public RequestRequirements withSkew(Duration tolerance) {
        return new RequestRequirements(audiences, Durations.skew(tolerance), maxLifetime, maxAge, keys, revokedKeys);
    }

    /** Refusing requests with more time between {@code iat} and {@code exp}. */
    public RequestRequirements withMaxLifetime(Duration lifetime) {
        return new RequestRequirements(
                audiences, skew, Durations.positive(lifetime, "lifetime"), maxAge, keys, revokedKeys);
    }

    /** Refusing requests whose {@code iat} lies further back. */
    public RequestRequirements withMaxAge(Duration age) {
        return new RequestRequirements(audiences, skew, maxLifetime, Durations.positive(age, "age"), keys, revokedKeys);
    }

    /** With the key from there. */
    public RequestRequirements withKeys(RequestKeys from) {
        return new RequestRequirements(audiences, skew, maxLifetime, maxAge, requireNonNull(from, "from"), revokedKeys);
    }

    /** Treating revoked keys so. */
    public RequestRequirements withRevokedKeys(RevokedKeys treatment) {
        return new RequestRequirements(
                audiences, skew, maxLifetime, maxAge, keys, requireNonNull(treatment, "treatment"));
    }

    /** The accepted values of {@code aud}. */
    public Set<String> audiences() {
        return audiences;
    }

    /** The tolerance between clocks. */
    public Duration skew() {
        return skew;
    }

    /** How far {@code exp} may lie behind {@code iat}. */
    public Optional<Duration> maxLifetime() {
        return Optional.ofNullable(maxLifetime);
    }

    /** How far back {@code iat} may lie. */
    public Optional<Duration> maxAge() {
        return Optional.ofNullable(maxAge);
    }

    /** Where the key comes from. */
    public RequestKeys keys() {
        return keys;
    }

    /** What is done about revoked keys. */
    public RevokedKeys revokedKeys() {
        return revokedKeys;
    }
}
