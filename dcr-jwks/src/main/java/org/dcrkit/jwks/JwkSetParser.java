package org.dcrkit.jwks;

import static java.util.Objects.requireNonNull;

import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonParse.Malformed;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey;
import org.dcrkit.spi.SkippedKey.Cause;

/**
 * Reads a JWK set (RFC 7517, section 5): strict about JSON, lenient about single keys, and never about weak ones.
 *
 * <p>A key that cannot be used is skipped with its cause and costs the other keys nothing. The whole set is refused only if
 * it is no key set at all, is too large, or publishes a private key. Thread-safe; share one, because it remembers which RSA
 * keys it has found strong, and finding that out takes milliseconds a key.
 */
public final class JwkSetParser {

    /** Members of private and symmetric keys (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1; RFC 9964, {@code priv}). */
    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

    private final JsonLimits limits;
    private final int maxKeys;
    private final boolean bareArray;
    private final boolean soleKeyWithoutKid;
    private final JwkReader keys;

    private JwkSetParser(Builder builder) {
        this.limits = builder.limits;
        this.maxKeys = builder.maxKeys;
        this.bareArray = builder.bareArray;
        this.soleKeyWithoutKid = builder.soleKeyWithoutKid;
        this.keys = new JwkReader(new RsaStrength(builder.fermatRounds), builder.acceptExpiredCertificates);
    }

    /** A parser with the limits and refusals that its options name. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a set.
     *
     * @param utf8 the text of the set
     * @param source where it was published, for evidence
     * @param at when it was read: the instant at which its keys must be valid
     * @return the usable keys, and the others with the cause of each; both may be empty
     * @throws RejectedKeySetException if the set as a whole is refused
     */
    public KeySet parse(byte[] utf8, String source, Instant at) throws RejectedKeySetException {
        List<JsonValue> elements = elements(utf8);
        boolean kidMayBeMissing = soleKeyWithoutKid && elements.size() == 1;
        Map<String, Integer> kids = new HashMap<>();
        for (JsonValue element : elements) {
            if (element instanceof JsonObject jwk) {
                requirePublic(jwk);
                kids.merge(comparable(JwkReader.kid(jwk)), 1, Integer::sum);
            }
        }
        List<PublishedKey> usable = new ArrayList<>();
        List<SkippedKey> skipped = new ArrayList<>();
        for (JsonValue element : elements) {
            String kid = element instanceof JsonObject jwk ? JwkReader.kid(jwk) : "";
            try {
                if (!(element instanceof JsonObject jwk)) {
                    throw new Skip(Cause.MALFORMED, "a key that is no object but a " + element.kind());
                }
                if (!kid.isEmpty() && kids.getOrDefault(comparable(kid), 0) > 1) {
                    throw new Skip(Cause.DUPLICATE_KID, "another key of the set has the same kid");
                }
                usable.add(keys.read(jwk, at, kidMayBeMissing));
            } catch (Skip skip) {
                skipped.add(new SkippedKey(kid, skip.why(), skip.detail()));
            }
        }
        return KeySet.of(source, at, usable, skipped);
    }

    /** The longest text that is read, in bytes. */
    int maxBytes() {
        return limits.maxBytes();
    }

    private List<JsonValue> elements(byte[] utf8) throws RejectedKeySetException {
        JsonParse parse = StrictJson.parse(utf8, limits);
        if (parse instanceof Malformed malformed) {
            KeySetFault fault =
                    malformed.fault() == JsonParse.Fault.LIMIT ? KeySetFault.TOO_LARGE : KeySetFault.NOT_JSON;
            throw new RejectedKeySetException(fault, malformed.detail());
        }
        JsonValue document = ((Parsed) parse).value();
        JsonValue array = document instanceof JsonObject set ? set.get("keys").orElse(document) : document;
        if (!(array instanceof JsonArray list) || (document instanceof JsonArray && !bareArray)) {
            throw new RejectedKeySetException(KeySetFault.NOT_A_KEY_SET, "no object with an array \"keys\"");
        }
        if (list.elements().size() > maxKeys) {
            throw new RejectedKeySetException(
                    KeySetFault.TOO_MANY_KEYS,
                    "more than " + maxKeys + " keys: " + list.elements().size());
        }
        return list.elements();
    }

    private static void requirePublic(JsonObject jwk) throws RejectedKeySetException {
        for (String member : jwk.members().keySet()) {
            if (PRIVATE_MEMBERS.contains(member)) {
                throw new RejectedKeySetException(
                        KeySetFault.PRIVATE_KEY_PUBLISHED, "a key has the private member \"" + member + "\"");
            }
        }
    }

    /** Key ids that look the same to people are taken for the same (UAX #15, compatibility composition). */
    private static String comparable(String kid) {
        return Normalizer.normalize(kid, Normalizer.Form.NFKC);
    }

    /** Sets what is read and what is refused. */
    public static final class Builder {

        private JsonLimits limits = JsonLimits.forKeySet();
        private int maxKeys = 200;
        private int fermatRounds = 100;
        private boolean bareArray;
        private boolean soleKeyWithoutKid;
        private boolean acceptExpiredCertificates;

        private Builder() {}

        /** How large the text may be; {@link JsonLimits#forKeySet()} unless told otherwise. */
        public Builder limits(JsonLimits most) {
            this.limits = requireNonNull(most, "most");
            return this;
        }

        /** How many keys a set may have; 200 unless told otherwise. */
        public Builder maxKeys(int most) {
            this.maxKeys = most;
            return this;
        }

        /** How long to look for RSA primes that are close together (CVE-2022-26320); 100 rounds unless told otherwise. */
        public Builder fermatRounds(int rounds) {
            this.fermatRounds = rounds;
            return this;
        }

        /** Also reads a bare array of keys, which some servers publish in place of a set. */
        public Builder bareArray() {
            this.bareArray = true;
            return this;
        }

        /**
         * Also uses a key without {@code kid} where it is the only one of its set; it is then known by the SHA-1 thumbprint
         * of its canonical form, which is the Open Banking directory's rule for key ids.
         */
        public Builder soleKeyWithoutKid() {
            this.soleKeyWithoutKid = true;
            return this;
        }

        /** Also uses keys whose certificate in {@code x5c} is not valid at the time of reading. */
        public Builder acceptExpiredCertificates() {
            this.acceptExpiredCertificates = true;
            return this;
        }

        /**
         * The parser.
         *
         * @throws IllegalArgumentException if a limit is not positive
         */
        public JwkSetParser build() {
            if (maxKeys < 1 || fermatRounds < 0 || fermatRounds > 100_000) {
                throw new IllegalArgumentException("maxKeys must be positive, and fermatRounds 0 to 100000");
            }
            return new JwkSetParser(this);
        }
    }
}
