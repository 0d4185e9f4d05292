package org.dcrkit.testkit;

import static org.dcrkit.TokenReason.ALG_MISSING;
import static org.dcrkit.TokenReason.ALG_NOT_ALLOWED;
import static org.dcrkit.TokenReason.BASE64URL;
import static org.dcrkit.TokenReason.DUPLICATE_MEMBER;
import static org.dcrkit.TokenReason.HEADER_NOT_ALLOWED;
import static org.dcrkit.TokenReason.JSON;
import static org.dcrkit.TokenReason.JSON_LIMIT;
import static org.dcrkit.TokenReason.KID_MISSING;
import static org.dcrkit.TokenReason.NOT_COMPACT;
import static org.dcrkit.TokenReason.SERIALIZATION;
import static org.dcrkit.TokenReason.TOO_LARGE;
import static org.dcrkit.TokenReason.TYP;
import static org.dcrkit.TokenReason.UTF8;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.dcrkit.TokenReason;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.RegistrationError;

/** Ways to ruin a token as a token: form, JSON and header; each for the request and for the statement. */
final class TokenSabotage {

    private static final int OVERSIZE = 70_000;
    private static final int DEEP = 1_000;
    private static final String KID = "kid";
    private static final String ALG = "alg";

    private final SabotageBook made = new SabotageBook();

    private TokenSabotage() {}

    static List<Sabotage> all() {
        TokenSabotage catalogue = new TokenSabotage();
        catalogue.form();
        catalogue.base64();
        catalogue.json();
        catalogue.algorithm();
        catalogue.header();
        return catalogue.made.all();
    }

    private void form() {
        request("too_large", TOO_LARGE, draft -> draft.claim("filler", "x".repeat(OVERSIZE)));
        request("empty", NOT_COMPACT, draft -> draft.afterSigning(token -> ""));
        request("word_null", NOT_COMPACT, draft -> draft.afterSigning(token -> "null"));
        request("a_million_dots", TOO_LARGE, draft -> draft.afterSigning(token -> ".".repeat(1_000_000)));
        both("one_part", NOT_COMPACT, after(token -> part(token, 0)));
        both("two_parts", NOT_COMPACT, after(token -> part(token, 0) + '.' + part(token, 1)));
        both("four_parts", NOT_COMPACT, after(token -> token + ".x"));
        both("empty_header", NOT_COMPACT, after(token -> '.' + part(token, 1) + '.' + part(token, 2)));
        both("empty_payload", NOT_COMPACT, after(token -> part(token, 0) + ".." + part(token, 2)));
        both("empty_signature", NOT_COMPACT, after(token -> part(token, 0) + '.' + part(token, 1) + '.'));
        both("five_parts", SERIALIZATION, after(token -> token + ".x.y"));
        both(
                "flattened_json",
                SERIALIZATION,
                after(token -> "{\"protected\":\"" + part(token, 0) + "\",\"payload\":\"" + part(token, 1)
                        + "\",\"signature\":\"" + part(token, 2) + "\"}"));
    }

    private void base64() {
        both("padded_header", BASE64URL, after(token -> part(token, 0) + "=." + part(token, 1) + '.' + part(token, 2)));
        both("padded_signature", BASE64URL, after(token -> token + "=="));
        both("blank_in_front", BASE64URL, after(token -> ' ' + token));
        both("line_feed_at_end", BASE64URL, after(token -> token + '\n'));
        both(
                "line_feed_inside",
                BASE64URL,
                after(token -> part(token, 0)
                        + '.'
                        + part(token, 1).substring(0, 8)
                        + '\n'
                        + part(token, 1).substring(8)
                        + '.'
                        + part(token, 2)));
        both(
                "other_alphabet",
                BASE64URL,
                after(token -> part(token, 0) + '.' + part(token, 1) + ".+/"
                        + part(token, 2).substring(2)));
        both("impossible_length", BASE64URL, after(token -> part(token, 0) + '.' + part(token, 1) + ".AAAAA"));
        both("bits_that_must_be_zero", BASE64URL, after(token -> part(token, 0) + '.' + part(token, 1) + ".AB"));
        both("letter_outside_ascii", BASE64URL, after(token -> token + '\u00e9'));
    }

    private void json() {
        both("byte_order_mark", UTF8, draft -> draft.rawPayload("\uFEFF" + draft.claims()));
        both("header_byte_order_mark", UTF8, draft -> draft.rawHeader("\uFEFF" + draft.header()));
        both("not_utf8", UTF8, draft -> draft.rawPayload(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}));
        both("overlong_utf8", UTF8, draft -> draft.rawPayload(new byte[] {'{', (byte) 0xc0, (byte) 0x80, '}'}));
        both("utf16", JSON, draft -> draft.rawPayload(draft.claims().toString().getBytes(StandardCharsets.UTF_16LE)));
        both("not_json", JSON, draft -> draft.rawPayload("iss=somebody"));
        both("not_an_object", JSON, draft -> draft.rawPayload("[" + draft.claims() + "]"));
        both("json_null", JSON, draft -> draft.rawPayload("null"));
        both("text_after_json", JSON, draft -> draft.rawPayload(draft.claims() + "{}"));
        both("comment", JSON, draft -> draft.rawPayload("/**/" + draft.claims()));
        both(
                "single_quotes",
                JSON,
                draft -> draft.rawPayload(draft.claims().toString().replace('"', '\'')));
        both("cut_short", JSON, draft -> draft.rawPayload(withoutEnd(draft.claims())));
        both("lone_surrogate", JSON, draft -> draft.rawPayload(withoutEnd(draft.claims()) + ",\"x\":\"\\ud800\"}"));
        both("header_not_json", JSON, draft -> draft.rawHeader("alg: PS256"));
        both("header_cut_short", JSON, draft -> draft.rawHeader(withoutEnd(draft.header())));
        both("claim_twice", DUPLICATE_MEMBER, twice("\"iss\":\"somebody else\""));
        both("claim_twice_by_escape", DUPLICATE_MEMBER, twice("\"\\u0069ss\":\"somebody else\""));
        both("nested_member_twice", DUPLICATE_MEMBER, twice("\"x\":{\"a\":1,\"a\":2}"));
        both(
                "alg_twice",
                DUPLICATE_MEMBER,
                draft -> draft.rawHeader(withoutEnd(draft.header()) + ",\"alg\":\"none\"}"));
        both("nested_deep", JSON_LIMIT, twice("\"x\":" + "[".repeat(DEEP) + "]".repeat(DEEP)));
        both("many_members", JSON_LIMIT, twice("\"x\":[1" + ",1".repeat(5_000) + "]"));
        both("long_number", JSON_LIMIT, twice("\"x\":1" + "0".repeat(500)));
    }

    private void algorithm() {
        both("without_alg", ALG_MISSING, draft -> draft.withoutHeader(ALG));
        both("alg_null", ALG_MISSING, draft -> draft.header(ALG, JsonNull.NULL));
        both("alg_empty", ALG_MISSING, draft -> draft.header(ALG, ""));
        both("alg_number", ALG_MISSING, draft -> draft.header(ALG, JsonNumber.of(256)));
        both("alg_array", ALG_MISSING, draft -> draft.header(ALG, JsonArray.ofStrings(List.of("PS256"))));
        for (String alg : List.of("RS256", "RS512", "PS384", "PS512")) {
            both("alg_" + alg.toLowerCase(Locale.ROOT), ALG_NOT_ALLOWED, draft -> draft.header(ALG, alg));
        }
        both("alg_none", ALG_NOT_ALLOWED, unsigned("none"));
        both("alg_none_in_capitals", ALG_NOT_ALLOWED, unsigned("nOnE"));
        both(
                "alg_hs256",
                ALG_NOT_ALLOWED,
                draft -> draft.header(ALG, "HS256").signedOnlyBy(new SecretKeySpec(new byte[32], "HmacSHA256")));
        both("alg_eddsa", ALG_NOT_ALLOWED, draft -> draft.header(ALG, "EdDSA"));
        both("alg_es256k", ALG_NOT_ALLOWED, draft -> draft.header(ALG, "ES256K"));
        both("alg_in_small_letters", ALG_NOT_ALLOWED, draft -> draft.header(ALG, "ps256"));
        both("alg_with_blank", ALG_NOT_ALLOWED, draft -> draft.header(ALG, "PS256 "));
        both("alg_of_encryption", ALG_NOT_ALLOWED, draft -> draft.header(ALG, "RSA-OAEP"));
    }

    private void header() {
        both("without_kid", KID_MISSING, draft -> draft.withoutHeader(KID));
        both("kid_null", KID_MISSING, draft -> draft.header(KID, JsonNull.NULL));
        both("kid_empty", KID_MISSING, draft -> draft.header(KID, ""));
        both("kid_number", KID_MISSING, draft -> draft.header(KID, JsonNumber.of(1)));
        both(
                "header_jwk",
                HEADER_NOT_ALLOWED,
                draft -> draft.header(
                        "jwk", JoseKey.of(TestKeys.seeded(0).rsa("embedded")).jwk()));
        both("header_jku", HEADER_NOT_ALLOWED, draft -> draft.header("jku", "https://stranger.example/keys"));
        both("header_x5u", HEADER_NOT_ALLOWED, draft -> draft.header("x5u", "https://stranger.example/chain.pem"));
        both("header_x5c", HEADER_NOT_ALLOWED, draft -> draft.header("x5c", JsonArray.ofStrings(List.of("MIIB"))));
        both("header_crit", HEADER_NOT_ALLOWED, draft -> draft.header("crit", JsonArray.ofStrings(List.of("exp"))));
        both("header_b64", HEADER_NOT_ALLOWED, draft -> draft.header("b64", new JsonBoolean(true)));
        both("header_zip", HEADER_NOT_ALLOWED, draft -> draft.header("zip", "DEF"));
        both("header_cty", HEADER_NOT_ALLOWED, draft -> draft.header("cty", "JWT"));
        both("header_enc", HEADER_NOT_ALLOWED, draft -> draft.header("enc", "A256GCM"));
        both("typ_access_token", TYP, draft -> draft.header("typ", "at+jwt"));
        both("typ_json_form", TYP, draft -> draft.header("typ", "JOSE+JSON"));
        both("typ_number", TYP, draft -> draft.header("typ", JsonNumber.of(1)));
    }

    private void both(String name, TokenReason reason, UnaryOperator<TokenDraft> change) {
        request(name, reason, change);
        made.add("ssa." + name, reason, draft -> draft.ssa(change))
                .answeredWith(RegistrationError.INVALID_SOFTWARE_STATEMENT);
    }

    private void request(String name, TokenReason reason, UnaryOperator<TokenDraft> change) {
        made.add("request." + name, reason, draft -> draft.wholeRequest(change));
    }

    private static UnaryOperator<TokenDraft> after(UnaryOperator<String> change) {
        return draft -> draft.afterSigning(change);
    }

    private static UnaryOperator<TokenDraft> unsigned(String alg) {
        return draft ->
                draft.header(ALG, alg).afterSigning(token -> part(token, 2).isEmpty() ? token + "AAAA" : token);
    }

    /** Adds members by hand, at the end of the claims. */
    private static UnaryOperator<TokenDraft> twice(String members) {
        return draft -> draft.rawPayload(withoutEnd(draft.claims()) + ',' + members + '}');
    }

    private static String withoutEnd(JsonObject json) {
        String text = json.toString();
        return text.substring(0, text.length() - 1);
    }

    private static String part(String token, int index) {
        return token.split("\\.", -1)[index];
    }
}
