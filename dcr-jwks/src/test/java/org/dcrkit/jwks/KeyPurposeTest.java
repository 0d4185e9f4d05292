package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.ParsedKeys.skipped;
import static org.dcrkit.jwks.ParsedKeys.usable;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.quote;

import java.util.Map;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.SkippedKey.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPurposeTest {

    @Test
    @DisplayName("JWK-03: a key with use=enc is read as an encryption key, never one for signatures")
    void encryptionKey() {
        assertThat(usable(jwk("k", RSA, "use", quote("enc"))).use()).isEqualTo(KeyUse.ENCRYPTION);
        assertThat(usable(jwk("k", RSA, "alg", quote("RSA-OAEP-256"))).use()).isEqualTo(KeyUse.ENCRYPTION);
        assertThat(usable(jwk("k", RSA, "key_ops", "[\"encrypt\",\"wrapKey\"]")).use())
                .isEqualTo(KeyUse.ENCRYPTION);
    }

    @Test
    @DisplayName("The directory's use=tls is read as a transport key")
    void transportKey() {
        assertThat(usable(jwk("k", RSA, "use", quote("tls"))).use()).isEqualTo(KeyUse.TRANSPORT);
    }

    @ParameterizedTest(name = "JWK-04: key_ops {0} with use {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"sign\"]|sig|CONTRADICTORY",
                "[]|sig|CONTRADICTORY",
                "[\"verify\",\"verify\"]|sig|CONTRADICTORY",
                "[\"encrypt\"]|sig|CONTRADICTORY",
                "[\"verify\"]|enc|CONTRADICTORY",
                "[\"verify\",\"encrypt\"]|sig|CONTRADICTORY",
                "[\"dance\"]|sig|UNSUPPORTED",
                "[7]|sig|MALFORMED",
                "\"verify\"|sig|MALFORMED",
            })
    void keyOperations(String operations, String use, Cause cause) {
        Map<String, String> jwk = jwk("k", RSA, "key_ops", operations);
        jwk.put("use", quote(use));
        assertThat(skipped(jwk).cause()).isEqualTo(cause);
    }

    @Test
    @DisplayName("JWK-04: key_ops=['verify'] makes a key without use one for signatures")
    void verifyingKey() {
        assertThat(usable(jwk("k", RSA, "key_ops", "[\"verify\"]")).use()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(usable(jwk("k", RSA, "key_ops", "[\"verify\",\"sign\"]")).use())
                .isEqualTo(KeyUse.SIGNATURE);
    }

    @ParameterizedTest(name = "JWK-06: alg {0} is {1}")
    @CsvSource({
        "RS256,UNSUPPORTED",
        "PS384,UNSUPPORTED",
        "ES256,CONTRADICTORY",
        "HS256,UNSUPPORTED",
        "none,UNSUPPORTED",
        "ps256,UNSUPPORTED",
        "ECDH-ES,CONTRADICTORY"
    })
    void algorithms(String alg, Cause cause) {
        assertThat(skipped(jwk("k", RSA, "alg", quote(alg))).cause()).isEqualTo(cause);
    }

    @Test
    @DisplayName("alg, use and key_ops that contradict each other make the key unusable")
    void contradictions() {
        Map<String, String> jwk = jwk("k", RSA, "alg", quote("PS256"));
        jwk.put("use", quote("enc"));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.CONTRADICTORY);
        jwk = jwk("k", RSA, "alg", quote("RSA-OAEP"));
        jwk.put("use", quote("sig"));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.CONTRADICTORY);
        assertThat(skipped(jwk("k", EC, "alg", quote("PS256"))).cause()).isEqualTo(Cause.CONTRADICTORY);
        assertThat(skipped(jwk("k", RSA, "alg", "1")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "use", "1")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "use", quote("SIG"))).cause()).isEqualTo(Cause.UNSUPPORTED);
    }

    @Test
    @DisplayName("A transport key may name any signature algorithm, and stays a transport key")
    void transportKeyWithAlgorithm() {
        Map<String, String> jwk = jwk("k", RSA, "use", quote("tls"));
        jwk.put("alg", quote("RS256"));
        jwk.put("key_ops", "[\"verify\"]");
        assertThat(usable(jwk).use()).isEqualTo(KeyUse.TRANSPORT);
        assertThat(usable(jwk).algorithm()).isEmpty();
        assertThat(usable(jwk("k", EC, "alg", quote("ECDH-ES+A128KW"))).use()).isEqualTo(KeyUse.ENCRYPTION);
        Map<String, String> agreeing = jwk("k", RSA, "use", quote("enc"));
        agreeing.put("key_ops", "[\"encrypt\"]");
        agreeing.put("alg", quote("RSA-OAEP"));
        assertThat(usable(agreeing).use()).isEqualTo(KeyUse.ENCRYPTION);
    }

    @ParameterizedTest(name = "JWK-07, JWK-26: kty {0}")
    @ValueSource(strings = {"rsa", "OKP", "AKP", "ML-DSA", "", "EC2", "X"})
    void unknownKeyTypes(String kty) {
        assertThat(skipped(jwk("k", RSA, "kty", quote(kty))).cause()).isEqualTo(Cause.UNSUPPORTED);
    }

    @Test
    @DisplayName("JWK-07: kty missing, EC with crv Ed25519 or P-384, OKP with crv P-256: key ignored")
    void wrongCurves() {
        Map<String, String> without = jwk("k", RSA);
        without.remove("kty");
        assertThat(skipped(without).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "crv", quote("Ed25519"))).cause()).isEqualTo(Cause.UNSUPPORTED);
        assertThat(skipped(jwk("k", EC, "crv", quote("P-384"))).cause()).isEqualTo(Cause.UNSUPPORTED);
        assertThat(skipped(jwk("k", EC, "kty", quote("OKP"))).cause()).isEqualTo(Cause.UNSUPPORTED);
        assertThat(skipped(jwk("k", EC, "crv", "null")).cause()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    @DisplayName("JWK-16: an OKP key with a small-order point is ignored like every OKP key")
    void smallOrderPoint() {
        Map<String, String> jwk = jwk("k", EC, "kty", quote("OKP"));
        jwk.put("crv", quote("Ed25519"));
        jwk.put("x", quote("A".repeat(43)));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.UNSUPPORTED);
    }
}
