package org.dcrkit.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.SsaReason;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.testkit.SabotageBook.Entry;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;

/** Ways to ruin what a software statement says: issuer, times, status, claims, and where its keys are. */
final class StatementSabotage {

    private static final String STATEMENT = "software_statement";
    private static final long FAR = Duration.ofDays(3_650).toSeconds();
    private static final long MILLISECONDS = 1_000;

    private final SabotageBook made = new SabotageBook();

    private StatementSabotage() {}

    static List<Sabotage> all() {
        StatementSabotage catalogue = new StatementSabotage();
        catalogue.presence();
        catalogue.issuer();
        catalogue.times();
        catalogue.status();
        catalogue.claims();
        catalogue.endpoints();
        return catalogue.made.all();
    }

    private void presence() {
        add("missing", SsaReason.MISSING, draft -> draft.without(STATEMENT));
        type("is_null", JsonNull.NULL);
        type("is_a_number", JsonNumber.of(1));
        type("is_an_object", JsonObject.empty());
        type("is_an_array", JsonArray.ofStrings(List.of("x")));
    }

    private void type(String name, JsonValue value) {
        invalid(name, ClaimReason.TYPE, draft -> draft.claim(STATEMENT, value));
    }

    private void issuer() {
        ssa("issuer_unknown", SsaReason.ISSUER_NOT_TRUSTED, draft -> draft.claim("iss", "Nobody Ltd"));
        invalid("issuer_missing", ClaimReason.MISSING, draft -> draft.ssa(ssa -> ssa.without("iss")));
        invalid("issuer_number", ClaimReason.TYPE, draft -> draft.ssa(ssa -> ssa.claim("iss", 1)));
        ssa(
                "issuer_in_other_case",
                SsaReason.ISSUER_NOT_TRUSTED,
                change("iss", text -> text.toUpperCase(Locale.ROOT) + "."));
        ssa("issuer_with_blank", SsaReason.ISSUER_NOT_TRUSTED, change("iss", text -> text + " "));
        add("other_mode", SsaReason.ENVIRONMENT_NOT_ACCEPTED, draft -> set(draft, SsaClaim.MODE, "another"))
                .where((draft, policy) -> !draft.tpp().directory().mode().isEmpty());
    }

    private void times() {
        ssaAt("expired", SsaReason.EXPIRED, now -> draft -> draft.claim("exp", now - FAR / 2));
        ssaAt("expired_at_the_end_of_tolerance", SsaReason.EXPIRED, now -> draft -> draft.claim("exp", now))
                .where((draft, policy) -> policy.ssaRequirements().skew().isZero());
        ssaAt("not_yet_valid", SsaReason.NOT_YET_VALID, now -> draft -> draft.claim("nbf", now + 3_600));
        ssaAt("issued_in_future", SsaReason.ISSUED_IN_FUTURE, now -> draft -> draft.claim("iat", now + 3_600));
        invalidAt("issued_in_milliseconds", now -> draft -> draft.claim("iat", now * MILLISECONDS));
        invalidAt("issued_before_1970", now -> draft -> draft.claim("iat", -1));
        invalidAt("expiry_overflows", now -> draft -> draft.claim("exp", 9_223_372_036_854_776L));
        ssaAt("too_old", SsaReason.TOO_OLD, now -> draft -> draft.claim("iat", now - FAR))
                .where((draft, policy) -> policy.ssaRequirements().maxAge().isPresent());
        ssa("without_expiry", SsaReason.EXPIRY_MISSING, draft -> draft.without("exp"))
                .where((draft, policy) -> policy.ssaRequirements().expiryRequired());
    }

    private void status() {
        for (String status : List.of("Revoked", "Withdrawn", "Requested", "Active2")) {
            add(
                            "organisation_" + status.toLowerCase(Locale.ROOT),
                            SsaReason.ORGANISATION_NOT_ACTIVE,
                            draft -> set(draft, SsaClaim.ORG_STATUS, status))
                    .where(StatementSabotage::hasStatus);
        }
        add("organisation_left", SsaReason.ORGANISATION_NOT_ACTIVE, draft -> {
                    draft.tpp().organisation().withdraw();
                    return set(
                            draft,
                            SsaClaim.ORG_STATUS,
                            draft.tpp().organisation().status());
                })
                .where(StatementSabotage::hasStatus);
    }

    private static boolean hasStatus(RegistrationDraft draft, Object policy) {
        return draft.tpp().directory().shape() != DirectoryShape.CDR_AUSTRALIA;
    }

    private void claims() {
        for (String name : List.of(
                "client_id",
                "client_secret",
                "client_id_issued_at",
                "client_secret_expires_at",
                "registration_access_token",
                "registration_client_uri",
                STATEMENT)) {
            ssa("has_" + name, SsaReason.FORBIDDEN_CLAIM, draft -> draft.claim(name, "x"));
        }
        for (SsaClaim claim : List.of(
                SsaClaim.SOFTWARE_ID,
                SsaClaim.CLIENT_NAME,
                SsaClaim.REDIRECT_URIS,
                SsaClaim.ROLES,
                SsaClaim.ORG_ID,
                SsaClaim.ORG_STATUS,
                SsaClaim.SOFTWARE_JWKS_ENDPOINT)) {
            String name = claim.name().toLowerCase(Locale.ROOT);
            invalid("without_" + name, ClaimReason.MISSING, draft -> draft.ssa(ssa -> ssa.without(name(draft, claim))))
                    .where((draft, policy) -> required(draft, claim));
        }
        invalid("without_iat", ClaimReason.MISSING, draft -> draft.ssa(ssa -> ssa.without("iat")));
        invalid("issued_as_text", ClaimReason.TYPE, draft -> draft.ssa(ssa -> ssa.claim("iat", "2026-01-01")));
        invalid(
                "issued_with_fraction",
                ClaimReason.TYPE,
                draft -> draft.ssa(ssa -> ssa.claim("iat", new JsonNumber("1600000000.5"))));
        value("software_id_number", ClaimReason.TYPE, SsaClaim.SOFTWARE_ID, JsonNumber.of(1));
        value("software_id_blank", ClaimReason.EMPTY, SsaClaim.SOFTWARE_ID, new JsonString(" "));
        value("software_ids", ClaimReason.TYPE, SsaClaim.SOFTWARE_ID, JsonArray.ofStrings(List.of("one", "two")));
        value("redirect_uris_text", ClaimReason.TYPE, SsaClaim.REDIRECT_URIS, new JsonString("https://a.example"));
        value("redirect_uris_empty", ClaimReason.EMPTY, SsaClaim.REDIRECT_URIS, JsonArray.ofStrings(List.of()));
        value("roles_object", ClaimReason.TYPE, SsaClaim.ROLES, JsonObject.empty());
        value("name_boolean", ClaimReason.TYPE, SsaClaim.CLIENT_NAME, new JsonBoolean(true));
        value("name_with_control_characters", ClaimReason.TEXT, SsaClaim.CLIENT_NAME, new JsonString("Acme\u0007"));
        value("authority_text", ClaimReason.TYPE, SsaClaim.AUTHORITY_CLAIMS, new JsonString("FCA"));
    }

    private void endpoints() {
        keysAt("keys_elsewhere", draft -> "https://stranger.example/keys.jwks");
        keysAt("keys_at_similar_host", draft -> base(draft).replace("https://", "https://not") + "/keys.jwks");
        keysAt("keys_behind_user_information", draft -> base(draft) + "@stranger.example/keys.jwks");
        keysAt("keys_below_host", draft -> base(draft) + ".stranger.example/keys.jwks");
        keysAt("keys_over_http", draft -> base(draft).replace("https:", "http:") + "/keys.jwks");
        keysAt("keys_in_a_file", draft -> "file:///etc/passwd");
        keysAt("keys_at_metadata_service", draft -> "https://169.254.169.254/latest/meta-data");
        keysAt("keys_at_loopback", draft -> "https://127.0.0.1/keys.jwks");
        keysAt("keys_at_other_port", draft -> base(draft).replaceAll(":[0-9]+$", "") + ":8443/keys.jwks");
        keysAt("keys_to_do", draft -> "TODO");
        keysAt(
                "keys_behind_backslash",
                draft -> "https://stranger.example\\@" + base(draft).substring(8));
    }

    private void keysAt(String name, Function<RegistrationDraft, String> url) {
        add(name, SsaReason.KEY_SET_NOT_ALLOWED, draft -> set(draft, SsaClaim.SOFTWARE_JWKS_ENDPOINT, url.apply(draft)))
                .where((draft, policy) -> policy.requestRequirements().keys() == RequestKeys.SOFTWARE_KEY_SET);
    }

    private static String base(RegistrationDraft draft) {
        return draft.tpp().directory().baseUrl();
    }

    private Entry value(String name, ClaimReason reason, SsaClaim claim, JsonValue value) {
        return invalid(name, reason, draft -> draft.ssa(ssa -> ssa.claim(name(draft, claim), value)));
    }

    /** Sets a claim of the statement, under the name that its directory gives it. */
    private static RegistrationDraft set(RegistrationDraft draft, SsaClaim claim, String value) {
        return draft.ssa(ssa -> ssa.claim(name(draft, claim), value));
    }

    private static String name(RegistrationDraft draft, SsaClaim claim) {
        return draft.tpp().directory().shape().dialect().nameOf(claim);
    }

    private static boolean required(RegistrationDraft draft, SsaClaim claim) {
        return draft.tpp().directory().shape().dialect().required().contains(claim);
    }

    private static UnaryOperator<TokenDraft> change(String claim, UnaryOperator<String> change) {
        return draft -> draft.claim(claim, change.apply(draft.text(claim).orElse("")));
    }

    private Entry ssaAt(String name, SsaReason reason, LongFunction<UnaryOperator<TokenDraft>> change) {
        return add(name, reason, draft -> draft.ssa(change.apply(now(draft))));
    }

    private Entry invalidAt(String name, LongFunction<UnaryOperator<TokenDraft>> change) {
        return invalid(name, ClaimReason.DATE_RANGE, draft -> draft.ssa(change.apply(now(draft))));
    }

    private static long now(RegistrationDraft draft) {
        return draft.tpp().directory().clock().instant().getEpochSecond();
    }

    private Entry ssa(String name, SsaReason reason, UnaryOperator<TokenDraft> change) {
        return add(name, reason, draft -> draft.ssa(change));
    }

    private Entry invalid(String name, ClaimReason reason, UnaryOperator<RegistrationDraft> change) {
        return add(name, reason, change).answeredWith(RegistrationError.INVALID_SOFTWARE_STATEMENT);
    }

    private Entry add(String name, Reason reason, UnaryOperator<RegistrationDraft> change) {
        return made.add("ssa." + name, reason, change);
    }
}
