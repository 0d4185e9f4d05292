package org.dcrkit.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.dcrkit.RequestReason;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.testkit.Sabotage.Circumstance;
import org.dcrkit.testkit.SabotageBook.Entry;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Ways to ruin a request as a token for this bank: whose it is, for whom, when, and the types of its claims. */
final class RequestSabotage {

    private static final long MINUTE = 60;
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final long YEARS = Duration.ofDays(3_650).toSeconds();
    private static final long MILLISECONDS = 1_000;

    private final SabotageBook made = new SabotageBook();

    private RequestSabotage() {}

    static List<Sabotage> all() {
        RequestSabotage catalogue = new RequestSabotage();
        catalogue.identity();
        catalogue.times();
        catalogue.types();
        return catalogue.made.all();
    }

    private void identity() {
        add(
                "is_the_statement",
                RequestReason.IS_SOFTWARE_STATEMENT,
                draft -> draft.wholeRequest(whole -> draft.ssa().orElseThrow()));
        add(
                "issuer_is_organisation",
                RequestReason.ISSUER_MISMATCH,
                draft -> draft.claim("iss", draft.tpp().organisation().id()));
        add("issuer_is_other_software", RequestReason.ISSUER_MISMATCH, draft -> draft.claim("iss", "anotherSoftware"));
        add(
                "issuer_in_other_case",
                RequestReason.ISSUER_MISMATCH,
                draft -> draft.claim("iss", swapped(draft.tpp().softwareId())));
        add(
                "software_id_of_another",
                RequestReason.SOFTWARE_ID_MISMATCH,
                draft -> draft.claim("software_id", "anotherSoftware"));
        add(
                "software_id_of_another_in_array",
                RequestReason.SOFTWARE_ID_MISMATCH,
                draft -> draft.claim("software_id", List.of("anotherSoftware")));
        add("statement_of_another", RequestReason.ISSUER_MISMATCH, RequestSabotage::withStatementOfAnother);
        add(
                "audience_of_another_bank",
                RequestReason.AUDIENCE_MISMATCH,
                draft -> draft.claim("aud", "0000000000otherBNK"));
        add(
                "audience_with_blank",
                RequestReason.AUDIENCE_MISMATCH,
                draft -> draft.claim("aud", draft.request().text("aud").orElse("") + " "));
        add(
                "audiences_of_other_banks",
                RequestReason.AUDIENCE_MISMATCH,
                draft -> draft.claim("aud", List.of("one", "two")));
        add("used_before", RequestReason.REPLAYED, draft -> draft).given(Circumstance.REPLAY_NOTICED);
        for (String claim : List.of("iss", "iat", "exp", "aud", "jti")) {
            add("without_" + claim, ClaimReason.MISSING, draft -> draft.without(claim));
        }
        for (String claim : List.of("iss", "aud", "jti")) {
            add("null_" + claim, ClaimReason.MISSING, draft -> draft.claim(claim, JsonNull.NULL));
            add("blank_" + claim, ClaimReason.EMPTY, draft -> draft.claim(claim, " "));
        }
    }

    private void times() {
        at(
                        "expired_an_hour_ago",
                        RequestReason.EXPIRED,
                        now -> draft -> draft.claim("iat", now - 2 * HOUR).claim("exp", now - HOUR))
                .where((draft, policy) -> policy.requestRequirements().maxAge().isEmpty());
        at(
                        "expired_two_minutes_ago",
                        RequestReason.EXPIRED,
                        now -> draft -> draft.claim("iat", now - 3 * MINUTE).claim("exp", now - 2 * MINUTE))
                .where((draft, policy) -> policy.requestRequirements().skew().toSeconds() < 2 * MINUTE);
        at("not_yet_valid", RequestReason.NOT_YET_VALID, now -> draft -> draft.claim("nbf", now + HOUR));
        at("issued_in_future", RequestReason.ISSUED_IN_FUTURE, now -> draft -> draft.claim("iat", now + HOUR / 6));
        at(
                        "valid_for_no_time",
                        RequestReason.LIFETIME,
                        now -> draft -> draft.claim("iat", now).claim("exp", now))
                .where((draft, policy) -> policy.requestRequirements().skew().toSeconds() > 0);
        at("valid_for_years", RequestReason.LIFETIME, now -> draft -> draft.claim("exp", now + YEARS))
                .where((draft, policy) ->
                        policy.requestRequirements().maxLifetime().isPresent());
        at("issued_years_ago", RequestReason.TOO_OLD, now -> draft -> draft.claim("iat", now - YEARS))
                .where((draft, policy) -> policy.requestRequirements().maxAge().isPresent()
                        && policy.requestRequirements().maxLifetime().isEmpty());
        at("expiry_in_milliseconds", ClaimReason.DATE_RANGE, now -> draft -> draft.claim("exp", now * MILLISECONDS));
        at("issued_in_milliseconds", ClaimReason.DATE_RANGE, now -> draft -> draft.claim("iat", now * MILLISECONDS));
        at("expiry_negative", ClaimReason.DATE_RANGE, now -> draft -> draft.claim("exp", -now));
        at("expiry_overflows", ClaimReason.DATE_RANGE, now -> draft -> draft.claim("exp", 9_223_372_036_854_776L));
        at(
                "expiry_beyond_64_bits",
                ClaimReason.DATE_RANGE,
                now -> draft -> draft.claim("exp", new JsonNumber("18446744073709551617")));
        at("expiry_as_text", ClaimReason.TYPE, now -> draft -> draft.claim("exp", Long.toString(now + HOUR)));
        at(
                "expiry_with_fraction",
                ClaimReason.TYPE,
                now -> draft -> draft.claim("exp", new JsonNumber((now + HOUR) + ".5")));
        at("expiry_with_exponent", ClaimReason.TYPE, now -> draft -> draft.claim("exp", new JsonNumber("2e9")));
        at("expiry_boolean", ClaimReason.TYPE, now -> draft -> draft.claim("exp", true));
        at("expiry_null", ClaimReason.TYPE, now -> draft -> draft.claim("exp", JsonNull.NULL));
        at("not_before_as_text", ClaimReason.TYPE, now -> draft -> draft.claim("nbf", "now"));
    }

    private void types() {
        type("issuer_number", "iss", JsonNumber.of(1));
        type("audience_object", "aud", JsonObject.empty());
        add(
                "audience_and_a_number",
                ClaimReason.TYPE,
                draft -> draft.claim(
                        "aud",
                        new JsonArray(List.of(
                                new JsonString(draft.request().text("aud").orElse("")), JsonNumber.of(1)))));
        type("jti_number", "jti", JsonNumber.of(1_643_090_815_273L));
        type("software_ids", "software_id", JsonArray.ofStrings(List.of("one", "two")));
        type("scope_object", "scope", JsonObject.empty());
        type("grant_types_text", "grant_types", new JsonString("authorization_code"));
        type("response_types_text", "response_types", new JsonString("code id_token"));
        type("auth_method_array", "token_endpoint_auth_method", JsonArray.ofStrings(List.of("private_key_jwt")));
        type("application_type_boolean", "application_type", new JsonBoolean(true));
        type("signing_alg_number", "id_token_signed_response_alg", JsonNumber.of(256));
        type("jwks_text", "jwks", new JsonString("{}"));
        redirect("redirect_uris_text", ClaimReason.TYPE, new JsonString("https://a.example/cb"));
        redirect("redirect_uris_numbers", ClaimReason.TYPE, new JsonArray(List.of(JsonNumber.of(1))));
        redirect("redirect_uris_object", ClaimReason.TYPE, JsonObject.empty());
        redirect("redirect_uri_blank", ClaimReason.EMPTY, JsonArray.ofStrings(List.of(" ")));
        add("jti_with_control_character", ClaimReason.TEXT, draft -> draft.claim("jti", "a\u0000b"));
        add("scope_with_control_character", ClaimReason.TEXT, draft -> draft.claim("scope", "openid\u001b[2J"));
    }

    private void type(String name, String claim, JsonValue value) {
        add(name, ClaimReason.TYPE, draft -> draft.claim(claim, value));
    }

    private void redirect(String name, ClaimReason reason, JsonValue value) {
        add(name, reason, draft -> draft.claim("redirect_uris", value))
                .answeredWith(RegistrationError.INVALID_REDIRECT_URI);
    }

    private Entry at(String name, Reason reason, LongFunction<UnaryOperator<RegistrationDraft>> change) {
        return add(
                name,
                reason,
                draft -> change.apply(draft.tpp().directory().clock().instant().getEpochSecond())
                        .apply(draft));
    }

    private Entry add(String name, Reason reason, UnaryOperator<RegistrationDraft> change) {
        return made.add("request." + name, reason, change);
    }

    /** Everything is another software's but the request's issuer. */
    private static RegistrationDraft withStatementOfAnother(RegistrationDraft draft) {
        FakeTpp other = other(draft);
        boolean byCertificate = draft.request()
                .header()
                .text("kid")
                .equals(Optional.of(draft.tpp().transportKey().kid()));
        Optional<JsonValue> expiry = draft.ssa().flatMap(ssa -> ssa.claims().get("exp"));
        TokenDraft statement = other.ssa();
        return draft.ssa(expiry.isPresent() ? statement.claim("exp", expiry.get()) : statement)
                .signedBy(byCertificate ? other.transportKey() : other.signingKey())
                .without("software_id")
                .certificates(other.transportCertificates());
    }

    private static FakeTpp other(RegistrationDraft draft) {
        return draft.tpp()
                .directory()
                .software(draft.tpp().directory().softwareId("Another"))
                .orElseGet(() -> draft.tpp()
                        .directory()
                        .tpp("Another")
                        .transport(draft.tpp().transportKind())
                        .roles(draft.tpp().roles().toArray(String[]::new))
                        .redirectUris(draft.tpp().redirectUris().toArray(String[]::new))
                        .build());
    }

    private static String swapped(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return text.equals(upper) ? text.toLowerCase(Locale.ROOT) : upper;
    }
}
