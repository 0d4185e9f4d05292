package org.dcrkit.jwks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.jwks.ParsedKeys.GOOD;
import static org.dcrkit.jwks.ParsedKeys.PARSER;
import static org.dcrkit.jwks.ParsedKeys.parse;
import static org.dcrkit.jwks.ParsedKeys.rejection;
import static org.dcrkit.jwks.ParsedKeys.skipped;
import static org.dcrkit.jwks.ParsedKeys.usable;
import static org.dcrkit.jwks.TestKeys.EC;
import static org.dcrkit.jwks.TestKeys.NOW;
import static org.dcrkit.jwks.TestKeys.OTHER_RSA;
import static org.dcrkit.jwks.TestKeys.RSA;
import static org.dcrkit.jwks.TestKeys.jwk;
import static org.dcrkit.jwks.TestKeys.quote;
import static org.dcrkit.jwks.TestKeys.set;

import java.security.MessageDigest;
import java.util.Map;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey.Cause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JwkSetParserTest {

    @Test
    @DisplayName("RSA and EC keys are read once, indexed by kid, and carry the directory's SHA-1 thumbprint")
    void readsKeys() throws Exception {
        KeySet set = parse(set(jwk("r", RSA, "use", quote("sig")), jwk("e", EC, "alg", quote("ES256"))));

        assertThat(set.find("r").orElseThrow().publicKey()).isEqualTo(RSA.getPublic());
        assertThat(set.find("r").orElseThrow().use()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(set.find("r").orElseThrow().algorithm()).isEmpty();
        assertThat(set.find("e").orElseThrow().publicKey()).isEqualTo(EC.getPublic());
        assertThat(set.find("e").orElseThrow().use()).isEqualTo(KeyUse.UNSPECIFIED);
        assertThat(set.find("e").orElseThrow().algorithm()).contains(SignatureAlgorithm.ES256);
        assertThat(set.fetchedAt()).isEqualTo(NOW);
        Map<String, String> r = jwk("r", RSA);
        byte[] canonical = ("{\"e\":" + r.get("e") + ",\"kty\":\"RSA\",\"n\":" + r.get("n") + "}").getBytes(UTF_8);
        assertThat(set.find("r").orElseThrow().jwkThumbprint())
                .isEqualTo(TestKeys.base64url(MessageDigest.getInstance("SHA-1").digest(canonical)));
    }

    @Test
    @DisplayName("JWK-21: one malformed key among good ones: the others still work")
    void oneBadKeyCostsOnlyItself() {
        KeySet set = parse("{\"keys\":[7,null,[],{},\"x\"," + TestKeys.json(GOOD) + "]}");

        assertThat(set.find("good")).isPresent();
        assertThat(set.skipped()).hasSize(5).allMatch(key -> key.cause() == Cause.MALFORMED);
    }

    @Test
    @DisplayName("JWK-01: two keys with the same kid: neither is used")
    void duplicateKid() {
        KeySet same = parse(set(jwk("k", RSA), jwk("k", OTHER_RSA), GOOD));
        KeySet otherType = parse(set(jwk("k", RSA, "use", quote("enc")), jwk("k", EC), GOOD));

        for (KeySet set : new KeySet[] {same, otherType}) {
            assertThat(set.find("k")).isEmpty();
            assertThat(set.findSkipped("k").orElseThrow().cause()).isEqualTo(Cause.DUPLICATE_KID);
            assertThat(set.skipped()).hasSize(2);
            assertThat(set.find("good")).isPresent();
        }
    }

    @Test
    @DisplayName(
            "JWK-22: kid '', null, a number, 1 MB, missing, or a duplicate after Unicode normalisation: key ignored")
    void oddKids() {
        assertThat(skipped(jwk("", RSA)).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "kid", "null")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k", RSA, "kid", "7")).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(skipped(jwk("k".repeat(257), RSA)).cause()).isEqualTo(Cause.MALFORMED);
        Map<String, String> without = jwk("k", RSA);
        without.remove("kid");
        assertThat(skipped(without).cause()).isEqualTo(Cause.MALFORMED);
        assertThat(rejection(set(jwk("k".repeat(1_000_000), RSA)))).isEqualTo(KeySetFault.TOO_LARGE);
        KeySet alike = parse(set(jwk("caf\u00e9", RSA), jwk("cafe\u0301", EC)));
        assertThat(alike.keys()).isEmpty();
        assertThat(alike.skipped()).allMatch(key -> key.cause() == Cause.DUPLICATE_KID);
    }

    @Test
    @DisplayName("JWK-02, JWK-17: a private or symmetric member anywhere refuses the whole set")
    void privateMembers() {
        for (String member : new String[] {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
            assertThat(rejection(set(jwk("k", RSA, member, quote("AQAB")), GOOD)))
                    .as(member)
                    .isEqualTo(KeySetFault.PRIVATE_KEY_PUBLISHED);
        }
        assertThat(rejection("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AAAA\"}," + TestKeys.json(GOOD) + "]}"))
                .isEqualTo(KeySetFault.PRIVATE_KEY_PUBLISHED);
    }

    @Test
    @DisplayName("JWK-17: the key material never shows in the message")
    void messagesHoldNoKeys() {
        assertThatThrownBy(() ->
                        PARSER.parse(set(jwk("k", RSA, "d", quote("c2VjcmV0"))).getBytes(UTF_8), "test", NOW))
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    @DisplayName("JWK-24: a signed key set, an array, a string or no JSON is no key set")
    void noKeySet() {
        assertThat(rejection("eyJhbGciOiJQUzI1NiJ9.eyJrZXlzIjpbXX0.AAAA")).isEqualTo(KeySetFault.NOT_JSON);
        assertThat(rejection("<html></html>")).isEqualTo(KeySetFault.NOT_JSON);
        assertThat(rejection("{\"keys\":[],\"keys\":[]}")).isEqualTo(KeySetFault.NOT_JSON);
        assertThat(rejection("{\"keys\":{}}")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
        assertThat(rejection("{}")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
        assertThat(rejection("[" + TestKeys.json(GOOD) + "]")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
        assertThat(rejection("\"x\"")).isEqualTo(KeySetFault.NOT_A_KEY_SET);
    }

    @Test
    @DisplayName("A bare array is read where it is allowed, and only then")
    void bareArray() {
        assertThat(parse(JwkSetParser.builder().bareArray().build(), "[" + TestKeys.json(GOOD) + "]")
                        .find("good"))
                .isPresent();
    }

    @Test
    @DisplayName("A key without kid is used where it is allowed and the only one; it is known by its thumbprint")
    void soleKeyWithoutKid() {
        Map<String, String> without = jwk("k", RSA);
        without.remove("kid");
        JwkSetParser lenient = JwkSetParser.builder().soleKeyWithoutKid().build();

        PublishedKey key = parse(lenient, set(without)).keys().get(0);
        assertThat(key.kid()).isEqualTo(key.jwkThumbprint());
        assertThat(parse(lenient, set(without, GOOD)).keys()).hasSize(1);
        assertThat(parse(set(without)).keys()).isEmpty();
    }

    @Test
    @DisplayName("More keys than the limit, or a set deeper or larger than the limits, is refused as a whole")
    void limits() {
        String key = TestKeys.json(GOOD);
        assertThat(rejection("{\"keys\":[" + (key + ",").repeat(200) + key + "]}"))
                .isEqualTo(KeySetFault.TOO_MANY_KEYS);
        assertThat(rejection("{\"keys\":" + "[".repeat(20) + "]".repeat(20) + "}"))
                .isEqualTo(KeySetFault.TOO_LARGE);
        assertThat(rejection("{\"keys\":[],\"x\":\"" + "x".repeat(600_000) + "\"}"))
                .isEqualTo(KeySetFault.TOO_LARGE);
    }

    @Test
    @DisplayName("Words of a server in details are printable and short")
    void detailsAreBounded() {
        String detail = skipped(jwk("k", RSA, "alg", quote("\\u0007" + "x".repeat(10_000))))
                .detail();
        assertThat(detail).hasSizeLessThan(300).matches("[\\x20-\\x7e]*");
    }

    @Test
    @DisplayName("Limits that make no sense are refused when the parser is built")
    void nonsense() {
        assertThatThrownBy(() -> JwkSetParser.builder().maxKeys(0).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JwkSetParser.builder().fermatRounds(-1).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JwkSetParser.builder().fermatRounds(100_001).build())
                .isInstanceOf(IllegalArgumentException.class);
        JwkSetParser small = JwkSetParser.builder()
                .limits(JsonLimits.forKeySet().withMaxBytes(10))
                .build();
        assertThatThrownBy(() -> small.parse(set(GOOD).getBytes(UTF_8), "test", NOW))
                .isInstanceOfSatisfying(
                        RejectedKeySetException.class,
                        e -> assertThat(e.fault()).isEqualTo(KeySetFault.TOO_LARGE));
    }

    @Test
    @DisplayName("JWK-23: exp, nbf and revoked of historical keys are heeded")
    void lifetimes() {
        long now = NOW.getEpochSecond();
        assertThat(skipped(jwk("k", RSA, "exp", Long.toString(now))).cause()).isEqualTo(Cause.EXPIRED);
        assertThat(skipped(jwk("k", RSA, "nbf", Long.toString(now + 1))).cause())
                .isEqualTo(Cause.EXPIRED);
        assertThat(skipped(jwk("k", RSA, "revoked", "{\"revoked_at\":1}")).cause())
                .isEqualTo(Cause.EXPIRED);
        assertThat(skipped(jwk("k", RSA, "exp", quote("soon"))).cause()).isEqualTo(Cause.MALFORMED);
        Map<String, String> inTime = jwk("k", RSA, "exp", Long.toString(now + 1));
        inTime.put("nbf", Long.toString(now));
        inTime.put("iat", "0");
        inTime.put("revoked", "false");
        assertThat(usable(inTime).kid()).isEqualTo("k");
    }

    @Test
    @DisplayName("revoked=null says nothing; an exp that is no whole number is malformed")
    void oddLifetimes() {
        assertThat(usable(jwk("k", RSA, "revoked", "null")).kid()).isEqualTo("k");
        assertThat(skipped(jwk("k", RSA, "exp", "1.5")).cause()).isEqualTo(Cause.MALFORMED);
    }
}
