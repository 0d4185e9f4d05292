package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.OTHER_EC;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.quote;
import static org.dcrkit.jwks.TestKeys.set;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey;

/** Parses sets for tests: a key beside a good one, which must survive whatever the other is. */
final class ParsedKeys {

    static final JwkSetParser PARSER = JwkSetParser.builder().build();
    static final Map<String, String> GOOD = jwk("good", OTHER_EC);

    private ParsedKeys() {}

    static KeySet parse(String json) {
        return parse(PARSER, json);
    }

    static KeySet parse(JwkSetParser parser, String json) {
        try {
            return parser.parse(json.getBytes(UTF_8), "test", NOW);
        } catch (RejectedKeySetException e) {
            throw new AssertionError(e);
        }
    }

    static KeySetFault rejection(String json) {
        return catchThrowableOfType(
                        RejectedKeySetException.class, () -> PARSER.parse(json.getBytes(UTF_8), "test", NOW))
                .fault();
    }

    /** Parses the key next to a good one, which must survive. */
    static SkippedKey skipped(Map<String, String> jwk) {
        KeySet set = parse(set(jwk, GOOD));
        assertThat(set.find("good")).isPresent();
        assertThat(set.skipped()).hasSize(1);
        return set.skipped().get(0);
    }

    static PublishedKey usable(Map<String, String> jwk) {
        KeySet set = parse(set(jwk, GOOD));
        assertThat(set.skipped()).isEmpty();
        return set.keys().get(0);
    }

    static String modulus(BigInteger n) {
        return quote(TestKeys.base64url(n));
    }

    static BigInteger n(KeyPair pair) {
        return ((RSAPublicKey) pair.getPublic()).getModulus();
    }
}
