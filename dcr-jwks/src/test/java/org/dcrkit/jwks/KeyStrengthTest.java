package org.dcrkit.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.jwks.ParsedKeys.modulus;
import static org.dcrkit.jwks.ParsedKeys.n;
import static org.dcrkit.jwks.ParsedKeys.parse;
import static org.dcrkit.jwks.ParsedKeys.rejection;
import static org.dcrkit.jwks.ParsedKeys.skipped;
import static org.dcrkit.jwks.ParsedKeys.usable;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.OTHER_EC;
import static org.dcrkit.jwks.TestKeys.OTHER_RSA;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.quote;
import static org.dcrkit.jwks.TestKeys.set;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.Random;
import org.dcrkit.spi.SkippedKey.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStrengthTest {

    @ParameterizedTest(name = "JWK-08: RSA modulus of {0} bits")
    @ValueSource(ints = {512, 1024, 2040, 2047})
    void shortModuli(int bits) {
        BigInteger n = n(RSA).shiftRight(2048 - bits).setBit(bits - 1).setBit(0);
        assertThat(skipped(jwk("k", RSA, "n", modulus(n))).cause()).isEqualTo(Cause.WEAK);
    }

    @ParameterizedTest(name = "JWK-09: RSA modulus of {0} bits")
    @ValueSource(ints = {8193, 16_385, 32_768})
    void longModuli(int bits) {
        BigInteger n = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
        assertThat(skipped(jwk("k", RSA, "n", modulus(n))).cause()).isEqualTo(Cause.TOO_LARGE);
    }

    @Test
    @DisplayName("JWK-09: an RSA modulus of 4 Mbit ends at the size limit of the set")
    void hugeModulus() {
        BigInteger n = BigInteger.ONE.shiftLeft(4_194_303).setBit(0);
        assertThat(rejection(set(jwk("k", RSA, "n", modulus(n))))).isEqualTo(KeySetFault.TOO_LARGE);
    }

    @Test
    @DisplayName("RSA keys of 2048 and 8192 bits are the ends of what is used")
    void goodModuli() {
        assertThat(usable(jwk("k", RSA)).publicKey()).isEqualTo(RSA.getPublic());
        BigInteger n =
                n(RSA).multiply(n(OTHER_RSA)).multiply(n(TestKeys.rsa(2048))).multiply(n(TestKeys.rsa(2048)));
        assertThat(n.bitLength()).isBetween(8189, 8192);
        assertThat(usable(jwk("k", RSA, "n", modulus(n))).publicKey()).isInstanceOf(RSAPublicKey.class);
    }

    @Test
    @DisplayName("JWK-11: RSA n even, 0, prime, with small factors, a square, or with leading zero bytes")
    void weakModuli() {
        BigInteger prime = BigInteger.probablePrime(2048, new Random(1));
        BigInteger square = BigInteger.probablePrime(1025, new Random(2)).pow(2);
        assertThat(skipped(jwk("k", RSA, "n", modulus(n(RSA).clearBit(0)))).detail())
                .contains("even");
        assertThat(skipped(jwk("k", RSA, "n", modulus(prime))).detail()).contains("prime");
        assertThat(skipped(jwk("k", RSA, "n", modulus(square))).detail()).contains("close");
        assertThat(skipped(jwk("k", RSA, "n", modulus(n(RSA).multiply(BigInteger.valueOf(9_973)))))
                        .detail())
                .contains("factor");
        assertThat(skipped(jwk(
                                "k",
                                RSA,
                                "n",
                                modulus(n(RSA).shiftRight(80).shiftLeft(80).setBit(0))))
                        .detail())
                .containsAnyOf("in a row", "factor");
        assertThat(skipped(jwk("k", RSA, "n", quote("AA"))).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "n", quote(""))).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "n", quote(TestKeys.base64url(n(RSA).toByteArray()))))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
    }

    @ParameterizedTest(name = "RSA exponent {0} is {1}")
    @CsvSource({"1,WEAK", "2,WEAK", "4,WEAK", "65536,WEAK", "36893488147419103233,TOO_LARGE"})
    void exponents(BigInteger e, Cause cause) {
        assertThat(skipped(jwk("k", RSA, "e", modulus(e))).cause()).isEqualTo(cause);
    }

    @Test
    @DisplayName("A modulus that was found strong is judged anew with another exponent")
    void remembersKeysNotModuli() {
        usable(jwk("k", RSA));
        assertThat(usable(jwk("k", RSA)).publicKey()).isEqualTo(RSA.getPublic());
        assertThat(skipped(jwk("k", RSA, "e", quote("AQ"))).cause()).isEqualTo(Cause.WEAK);
    }

    @Test
    @DisplayName("RSA exponent 3 is odd and not less than 3: used")
    void exponentThree() {
        assertThat(usable(jwk("k", RSA, "e", quote("Aw"))).publicKey()).isNotEqualTo(RSA.getPublic());
    }

    @Test
    @DisplayName("JWK-13: a modulus whose primes are close together is weak, unless the check is switched off")
    void closePrimes() {
        BigInteger p = BigInteger.probablePrime(1025, new Random(3));
        BigInteger q = p.nextProbablePrime();
        String json = set(jwk("k", RSA, "n", modulus(p.multiply(q))));

        assertThat(parse(json).skipped().get(0).detail()).contains("close");
        assertThat(parse(JwkSetParser.builder().fermatRounds(0).build(), json).keys())
                .hasSize(1);
    }

    @Test
    @DisplayName("JWK-14: a key whose private half is printed in RFC 7515 is weak")
    void printedPrivateKey() {
        Map<String, String> jwk = jwk("k", EC);
        jwk.put("x", quote("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"));
        jwk.put("y", quote("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
        assertThat(skipped(jwk).cause()).isEqualTo(Cause.WEAK);
    }

    @Test
    @DisplayName("JWK-18: padding, '+', blanks or non-zero trailing bits in n, e, x, y: key ignored")
    void badBase64() {
        String n = TestKeys.base64url(n(RSA));
        String x = jwk("k", EC).get("x").replace("\"", "");
        for (String bad :
                new String[] {n + "=", n + "==", n.substring(0, 9) + "+" + n.substring(10), " " + n, n + "\\n"}) {
            assertThat(skipped(jwk("k", RSA, "n", quote(bad))).cause()).as(bad).isEqualTo(Cause.MALFORMED);
        }
        assertThat(skipped(jwk("k", RSA, "e", quote("AQAC".substring(0, 3) + "%")))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
        char last = x.charAt(42);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String sloppy = x.substring(0, 42) + alphabet.charAt(alphabet.indexOf(last) ^ 1);
        assertThat(skipped(jwk("k", EC, "x", quote(sloppy))).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "x", "7")).cause()).isEqualTo(Cause.MALFORMED);
    }

    @Test
    @DisplayName("A point that is not on P-256, or has coordinates of another length, is no key")
    void badPoints() {
        assertThat(skipped(jwk("k", EC, "y", jwk("k", OTHER_EC).get("y"))).cause())
                .isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "y", quote(TestKeys.base64url(new byte[32]))))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "y", quote(TestKeys.base64url(new byte[33]))))
                        .cause())
                .isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", EC, "x", quote(""))).cause()).isEqualTo(Cause.MALFORMED);
    }
}
