package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * A directory that a bank trusts to issue software statements, for one environment.
 *
 * <p>Everything about trust is said here and nothing is taken from the token: where the directory's keys are, which
 * algorithms it signs with, how it names claims, and on which hosts the key sets of its organisations may live.
 */
public final class TrustedDirectory {

    private final String name;
    private final String issuer;
    private final KeySetLocation keySet;
    private final String environment;
    private final Map<SsaClaim, String> conditions;
    private final Set<SignatureAlgorithm> algorithms;
    private final SsaDialect dialect;
    private final AllowedHosts allowedHosts;
    private final @Nullable String selfSignedBecause;

    private TrustedDirectory(Builder builder) {
        this.name = builder.name;
        this.issuer = builder.issuer;
        this.environment = builder.environment;
        this.conditions = Map.copyOf(builder.conditions);
        this.algorithms = Set.copyOf(builder.algorithms);
        this.dialect = builder.dialect;
        this.allowedHosts = builder.allowedHosts;
        this.selfSignedBecause = builder.selfSignedBecause;
        HttpsUrl url = builder.keySet;
        this.keySet = new KeySetLocation(url, Purpose.DIRECTORY, AllowedHosts.of(url.host() + ":" + url.port()));
    }

    /**
     * A directory.
     *
     * @param name what the bank calls this entry, for evidence
     * @param issuer the exact {@code iss} of its statements
     * @param keySetUrl where its own keys are published, a plain https URL
     * @throws IllegalArgumentException if the URL is not one, or the issuer is blank
     */
    public static Builder builder(String name, String issuer, String keySetUrl) {
        return new Builder(name, issuer, keySetUrl);
    }

    /** What the bank calls this entry. */
    public String name() {
        return name;
    }

    /** The exact {@code iss} of its statements. */
    public String issuer() {
        return issuer;
    }

    /** Where its own keys are. */
    public KeySetLocation keySet() {
        return keySet;
    }

    /** The environment that its statements are for, in the bank's words, such as {@code sandbox}. */
    public String environment() {
        return environment;
    }

    /** What a statement has to say, in upper case, for this entry to apply to it. */
    public Map<SsaClaim, String> conditions() {
        return conditions;
    }

    /** The algorithms that it signs with. */
    public Set<SignatureAlgorithm> algorithms() {
        return algorithms;
    }

    /** How it names claims. */
    public SsaDialect dialect() {
        return dialect;
    }

    /** The hosts that its organisations' key sets may live on. */
    public AllowedHosts allowedHosts() {
        return allowedHosts;
    }

    /** Why statements signed by the software's own key are accepted; empty, as it should be, if they are not. */
    public Optional<String> selfSignedAcceptedBecause() {
        return Optional.ofNullable(selfSignedBecause);
    }

    boolean appliesTo(JsonObject unverifiedClaims) {
        return conditions.entrySet().stream()
                .allMatch(condition -> unverifiedClaims
                        .text(dialect.nameOf(condition.getKey()))
                        .map(value -> value.strip().toUpperCase(Locale.ROOT))
                        .equals(Optional.of(condition.getValue())));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects what is known of a directory. */
    public static final class Builder {

        private final String name;
        private final String issuer;
        private final HttpsUrl keySet;
        private String environment = "production";
        private final Map<SsaClaim, String> conditions = new EnumMap<>(SsaClaim.class);
        private Set<SignatureAlgorithm> algorithms = EnumSet.allOf(SignatureAlgorithm.class);
        private SsaDialect dialect = SsaDialect.obie();
        private AllowedHosts allowedHosts;
        private @Nullable String selfSignedBecause;

        private Builder(String name, String issuer, String keySetUrl) {
            this.name = requireNonNull(name, "name");
            if (issuer.isBlank()) {
                throw new IllegalArgumentException("a statement without an issuer is nobody's");
            }
            this.issuer = issuer;
            this.keySet = HttpsUrl.parse(keySetUrl)
                    .orElseThrow(() -> new IllegalArgumentException("not a plain https URL: " + keySetUrl));
            this.allowedHosts = AllowedHosts.of(keySet.host() + ":" + keySet.port());
        }

        /** What the bank calls the environment; {@code production} unless told otherwise. */
        public Builder environment(String words) {
            this.environment = requireNonNull(words, "words");
            return this;
        }

        /** Makes this entry apply only to statements whose claim has that value, compared without case. */
        public Builder when(SsaClaim claim, String value) {
            conditions.put(claim, value.strip().toUpperCase(Locale.ROOT));
            return this;
        }

        /** The algorithms that the directory signs with; PS256 and ES256 unless told otherwise. */
        public Builder algorithms(SignatureAlgorithm first, SignatureAlgorithm... more) {
            this.algorithms = EnumSet.of(first, more);
            return this;
        }

        /** How the directory names claims; OBIE's way unless told otherwise. */
        public Builder dialect(SsaDialect names) {
            this.dialect = requireNonNull(names, "names");
            return this;
        }

        /** The hosts that key sets named in statements may live on; only the directory's own unless told otherwise. */
        public Builder allowedHosts(AllowedHosts hosts) {
            this.allowedHosts = requireNonNull(hosts, "hosts");
            return this;
        }

        /**
         * Accepts statements that are signed by the very software or organisation that they speak of.
         *
         * <p>Such a statement proves nothing but the possession of a key. Meant for sandboxes whose documentation asks for
         * it; the reason given stands in the evidence of every verdict.
         *
         * @param because why the bank does this
         */
        public Builder acceptSelfSigned(String because) {
            if (because.isBlank()) {
                throw new IllegalArgumentException("accepting self-signed statements needs a reason");
            }
            this.selfSignedBecause = because;
            return this;
        }

        /** The entry. */
        public TrustedDirectory build() {
            return new TrustedDirectory(this);
        }
    }
}
