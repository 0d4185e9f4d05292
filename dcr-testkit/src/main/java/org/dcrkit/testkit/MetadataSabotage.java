package org.dcrkit.testkit;

import static org.dcrkit.testkit.PolicyRules.built;
import static org.dcrkit.testkit.PolicyRules.inapplicable;
import static org.dcrkit.testkit.PolicyRules.insists;
import static org.dcrkit.testkit.PolicyRules.mandatory;
import static org.dcrkit.testkit.PolicyRules.refuses;
import static org.dcrkit.testkit.PolicyRules.rule;
import static org.dcrkit.testkit.PolicyRules.takes;
import static org.dcrkit.testkit.PolicyRules.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.policy.Presence;
import org.dcrkit.policy.ValueForm;
import org.dcrkit.testkit.SabotageBook.Entry;
import org.dcrkit.verdict.Reason;

/** Ways to ruin the client metadata that is asked for; each applies to policies that have the rule which it breaks. */
final class MetadataSabotage {

    private static final List<RequestClaim> SIGNING_ALGORITHMS = List.of(
            RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG,
            RequestClaim.REQUEST_OBJECT_SIGNING_ALG,
            RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG);
    private static final List<RequestClaim> LISTS =
            List.of(RequestClaim.GRANT_TYPES, RequestClaim.RESPONSE_TYPES, RequestClaim.SCOPE);
    private static final String CIBA = "urn:openid:params:grant-type:ciba";

    private final SabotageBook made = new SabotageBook();

    private MetadataSabotage() {}

    static List<Sabotage> all() {
        MetadataSabotage catalogue = new MetadataSabotage();
        catalogue.presence();
        catalogue.lists();
        catalogue.authentication();
        catalogue.algorithms();
        catalogue.scopes();
        catalogue.backchannel();
        catalogue.forms();
        catalogue.texts();
        return catalogue.made.all();
    }

    private void presence() {
        for (RequestClaim claim : List.of(
                RequestClaim.GRANT_TYPES,
                RequestClaim.RESPONSE_TYPES,
                RequestClaim.SCOPE,
                RequestClaim.APPLICATION_TYPE,
                RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG,
                RequestClaim.REQUEST_OBJECT_SIGNING_ALG,
                RequestClaim.TLS_CLIENT_AUTH_DN,
                RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN)) {
            add("without_" + claim.claimName(), ClaimReason.MISSING, draft -> draft.without(claim.claimName()))
                    .where(mandatory(claim));
        }
        for (RequestClaim claim : LISTS) {
            add("empty_" + claim.claimName(), ClaimReason.EMPTY, draft -> draft.claim(claim.claimName(), List.of()))
                    .where(rule(
                            claim,
                            rule -> rule.presence() == Presence.MANDATORY
                                    && rule.defaults().isEmpty()
                                    && rule.required().isEmpty()
                                    && rule.oneOf().isEmpty()));
        }
        for (RequestClaim claim : List.of(RequestClaim.CLIENT_SECRET, RequestClaim.REGISTRATION_ACCESS_TOKEN)) {
            add(
                            "with_" + claim.claimName(),
                            PolicyReason.CLAIM_ISSUED_BY_SERVER,
                            draft -> draft.claim(claim.claimName(), "x"))
                    .where(rule(claim, rule -> rule.presence() == Presence.FORBIDDEN));
        }
        add(
                        "with_jwks",
                        PolicyReason.CLAIM_FORBIDDEN,
                        draft -> draft.claim("jwks", keys(stranger().jwk())))
                .where(rule(RequestClaim.JWKS, rule -> rule.presence() == Presence.FORBIDDEN));
        add(
                        "with_private_keys",
                        PolicyReason.JWKS_PRIVATE,
                        draft -> draft.claim("jwks", keys(stranger().jwk().with("d", "AQAB"))))
                .where(rule(RequestClaim.JWKS, rule -> rule.presence() != Presence.FORBIDDEN));
        add(
                        "with_jwks_and_jwks_uri",
                        PolicyReason.JWKS_AND_JWKS_URI,
                        draft -> draft.claim("jwks", keys(stranger().jwk())).claim("jwks_uri", softwareKeys(draft)))
                .where(rule(RequestClaim.JWKS, rule -> rule.presence() != Presence.FORBIDDEN));
        add(
                        "jwks_uri_of_stranger",
                        PolicyReason.DIFFERS_FROM_STATEMENT,
                        draft -> draft.claim("jwks_uri", "https://stranger.example/keys.jwks"))
                .where(rule(
                        RequestClaim.JWKS_URI,
                        rule -> rule.statementUse() == StatementUse.MUST_EQUAL
                                && rule.statementClaim().isPresent()));
    }

    private void lists() {
        for (String grant :
                List.of("password", "implicit", "urn:ietf:params:oauth:grant-type:device_code", "Client_Credentials")) {
            more(
                    "grant_" + grant.replaceAll(".*:", "").toLowerCase(Locale.ROOT),
                    RequestClaim.GRANT_TYPES,
                    PolicyReason.GRANT_TYPE_NOT_ALLOWED,
                    grant);
        }
        for (String type : List.of("token", "id_token token", "code token")) {
            more(
                    "response_" + type.replace(' ', '_'),
                    RequestClaim.RESPONSE_TYPES,
                    PolicyReason.RESPONSE_TYPE_NOT_ALLOWED,
                    type);
        }
        for (RequestClaim claim : LISTS) {
            add(
                            "twice_in_" + claim.claimName(),
                            PolicyReason.VALUE_REPEATED,
                            draft -> set(
                                    draft,
                                    claim,
                                    with(
                                            values(draft, claim),
                                            values(draft, claim).get(0))))
                    .where((draft, policy) -> !values(draft, claim).isEmpty())
                    .where(rule(claim, rule -> true));
        }
        for (RequestClaim claim : List.of(RequestClaim.GRANT_TYPES, RequestClaim.SCOPE)) {
            add(
                            "required_missing_in_" + claim.claimName(),
                            PolicyReason.VALUE_REQUIRED,
                            draft -> set(draft, claim, others(values(draft, claim))))
                    .where((draft, policy) -> values(draft, claim).size() > 1
                            && rule(
                                            claim,
                                            rule -> rule.required()
                                                    .contains(
                                                            values(draft, claim).get(0)))
                                    .test(draft, policy));
        }
        add(
                        "grant_of_those_required_missing",
                        PolicyReason.ONE_VALUE_REQUIRED,
                        draft -> set(
                                draft, RequestClaim.GRANT_TYPES, List.of("client_credentials", "authorization_code")))
                .where(rule(
                        RequestClaim.GRANT_TYPES,
                        rule -> !rule.oneOf().isEmpty()
                                && !rule.oneOf().contains("client_credentials")
                                && !rule.oneOf().contains("authorization_code")
                                && takes("client_credentials").test(rule)
                                && takes("authorization_code").test(rule)));
        add(
                        "code_without_its_grant",
                        PolicyReason.RESPONSE_TYPE_WITHOUT_GRANT,
                        draft -> draft.claim("grant_types", List.of("client_credentials")))
                .where((draft, policy) ->
                        values(draft, RequestClaim.RESPONSE_TYPES).stream().anyMatch(type -> type.contains("code")))
                .where(rule(RequestClaim.RESPONSE_TYPES, rule -> true))
                .where(rule(
                        RequestClaim.GRANT_TYPES,
                        rule -> takes("client_credentials").test(rule)
                                && !rule.required().contains("authorization_code")
                                && rule.oneOf().isEmpty()));
        for (String type : List.of("desktop", "service")) {
            add(
                            "application_" + type,
                            PolicyReason.APPLICATION_TYPE_NOT_ALLOWED,
                            draft -> draft.claim("application_type", type))
                    .where(rule(RequestClaim.APPLICATION_TYPE, refuses(type)));
        }
    }

    private void authentication() {
        for (String method : List.of(
                "client_secret_basic",
                "client_secret_post",
                "client_secret_jwt",
                "none",
                "self_signed_tls_client_auth")) {
            add(
                            "authenticates_by_" + method,
                            PolicyReason.FAPI_AUTH_METHOD,
                            draft -> draft.claim("token_endpoint_auth_method", method))
                    .where(insists(PolicyReason.FAPI_AUTH_METHOD))
                    .where(rule(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, refuses(method)));
        }
        for (String method : List.of("private_key_jwt", "tls_client_auth", "attest_jwt_client_auth")) {
            add(
                            "authenticates_by_unsupported_" + method,
                            PolicyReason.AUTH_METHOD_NOT_ALLOWED,
                            draft -> draft.claim("token_endpoint_auth_method", method))
                    .where((draft, policy) -> method.endsWith("_jwt")
                            || method.equals("tls_client_auth")
                            || !insists(PolicyReason.FAPI_AUTH_METHOD).test(draft, policy))
                    .where(rule(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, refuses(method)));
        }
        add(
                "named_by_two_names",
                PolicyReason.CERTIFICATE_NAMED_TWICE,
                draft -> draft.claim("tls_client_auth_san_dns", "tpp.example")
                        .claim("tls_client_auth_san_uri", "https://tpp.example/"));
    }

    private void algorithms() {
        for (RequestClaim claim : SIGNING_ALGORITHMS) {
            for (String alg : List.of("RS256", "HS256", "none", "PS384", "ps256")) {
                add(
                                claim.claimName() + "_"
                                        + (alg.equals("ps256") ? "in_small_letters" : alg.toLowerCase(Locale.ROOT)),
                                PolicyReason.FAPI_ALGORITHM,
                                draft -> draft.claim(claim.claimName(), alg))
                        .where((draft, policy) -> draft.request().claims().has(claim.claimName()))
                        .where(insists(PolicyReason.FAPI_ALGORITHM))
                        .where(rule(claim, rule -> true));
            }
            add(
                            claim.claimName() + "_unsupported",
                            PolicyReason.ALGORITHM_NOT_ALLOWED,
                            draft -> draft.claim(claim.claimName(), "ES256"))
                    .where((draft, policy) -> draft.request().claims().has(claim.claimName()))
                    .where(rule(claim, refuses("ES256")));
        }
    }

    private void scopes() {
        more("scope_unknown", RequestClaim.SCOPE, PolicyReason.SCOPE_NOT_ALLOWED, "admin");
        more("scope_similar", RequestClaim.SCOPE, PolicyReason.SCOPE_NOT_ALLOWED, "accountsx");
        more("scope_in_capitals", RequestClaim.SCOPE, PolicyReason.SCOPE_NOT_ALLOWED, "OPENID");
        more("scope_with_quote", RequestClaim.SCOPE, PolicyReason.SCOPE_MALFORMED, "a\"b");
        add(
                        "scope_with_two_blanks",
                        PolicyReason.SCOPE_MALFORMED,
                        draft -> draft.claim(
                                "scope",
                                String.join(" ", values(draft, RequestClaim.SCOPE))
                                        .replaceFirst(" ", "  ")))
                .where((draft, policy) -> values(draft, RequestClaim.SCOPE).size() > 1)
                .where(rule(RequestClaim.SCOPE, refuses("")));
        add(
                        "scope_without_role",
                        PolicyReason.SCOPE_WITHOUT_ROLE,
                        draft -> draft.ssa(ssa -> ssa.claim(
                                name(draft, SsaClaim.ROLES),
                                List.of(draft.tpp().roles().get(0)))))
                .where((draft, policy) -> built(claims -> {
                            String kept = draft.tpp().roles().get(0);
                            return values(draft, RequestClaim.SCOPE).stream()
                                    .anyMatch(scope -> claims.scopeRoles().containsKey(scope)
                                            && !claims.scopeRoles().get(scope).contains(kept));
                        })
                        .test(draft, policy));
    }

    private void backchannel() {
        add(
                        "delivery_mode_without_its_grant",
                        PolicyReason.CLAIM_NOT_APPLICABLE,
                        draft -> draft.claim("backchannel_token_delivery_mode", "poll"))
                .where(inapplicable(RequestClaim.BACKCHANNEL_TOKEN_DELIVERY_MODE));
        add(
                        "user_code_without_its_grant",
                        PolicyReason.CLAIM_NOT_APPLICABLE,
                        draft -> draft.claim("backchannel_user_code_parameter_supported", false))
                .where(inapplicable(RequestClaim.BACKCHANNEL_USER_CODE_PARAMETER_SUPPORTED));
        ciba(
                "delivery_mode_push",
                PolicyReason.VALUE_NOT_ALLOWED,
                draft -> draft.claim("backchannel_token_delivery_mode", "push")
                        .claim("backchannel_client_notification_endpoint", "https://tpp.example/notify"));
        ciba("without_delivery_mode", ClaimReason.MISSING, draft -> draft.without("backchannel_token_delivery_mode"));
        ciba(
                "ping_without_endpoint",
                ClaimReason.MISSING,
                draft -> draft.claim("backchannel_token_delivery_mode", "ping"));
        ciba(
                "poll_with_endpoint",
                PolicyReason.CLAIM_NOT_APPLICABLE,
                draft -> draft.claim("backchannel_client_notification_endpoint", "https://tpp.example/notify"));
        ciba(
                "notified_over_http",
                PolicyReason.URL_MALFORMED,
                draft -> draft.claim("backchannel_token_delivery_mode", "ping")
                        .claim("backchannel_client_notification_endpoint", "http://tpp.example/notify"));
        ciba(
                "backchannel_rs256",
                PolicyReason.FAPI_ALGORITHM,
                draft -> draft.claim("backchannel_authentication_request_signing_alg", "RS256"));
        ciba(
                "user_codes",
                PolicyReason.VALUE_NOT_ALLOWED,
                draft -> draft.claim("backchannel_user_code_parameter_supported", true));
    }

    /** Ruins a registration that asks for client-initiated backchannel authentication and is otherwise in order. */
    private void ciba(String name, Reason reason, UnaryOperator<RegistrationDraft> change) {
        add(
                        "ciba_" + name,
                        reason,
                        draft -> change.apply(set(
                                        draft,
                                        RequestClaim.GRANT_TYPES,
                                        with(values(draft, RequestClaim.GRANT_TYPES), CIBA))
                                .claim("backchannel_token_delivery_mode", "poll")
                                .claim("backchannel_authentication_request_signing_alg", "PS256")))
                .where(insists(reason))
                .where(rule(
                        RequestClaim.GRANT_TYPES,
                        rule -> rule.allowed().filter(all -> all.contains(CIBA)).isPresent()))
                .where(rule(
                        RequestClaim.BACKCHANNEL_TOKEN_DELIVERY_MODE,
                        rule -> rule.mandatoryWhen().isPresent()));
    }

    private void forms() {
        for (String id : List.of(
                "1643090815273",
                "not-a-uuid",
                "00000000-0000-1000-8000-000000000000",
                "{7b2bb6d8-6bd0-4c3e-9c7e-111111111111}")) {
            add("jti_" + id.replaceAll("[^a-z0-9]", ""), PolicyReason.NOT_UUID, draft -> draft.claim("jti", id))
                    .where(rule(
                            RequestClaim.JWT_ID,
                            rule -> rule.form()
                                    .filter(form -> form == ValueForm.UUID_V4)
                                    .isPresent()));
        }
        add("software_id_with_hyphens", PolicyReason.VALUE_MALFORMED, draft -> named(draft, "acme-software"))
                .where((draft, policy) -> draft.tpp().transportKind() != org.dcrkit.spi.CertificateKind.OB_TRANSPORT)
                .where(rule(
                        RequestClaim.ISSUER,
                        rule -> rule.form()
                                .filter(form -> form == ValueForm.BASE62_22)
                                .isPresent()));
        add("contact_without_at", PolicyReason.VALUE_MALFORMED, draft -> draft.claim("contacts", List.of("nobody")))
                .where(rule(RequestClaim.CONTACTS, rule -> rule.form().isPresent()));
        add(
                        "too_many_contacts",
                        PolicyReason.TOO_MANY_VALUES,
                        draft -> draft.claim(
                                "contacts",
                                IntStream.range(0, 11)
                                        .mapToObj(i -> i + "@tpp.example")
                                        .toList()))
                .where(rule(RequestClaim.CONTACTS, rule -> rule.maxValues() <= 10));
        add(
                        "a_hundred_and_one_contacts",
                        PolicyReason.TOO_MANY_VALUES,
                        draft -> draft.claim(
                                "contacts",
                                IntStream.range(0, 101)
                                        .mapToObj(i -> i + "@tpp.example")
                                        .toList()))
                .where(rule(
                        RequestClaim.CONTACTS,
                        rule -> rule.presence() != Presence.FORBIDDEN
                                && rule.allowed().isEmpty()));
        add(
                        "tokens_not_bound_to_certificate",
                        PolicyReason.VALUE_NOT_ALLOWED,
                        draft -> draft.claim("tls_client_certificate_bound_access_tokens", false))
                .where(rule(RequestClaim.CERTIFICATE_BOUND_ACCESS_TOKENS, refuses("false")));
    }

    private void texts() {
        length("client_id_too_long", RequestClaim.CLIENT_ID, 37);
        length("client_name_too_long", RequestClaim.CLIENT_NAME, 41);
        for (RequestClaim claim : List.of(
                RequestClaim.LOGO_URI, RequestClaim.POLICY_URI, RequestClaim.TOS_URI, RequestClaim.CLIENT_URI)) {
            for (String url : List.of("http://tpp.example/", "javascript:alert(1)", "https://user@tpp.example/")) {
                add(
                                claim.claimName() + "_"
                                        + url.replaceAll("[^a-z]", "").replace("tppexample", ""),
                                PolicyReason.URL_MALFORMED,
                                draft -> draft.claim(claim.claimName(), url))
                        .where(rule(
                                claim,
                                rule -> rule.form()
                                        .filter(form -> form == ValueForm.HTTPS_URL)
                                        .isPresent()));
            }
        }
        for (String name : List.of("Acme\u202egnikcah", "Acme\u200b", "<b>Acme</b>")) {
            add(
                            "client_name_"
                                    + (name.startsWith("<")
                                            ? "markup"
                                            : name.endsWith("g") || name.endsWith("h") ? "reversed" : "invisible"),
                            PolicyReason.TEXT_NOT_PLAIN,
                            draft -> draft.claim("client_name", name))
                    .where(rule(
                            RequestClaim.CLIENT_NAME,
                            rule -> rule.form()
                                    .filter(form -> form == ValueForm.PLAIN_TEXT)
                                    .isPresent()));
        }
    }

    private void length(String name, RequestClaim claim, int characters) {
        add(name, PolicyReason.VALUE_TOO_LONG, draft -> draft.claim(claim.claimName(), "a".repeat(characters)))
                .where(rule(claim, rule -> rule.maxLength() < characters && rule.presence() != Presence.FORBIDDEN));
    }

    /** Asks for one value more. */
    private void more(String name, RequestClaim claim, PolicyReason reason, String value) {
        add(name, reason, draft -> set(draft, claim, with(values(draft, claim), value)))
                .where(rule(claim, refuses(value)));
    }

    private Entry add(String name, Reason reason, UnaryOperator<RegistrationDraft> change) {
        return made.add("metadata." + name, reason, change);
    }

    /** Sets a list, the scope in the form that it has. */
    private static RegistrationDraft set(RegistrationDraft draft, RequestClaim claim, List<String> values) {
        boolean text =
                claim == RequestClaim.SCOPE && draft.request().text("scope").isPresent();
        return text ? draft.claim("scope", String.join(" ", values)) : draft.claim(claim.claimName(), values);
    }

    private static RegistrationDraft named(RegistrationDraft draft, String softwareId) {
        return draft.claim("iss", softwareId)
                .without("software_id")
                .ssa(ssa -> ssa.claim(name(draft, SsaClaim.SOFTWARE_ID), softwareId));
    }

    private static String name(RegistrationDraft draft, SsaClaim claim) {
        return draft.tpp().directory().shape().dialect().nameOf(claim);
    }

    private static String softwareKeys(RegistrationDraft draft) {
        return draft.tpp().directory().baseUrl() + draft.tpp().keySetPath();
    }

    private static List<String> with(List<String> values, String more) {
        List<String> all = new ArrayList<>(values);
        all.add(more);
        return all;
    }

    private static List<String> others(List<String> values) {
        return values.subList(1, values.size());
    }

    private static JsonObject keys(JsonObject jwk) {
        return JsonObject.empty().with("keys", new JsonArray(List.<JsonValue>of(jwk)));
    }

    private static JoseKey stranger() {
        return JoseKey.of(TestKeys.seeded(0).rsa("a stranger's"));
    }
}
