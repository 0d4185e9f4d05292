package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the attack catalogue that policies decide; those of tokens as such have their tests at the gates. */
@DisplayName("Attack catalogue: SSA claims, request claims, redirect_uris")
class CatalogueTest {

    private static final ClaimPolicy OBIE = ObieProfile.V3_3.policy(Scene.AUDIENCE);
    private static final ClaimPolicy SERVING = OBIE.derive("serving")
            .statement(rule -> rule.roles("AISP", "PISP", "CBPII")
                    .environments("production")
                    .softwareIdForm(ValueForm.BASE62_22))
            .build();

    private static Arguments row(String id, String what, ClaimPolicy policy, Scene scene, String... faults) {
        return arguments(id, what, policy, scene, Set.of(faults));
    }

    private static Scene obie() {
        return Scene.obie();
    }

    private static Scene live() {
        return obie().withEnvironment("production");
    }

    /** What reading finds or, where that finds nothing, what the policy finds. */
    private static Collection<Violation> violations(ClaimPolicy policy, Scene scene) {
        List<Violation> unreadable = new ArrayList<>();
        unreadable.addAll(ClientMetadata.read(scene.request()).violations());
        unreadable.addAll(
                SoftwareStatement.read(scene.statement(), scene.dialect()).violations());
        return unreadable.isEmpty() ? scene.outcome(policy).violations() : unreadable;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"statements", "keys", "methods", "lists", "scopes", "texts"})
    void outcome(String id, String what, ClaimPolicy policy, Scene scene, Set<String> faults) {
        Set<String> found = violations(policy, scene).stream()
                .map(violation -> violation.reason().code() + " " + violation.where())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(new TreeSet<>(faults));
    }

    static Stream<Arguments> statements() {
        String noRole = "policy.scope_without_role request:/scope";
        String softwareId = "policy.statement_software_id_malformed ssa:/software_id";
        return Stream.of(
                row("SSC-09", "an AISP asks for payments", OBIE, obie().ssa("software_roles", List.of("AISP")), noRole),
                row(
                        "SSC-09",
                        "an unknown role",
                        SERVING,
                        live().claim("scope", "openid").ssa("software_roles", List.of("KING")),
                        "policy.role_not_accepted ssa:/software_roles"),
                row(
                        "SSC-09",
                        "a role with an invisible character",
                        OBIE,
                        obie().ssa("software_roles", List.of("AISP", "PISP\u200b")),
                        noRole),
                row(
                        "SSC-09",
                        "no roles",
                        OBIE,
                        obie().ssa("software_roles", List.of()),
                        "claim.empty ssa:/software_roles"),
                row("SSC-09", "roles twice", OBIE, obie().ssa("software_roles", List.of("AISP", "PISP", "PISP"))),
                row("SSC-11", "23 characters", SERVING, live().ssa("software_id", "a".repeat(23)), softwareId),
                row("SSC-11", "not Base62", SERVING, live().ssa("software_id", "a-b"), softwareId),
                row("SSC-11", "dots and slashes", SERVING, live().ssa("software_id", "../x"), softwareId),
                row("SSC-11", "empty", SERVING, live().ssa("software_id", ""), "claim.empty ssa:/software_id"),
                row(
                        "SSC-17",
                        "a sandbox statement in production",
                        SERVING,
                        obie(),
                        "policy.environment_not_served ssa:/software_environment"),
                row("SSC-22", "200 unknown claims", OBIE, unknown(obie())));
    }

    private static Scene unknown(Scene scene) {
        Scene full = scene;
        for (int i = 0; i < 200; i++) {
            full = full.claim("x" + i, "y").ssa("x" + i, "y");
        }
        return full;
    }

    static Stream<Arguments> keys() {
        ClaimPolicy byValue = OBIE.derive("by value")
                .claim(RequestClaim.JWKS, ClaimRule::optional)
                .withoutClaim(RequestClaim.JWKS_URI)
                .build();
        Scene publicKey = obie().claim("jwks", Scene.json("{\"keys\":[{\"kty\":\"EC\",\"x\":\"AQ\",\"y\":\"AQ\"}]}"));
        Stream<Arguments> privateKeys = Stream.of(
                        "{\"kty\":\"EC\",\"d\":\"AQ\"}",
                        "{\"kty\":\"RSA\",\"n\":\"AQ\",\"p\":\"AQ\"}",
                        "{\"kty\":\"RSA\",\"n\":\"AQ\",\"q\":\"AQ\"}",
                        "{\"kty\":\"oct\",\"k\":\"AQ\"}",
                        "{\"kty\":\"oct\"}")
                .map(key -> row(
                        "REQ-06",
                        key,
                        byValue,
                        obie().claim("jwks", Scene.json("{\"keys\":[" + key + "]}")),
                        "policy.jwks_private request:/jwks"));
        return Stream.concat(
                Stream.of(
                        row("REQ-04", "public keys by value where allowed", byValue, publicKey),
                        row(
                                "REQ-04",
                                "by value and by reference",
                                byValue,
                                publicKey.claim("jwks_uri", "https://tpp.example.com/jwks"),
                                "policy.jwks_and_jwks_uri request:/jwks"),
                        row(
                                "REQ-04",
                                "by value where the profile forbids it",
                                OBIE,
                                publicKey,
                                "policy.claim_forbidden request:/jwks")),
                privateKeys);
    }

    static Stream<Arguments> methods() {
        String method = "token_endpoint_auth_method";
        Stream<Arguments> methods = Stream.of(
                        "none",
                        "client_secret_basic",
                        "client_secret_post",
                        "client_secret_jwt",
                        "magic",
                        "Private_Key_JWT")
                .map(value -> row(
                        "REQ-07",
                        value,
                        OBIE,
                        obie().claim(method, value),
                        "policy.fapi_auth_method request:/" + method));
        Stream<Arguments> algorithms = Stream.of(
                        "REQ-08 token_endpoint_auth_signing_alg",
                        "REQ-09 request_object_signing_alg",
                        "REQ-09 id_token_signed_response_alg")
                .flatMap(claim -> Stream.of("none", "HS256", "RS256", "any", "ps256")
                        .map(value -> row(
                                claim.substring(0, 6),
                                claim.substring(7) + " " + value,
                                OBIE,
                                obie().claim(claim.substring(7), value),
                                "policy.fapi_algorithm request:/" + claim.substring(7))));
        Stream<Arguments> others = Stream.of(
                row("REQ-07", "missing", OBIE, obie().without(method), "claim.missing request:/" + method),
                row(
                        "REQ-08",
                        "absent with private_key_jwt",
                        OBIE,
                        obie().without("token_endpoint_auth_signing_alg"),
                        "claim.missing request:/token_endpoint_auth_signing_alg"),
                row(
                        "REQ-16",
                        "subject and alternative name",
                        OBIE,
                        obie().withSubject("tls_client_auth_subject_dn", Scene.DN)
                                .claim("tls_client_auth_san_dns", "tpp.example.com"),
                        "policy.certificate_named_twice request:/tls_client_auth_san_dns"),
                row(
                        "REQ-17",
                        "tokens that are not bound",
                        OBIE,
                        obie().claim("tls_client_certificate_bound_access_tokens", false),
                        "policy.value_not_allowed request:/tls_client_certificate_bound_access_tokens"),
                row(
                        "REQ-17",
                        "a text for a boolean",
                        OBIE,
                        obie().claim("tls_client_certificate_bound_access_tokens", "true"),
                        "claim.type request:/tls_client_certificate_bound_access_tokens"),
                row(
                        "REQ-18",
                        "a secret of the client's own",
                        OBIE,
                        obie().claim("client_secret", "hunter2"),
                        "policy.claim_issued_by_server request:/client_secret"),
                row(
                        "REQ-18",
                        "a registration access token of the client's own",
                        OBIE,
                        obie().claim("registration_access_token", "x"),
                        "policy.claim_issued_by_server request:/registration_access_token"));
        return Stream.of(methods, algorithms, others).flatMap(rows -> rows);
    }

    static Stream<Arguments> lists() {
        Stream<Arguments> grants = Stream.of(
                        "implicit", "password", "urn:ietf:params:oauth:grant-type:device_code", "authorization_code ")
                .map(grant -> row(
                        "REQ-11",
                        grant,
                        OBIE,
                        obie().claim("grant_types", List.of("authorization_code", grant)),
                        "policy.grant_type_not_allowed request:/grant_types/1"));
        Stream<Arguments> others = Stream.of(
                row("REQ-11", "none", OBIE, obie().claim("grant_types", List.of()), "claim.empty request:/grant_types"),
                row(
                        "REQ-11",
                        "twice",
                        OBIE,
                        obie().claim("grant_types", List.of("authorization_code", "authorization_code")),
                        "policy.value_repeated request:/grant_types/1"),
                row(
                        "REQ-11",
                        "a text",
                        OBIE,
                        obie().claim("grant_types", "authorization_code"),
                        "claim.type request:/grant_types"),
                row(
                        "REQ-12",
                        "id_token and token",
                        OBIE,
                        obie().claim("response_types", List.of("id_token", "token")),
                        "policy.response_type_not_allowed request:/response_types/0",
                        "policy.response_type_not_allowed request:/response_types/1"),
                row(
                        "REQ-12",
                        "code without its grant",
                        OBIE,
                        obie().claim("response_types", List.of("code")).claim("grant_types", List.of("refresh_token")),
                        "policy.response_type_without_grant request:/response_types"),
                row("URI-01", "missing", OBIE, obie().without("redirect_uris"), "claim.missing request:/redirect_uris"),
                row(
                        "URI-01",
                        "none",
                        OBIE,
                        obie().claim("redirect_uris", List.of()),
                        "claim.empty request:/redirect_uris"),
                row(
                        "URI-01",
                        "a text",
                        OBIE,
                        obie().claim("redirect_uris", Scene.REDIRECT_1),
                        "claim.type request:/redirect_uris"),
                row("URI-01", "null", OBIE, uris(JsonNull.NULL), "claim.type request:/redirect_uris/0"),
                row("URI-01", "a number", OBIE, uris(JsonNumber.of(1)), "claim.type request:/redirect_uris/0"),
                row(
                        "URI-01",
                        "nested",
                        OBIE,
                        uris(JsonArray.ofStrings(List.of(Scene.REDIRECT_1))),
                        "claim.type request:/redirect_uris/0"),
                row(
                        "URI-01",
                        "twice",
                        OBIE,
                        obie().claim("redirect_uris", List.of(Scene.REDIRECT_1, Scene.REDIRECT_1)),
                        "redirect_uri.repeated request:/redirect_uris/1"));
        return Stream.concat(grants, others);
    }

    private static Scene uris(JsonValue element) {
        return obie().claim("redirect_uris", new JsonArray(List.of(element)));
    }

    static Stream<Arguments> scopes() {
        String malformed = "policy.scope_malformed request:/scope";
        return Stream.of(
                row(
                        "REQ-13",
                        "more than the roles cover",
                        OBIE,
                        obie().ssa("software_roles", List.of("PISP")),
                        "policy.scope_without_role request:/scope"),
                row("REQ-13", "an array", OBIE, obie().claim("scope", List.of("openid", "accounts"))),
                row("REQ-13", "two blanks", OBIE, obie().claim("scope", "openid  accounts"), malformed),
                row("REQ-13", "a tab", OBIE, obie().claim("scope", "openid\taccounts"), "claim.text request:/scope"),
                row(
                        "REQ-13",
                        "a blank that does not break",
                        OBIE,
                        obie().claim("scope", "openid\u00a0accounts"),
                        malformed),
                row(
                        "REQ-13",
                        "a role typed wrongly",
                        OBIE,
                        obie().claim("scope", "fundsconformations"),
                        "policy.scope_not_allowed request:/scope"),
                row(
                        "REQ-13",
                        "ten thousand",
                        OBIE,
                        obie().claim(
                                        "scope",
                                        IntStream.range(0, 10_000)
                                                .mapToObj(i -> "s" + i)
                                                .toList()),
                        "policy.too_many_values request:/scope",
                        "policy.scope_not_allowed request:/scope",
                        "policy.value_too_long request:/scope"));
    }

    static Stream<Arguments> texts() {
        String notPlain = "policy.text_not_plain request:/client_name";
        String version = "policy.value_malformed request:/software_version";
        return Stream.of(
                row("REQ-21", "a script", OBIE, obie().claim("client_name", "<script>alert(1)</script>"), notPlain),
                row("REQ-21", "right to left", OBIE, obie().claim("client_name", "Bank\u202e"), notPlain),
                row("REQ-21", "zero width", OBIE, obie().claim("client_name", "B\u200bank"), notPlain),
                row(
                        "REQ-21",
                        "NUL",
                        OBIE,
                        obie().claim("client_name", "B\u0000ank"),
                        "claim.text request:/client_name"),
                row(
                        "REQ-21",
                        "10 kB",
                        OBIE,
                        obie().claim("client_name", "B".repeat(10_240)),
                        "policy.value_too_long request:/client_name"),
                row("REQ-22", "version 0", OBIE, obie().claim("software_version", "0"), version),
                row("REQ-22", "version -1", OBIE, obie().claim("software_version", JsonNumber.of(-1)), version),
                row(
                        "REQ-22",
                        "version 1e400",
                        OBIE,
                        obie().claim("software_version", new JsonNumber("1e400")),
                        version),
                row("REQ-22", "version 1.5", OBIE, obie().claim("software_version", new JsonNumber("1.5"))),
                row(
                        "REQ-22",
                        "contacts",
                        OBIE,
                        obie().claim("contacts", List.of("+44 20 7946 0000")),
                        "policy.value_malformed request:/contacts/0"),
                row(
                        "REQ-22",
                        "an image in the URL",
                        OBIE,
                        obie().claim("logo_uri", "data:image/svg+xml,%3Csvg%3E"),
                        "policy.url_malformed request:/logo_uri"));
    }

    @Test
    @DisplayName("REQ-14: an absent scope becomes the least, never everything")
    void req14() {
        assertThat(Scene.obie31()
                        .without("scope")
                        .outcome(ObieProfile.V3_1.policy("b"))
                        .effective()
                        .values(RequestClaim.SCOPE))
                .containsExactly("openid");
    }

    @Test
    @DisplayName("REQ-18: a client_id of the client's own is not registered")
    void req18() {
        assertThat(obie().claim("client_id", "admin").outcome(OBIE).effective().has(RequestClaim.CLIENT_ID))
                .isFalse();
    }

    @Test
    @DisplayName("REQ-03: no profile asks for sub; one that differs from iss is ignored and never passed on")
    void req03() {
        Scene scene = obie().claim("sub", "somebody-else");
        assertThat(scene.outcome(OBIE).violations()).isEmpty();
        assertThat(scene.outcome(OBIE)
                        .effective()
                        .toJson(ScopeForm.TEXT)
                        .members()
                        .keySet())
                .doesNotContain("sub");
    }

    @Test
    @DisplayName("REQ-19: attributes of some server's inside are ignored and never passed on")
    void req19() {
        String[] inside = {"attributes", "ssf.enabled", "service_accounts", "protocol_mappers", "fullScopeAllowed"};
        Scene scene = obie();
        for (String name : inside) {
            scene = scene.claim(name, "true");
        }
        assertThat(scene.outcome(OBIE).violations()).isEmpty();
        assertThat(scene.outcome(OBIE)
                        .effective()
                        .toJson(ScopeForm.TEXT)
                        .members()
                        .keySet())
                .doesNotContain(inside);
    }

    @Test
    @DisplayName("REQ-24: where request and statement differ, the statement wins, or the request is refused")
    void req24() {
        Scene scene = obie().claim("client_name", "My Other Bank");
        assertThat(scene.outcome(OBIE).effective().text(RequestClaim.CLIENT_NAME))
                .contains("Caf\u00e9 Accounts");
        ClaimPolicy refusing = OBIE.derive("refusing")
                .claim(RequestClaim.CLIENT_NAME, rule -> rule.statement(SsaClaim.CLIENT_NAME, StatementUse.MUST_EQUAL))
                .build();
        assertThat(scene.faults(refusing)).containsExactly("policy.differs_from_statement request:/client_name");
    }

    @ParameterizedTest
    @EnumSource(RequestClaim.class)
    @DisplayName("SSC-07: odd texts in any claim never make an exception, and are never shown raw")
    void ssc07(RequestClaim claim) {
        List<String> odd = List.of(
                "",
                " ",
                "undefined",
                "null",
                "NaN",
                "\\",
                "'; DROP TABLE x--",
                "../../etc/passwd",
                "%00",
                "\ufeff",
                "\u202e\u202dx",
                "\u0000",
                "\ud83d\ude00",
                "\u0301".repeat(50),
                "{{7*7}}",
                "${jndi:ldap://x}",
                "a\r\nb",
                "<img src=x onerror=alert(1)>",
                "1e309",
                "0x7f000001",
                "ıİßﬁ",
                "Ω≈ç√",
                "👩‍👩‍👧",
                "𝔸".repeat(3_000),
                "https://[::",
                "https://%",
                "CN=\"",
                "CN=#04",
                "urn:",
                "-1",
                "a".repeat(65_000));
        for (String text : odd) {
            for (Scene scene : List.of(
                    obie().claim(claim.claimName(), text),
                    obie().claim(claim.claimName(), List.of(text, text)),
                    obie().withSubject("tls_client_auth_subject_dn", Scene.DN).claim(claim.claimName(), text))) {
                assertThat(violations(OBIE, scene))
                        .allSatisfy(
                                violation -> assertThat(violation.toString()).matches("[\\x20-\\x7e]{1,1200}"));
            }
        }
    }

    private static final String GOOD = "https://tpp.example.com/first";

    static Stream<Arguments> uris() {
        return Stream.of(
                        uri("URI-02", "redirect_uri.not_in_statement", false, "https://evil.example.com/callback"),
                        uri(
                                "URI-03",
                                "redirect_uri.not_in_statement",
                                false,
                                GOOD + "/",
                                "https://tpp.example.com/First",
                                "https://tpp.example.com:443/first",
                                "https://TPP.example.com/first",
                                "https://tpp.example.com/%66irst",
                                "https://tpp.example.com/first?",
                                "https://tpp.example.com/first?b=1&a=2"),
                        uri("URI-03", "redirect_uri.not_https", true, "HTTPS://tpp.example.com/first"),
                        uri(
                                "URI-04",
                                "redirect_uri.not_https",
                                true,
                                "http://tpp.example.com/cb",
                                "http://localhost/cb",
                                "ftp://tpp.example.com/cb",
                                "ws://tpp.example.com/cb",
                                "file:///etc/passwd",
                                "javascript:alert(1)",
                                "com.example:/cb"),
                        uri("URI-06", "redirect_uri.fragment", true, GOOD + "#x", GOOD + "#"),
                        uri(
                                "URI-07",
                                "redirect_uri.user_information",
                                true,
                                "https://user@tpp.example.com/cb",
                                "https://good.com@evil.com/",
                                "https://good.com%2f@evil.com/",
                                "https://good.com%25@evil.com"),
                        uri("URI-08", "redirect_uri.user_information", true, "https://good.com\\@evil.com"),
                        uri(
                                "URI-08",
                                "redirect_uri.malformed",
                                true,
                                "https://tpp.example.com\\\\evil",
                                "https://tpp.example.com/\\evil"),
                        uri("URI-08", "redirect_uri.not_https", true, "https:\\\\evil.com"),
                        uri(
                                "URI-09",
                                "redirect_uri.malformed",
                                true,
                                "https://tpp.example.com/a/../cb",
                                "https://tpp.example.com/a/%2e%2e/cb",
                                "https://tpp.example.com/%252e%252e/",
                                "https://tpp.example.com/..;/cb",
                                "https://tpp.example.com/a/./cb",
                                "https://tpp.example.com//cb",
                                "https://tpp.example.com/a%2fcb",
                                "https://tpp.example.com/a%5ccb"),
                        uri(
                                "URI-11",
                                "redirect_uri.host_not_allowed",
                                true,
                                "https://127.0.0.1/cb",
                                "https://[::1]/cb",
                                "https://10.0.0.1/cb",
                                "https://169.254.169.254/cb",
                                "https://0.0.0.0/cb"),
                        uri(
                                "URI-11",
                                "redirect_uri.malformed",
                                true,
                                "https://[fe80::1%25eth0]/cb",
                                "https://[::ffff:127.0.0.1]/cb"),
                        uri(
                                "URI-12",
                                "redirect_uri.malformed",
                                true,
                                "https://127.1/cb",
                                "https://2130706433/cb",
                                "https://0x7f000001/cb",
                                "https://0177.0.0.1/cb",
                                "https://017700000001/cb",
                                "https://1.1.1.1./cb"),
                        uri(
                                "URI-13",
                                "redirect_uri.host_not_allowed",
                                true,
                                "https://localhost/cb",
                                "https://LOCALHOST/cb",
                                "https://localtest.me/cb",
                                "https://10.0.0.1.nip.io/cb",
                                "https://foo.internal/cb",
                                "https://intranet/cb",
                                "https://abc.onion/cb",
                                "https://printer.local/cb"),
                        uri("URI-13", "redirect_uri.malformed", true, "https://localhost./cb"),
                        uri(
                                "URI-14",
                                "redirect_uri.malformed",
                                true,
                                "https://ex\u00e4mple.com/cb",
                                "https://ex\u0430mple.com/cb",
                                "https://example\u3002com/cb",
                                "https://\uff11\uff12\uff17.0.0.1/cb"),
                        uri("URI-14", "redirect_uri.not_in_statement", false, "https://xn--exmple-cua.com/cb"),
                        uri(
                                "URI-16",
                                "redirect_uri.malformed",
                                true,
                                "https://tpp.example.com:0/cb",
                                "https://tpp.example.com:65536/cb",
                                "https://tpp.example.com:99999/cb",
                                "https://tpp.example.com:-1/cb",
                                "https://tpp.example.com:/cb"),
                        uri("URI-16", "redirect_uri.port_not_allowed", true, "https://tpp.example.com:8443/cb"),
                        uri(
                                "URI-17",
                                "redirect_uri.not_https",
                                true,
                                "https:good.com/cb",
                                "https:/good.com",
                                "//evil.com",
                                "/cb"),
                        uri("URI-17", "redirect_uri.malformed", true, "https:///good.com", "https://"),
                        uri(
                                "URI-18",
                                "redirect_uri.malformed",
                                true,
                                "https://tpp.example.com/%0d%0aLocation:x",
                                "https://tpp.example.com/cb ",
                                "https://tpp.example.com/\u2028",
                                "https://tpp.example.com/\u202ecb",
                                "https://tpp.example.com/c\u00adb"),
                        uri("URI-18", "redirect_uri.not_https", true, " https://tpp.example.com/cb"),
                        uri(
                                "URI-19",
                                "redirect_uri.malformed",
                                true,
                                "https://tpp.example.com/%zz",
                                "https://tpp.example.com/%",
                                "https://tpp.example.com/%u0041",
                                "https://tpp.example.com/%c0%ae"))
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> uri(String id, String reason, boolean vouchedFor, String... uris) {
        return Arrays.stream(uris).map(uri -> arguments(id, uri, vouchedFor, reason));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("uris")
    void redirectUri(String id, String uri, boolean vouchedFor, String reason) {
        Scene scene = vouchedFor
                ? obie().redirectUris(GOOD, uri)
                : obie().redirectUris(GOOD).claim("redirect_uris", List.of(GOOD, uri));
        assertThat(scene.faults(OBIE)).containsExactly(reason + " request:/redirect_uris/1");
        assertThat(scene.outcome(OBIE).violations())
                .allMatch(violation -> violation.error() == RegistrationError.INVALID_REDIRECT_URI);
    }

    @ParameterizedTest(name = "URI-18: {0}")
    @MethodSource("controls")
    void uri18(String uri) {
        Verdict<ClientMetadata> read =
                ClientMetadata.read(obie().claim("redirect_uris", List.of(uri)).request());
        assertThat(read.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.where()).hasToString("request:/redirect_uris/0");
            assertThat(violation.error()).isEqualTo(RegistrationError.INVALID_REDIRECT_URI);
        });
    }

    static Stream<String> controls() {
        return Stream.of("https://a.example/\t", "https://a.example/\r\nx", "https://a.example/\u0000", "", " ");
    }

    @Test
    @DisplayName("URI-14: an A-label that the statement has, byte for byte, is accepted")
    void uri14() {
        assertThat(obie().redirectUris("https://xn--exmple-cua.com/cb").faults(OBIE))
                .isEmpty();
    }

    @Test
    @DisplayName("URI-23: pages on another host than the redirect URIs, where the bank asks")
    void uri23() {
        ClaimPolicy policy = OBIE.derive("same host").pagesOnRedirectHost(true).build();
        Scene scene = obie().ssa("software_tos_uri", "https://elsewhere.example/tos");
        assertThat(scene.faults(OBIE)).isEmpty();
        assertThat(scene.faults(policy)).containsExactly("policy.url_on_other_host request:/tos_uri");
    }

    @Test
    @DisplayName("URI-22: what leads a browser elsewhere is refused even if it starts with the right address")
    void uri22() {
        Stream<String> payloads = Stream.of(
                "//evil.com",
                "/%09/evil.com",
                "/%5cevil.com",
                "//evil%E3%80%82com",
                "////evil.com",
                "/..//evil.com",
                "https:evil.com",
                "\\/\\/evil.com/",
                "/\\/evil.com",
                "?url=https://evil.com",
                "@evil.com",
                ".evil.com",
                ":80@evil.com",
                "%40evil.com",
                "/?next=//evil.com",
                ";@evil.com",
                "#@evil.com",
                "%0d%0aevil.com",
                "/evil.com/..;/css",
                "&@evil.com",
                "%00.evil.com",
                "\u3002evil.com",
                "/https:/evil.com");
        assertThat(payloads.map(payload -> "https://tpp.example.com" + payload)).allSatisfy(uri -> {
            Scene scene = obie().redirectUris("https://tpp.example.com/").claim("redirect_uris", List.of(uri));
            assertThat(violations(OBIE, scene))
                    .isNotEmpty()
                    .allMatch(violation -> violation.error() == RegistrationError.INVALID_REDIRECT_URI);
        });
    }

    @Test
    @DisplayName(
            "POS-06, POS-07, POS-12: more roles than asked for, fewer URIs than listed, names with accents are accepted")
    void accepted() {
        assertThat(obie().claim("scope", "openid accounts").faults(OBIE)).isEmpty();
        assertThat(obie().claim("redirect_uris", List.of(Scene.REDIRECT_2)).faults(OBIE))
                .isEmpty();
        assertThat(obie().claim("client_name", "Caf\u00e9 \u017b\u00f3\u0142w").faults(OBIE))
                .isEmpty();
    }
}
