package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dcrkit.policy.ObieProfile.V3_1;
import static org.dcrkit.policy.ObieProfile.V3_2;
import static org.dcrkit.policy.ObieProfile.V3_3;
import static org.dcrkit.policy.ObieProfile.V3_4;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CertificateKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("OBIE Dynamic Client Registration 3.1 to 3.4, data dictionary")
class ObieProfileTest {

    private static final String CIBA = "urn:openid:params:grant-type:ciba";
    private static final Map<ObieProfile, ClaimPolicy> POLICIES = policies();

    private static Map<ObieProfile, ClaimPolicy> policies() {
        Map<ObieProfile, ClaimPolicy> policies = new EnumMap<>(ObieProfile.class);
        for (ObieProfile profile : ObieProfile.values()) {
            policies.put(profile, profile.policy(Scene.AUDIENCE));
        }
        return policies;
    }

    private static Arguments row(ObieProfile profile, String rule, Scene scene, String... faults) {
        return arguments(profile, rule, scene, Set.of(faults));
    }

    private static Scene obie() {
        return Scene.obie();
    }

    private static Scene dn(String claim) {
        return obie().withSubject(claim, Scene.DN);
    }

    private static Scene ciba(String mode) {
        return obie().claim("grant_types", List.of("authorization_code", CIBA))
                .claim("backchannel_token_delivery_mode", mode)
                .claim("backchannel_authentication_request_signing_alg", "ES256")
                .claim("backchannel_user_code_parameter_supported", false);
    }

    private static Scene ping() {
        return ciba("ping").claim("backchannel_client_notification_endpoint", "https://tpp.example.com/notify");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({
        "everyVersion",
        "identifiers",
        "authentication",
        "backchannel",
        "choices",
        "sizes",
        "statementAndCertificate"
    })
    void rule(ObieProfile profile, String rule, Scene scene, Set<String> faults) {
        assertThat(scene.faults(POLICIES.get(profile))).isEqualTo(new TreeSet<>(faults));
    }

    static Stream<Arguments> everyVersion() {
        return Arrays.stream(ObieProfile.values())
                .flatMap(profile -> Stream.concat(
                        Stream.of(
                                row(profile, "accepts a full request", profile == V3_1 ? Scene.obie31() : obie()),
                                row(profile, "software_id may be left out", obie().without("software_id")),
                                row(profile, "response_types may be left out", obie().without("response_types")),
                                row(
                                        profile,
                                        "unknown claims are ignored",
                                        obie().claim("subject_type", "pairwise").claim("attributes.x", "y")),
                                row(profile, "client_id is ignored", obie().claim("client_id", "abc")),
                                row(
                                        profile,
                                        "client_secret is the server's to give",
                                        obie().claim("client_secret", "s3cret"),
                                        "policy.claim_issued_by_server request:/client_secret"),
                                row(
                                        profile,
                                        "registration_access_token is the server's to give",
                                        obie().claim("registration_access_token", "t"),
                                        "policy.claim_issued_by_server request:/registration_access_token"),
                                row(
                                        profile,
                                        "redirect_uris has an element",
                                        obie().claim("redirect_uris", List.of()),
                                        "claim.empty request:/redirect_uris"),
                                row(
                                        profile,
                                        "grant_types has an element",
                                        obie().claim("grant_types", List.of()),
                                        "claim.empty request:/grant_types")),
                        Stream.of(
                                        "iss",
                                        "iat",
                                        "exp",
                                        "aud",
                                        "jti",
                                        "software_statement",
                                        "redirect_uris",
                                        "token_endpoint_auth_method",
                                        "grant_types",
                                        "application_type",
                                        "id_token_signed_response_alg",
                                        "request_object_signing_alg",
                                        "token_endpoint_auth_signing_alg")
                                .map(claim -> row(
                                        profile,
                                        claim + " is mandatory",
                                        obie().without(claim),
                                        "claim.missing request:/" + claim))));
    }

    static Stream<Arguments> identifiers() {
        return Stream.of(
                row(V3_1, "iss of 22 characters, which the 18 of the text cannot hold", obie()),
                row(
                        V3_3,
                        "iss of 23 characters",
                        obie().claim("iss", "oQ4KoaavpOuoE7rvQsZEOV3"),
                        "policy.value_malformed request:/iss"),
                row(
                        V3_2,
                        "iss is Base62",
                        obie().claim("iss", "foo.is/invalid"),
                        "policy.value_malformed request:/iss"),
                row(
                        V3_3,
                        "software_id is Base62",
                        obie().claim("software_id", "a/../b"),
                        "policy.value_malformed request:/software_id"),
                row(V3_3, "jti in upper case", obie().claim("jti", "8B1B3B8E-9F0C-4F5E-8A3B-2F1D3C4B5A69")),
                row(
                        V3_3,
                        "jti of another UUID version",
                        obie().claim("jti", "8b1b3b8e-9f0c-1f5e-8a3b-2f1d3c4b5a69"),
                        "policy.not_uuid request:/jti"),
                row(V3_1, "jti is a UUID", obie().claim("jti", "1643090815273"), "policy.not_uuid request:/jti"),
                row(
                        V3_3,
                        "client_id of 37 characters",
                        obie().claim("client_id", "x".repeat(37)),
                        "policy.value_too_long request:/client_id"));
    }

    static Stream<Arguments> authentication() {
        String dn31 = "tls_client_auth_dn";
        String dn32 = "tls_client_auth_subject_dn";
        return Stream.of(
                row(V3_1, "the subject is tls_client_auth_dn", dn(dn31)),
                row(V3_2, "the subject is tls_client_auth_subject_dn", dn(dn32)),
                row(V3_4, "the subject is tls_client_auth_subject_dn", dn(dn32)),
                row(V3_1, "the later name alone", dn(dn32), "claim.missing request:/tls_client_auth_dn"),
                row(V3_3, "the earlier name alone", dn(dn31), "claim.missing request:/tls_client_auth_subject_dn"),
                row(
                        V3_3,
                        "the subject only with tls_client_auth",
                        obie().claim(dn32, Scene.DN),
                        "policy.claim_not_applicable request:/tls_client_auth_subject_dn"),
                row(
                        V3_3,
                        "a subject of 129 characters",
                        obie().withSubject(dn32, "CN=" + "x".repeat(126)),
                        "policy.value_too_long request:/tls_client_auth_subject_dn"),
                row(
                        V3_4,
                        "129 characters are not too long in 3.4",
                        obie().withSubject(dn32, "CN=" + "x".repeat(126)),
                        "policy.subject_dn_mismatch request:/tls_client_auth_subject_dn"),
                row(
                        V3_4,
                        "a subject of 513 characters",
                        obie().withSubject(dn32, "CN=" + "x".repeat(510)),
                        "policy.value_too_long request:/tls_client_auth_subject_dn"),
                row(
                        V3_3,
                        "a subject that is no name",
                        obie().withSubject(dn32, "my certificate"),
                        "policy.subject_dn_unreadable request:/tls_client_auth_subject_dn"),
                row(
                        V3_3,
                        "the subject of another certificate",
                        obie().withSubject(dn32, Scene.DN.replace("OU=00", "OU=01")),
                        "policy.subject_dn_mismatch request:/tls_client_auth_subject_dn"),
                row(
                        V3_3,
                        "a subject where certificates are checked elsewhere",
                        obie().withSubject(dn32, "CN=elsewhere").withoutCertificate()),
                row(
                        V3_3,
                        "the certificate named twice",
                        dn(dn32).claim("tls_client_auth_san_dns", "tpp.example.com"),
                        "policy.certificate_named_twice request:/tls_client_auth_san_dns"),
                row(
                        V3_3,
                        "client_secret_post is below the FAPI floor",
                        obie().claim("token_endpoint_auth_method", "client_secret_post"),
                        "policy.fapi_auth_method request:/token_endpoint_auth_method"),
                row(
                        V3_3,
                        "methods are compared exactly",
                        obie().claim("token_endpoint_auth_method", "PRIVATE_KEY_JWT"),
                        "policy.fapi_auth_method request:/token_endpoint_auth_method"),
                row(
                        V3_3,
                        "token_endpoint_auth_signing_alg only with an assertion",
                        dn(dn32).claim("token_endpoint_auth_signing_alg", "PS256"),
                        "policy.claim_not_applicable request:/token_endpoint_auth_signing_alg"),
                row(V3_1, "3.1 lets it stand", dn(dn31).claim("token_endpoint_auth_signing_alg", "PS256")),
                row(
                        V3_3,
                        "token_endpoint_auth_signing_alg RS256",
                        obie().claim("token_endpoint_auth_signing_alg", "RS256"),
                        "policy.fapi_algorithm request:/token_endpoint_auth_signing_alg"),
                row(
                        V3_3,
                        "id_token_signed_response_alg none",
                        obie().claim("id_token_signed_response_alg", "none"),
                        "policy.fapi_algorithm request:/id_token_signed_response_alg"),
                row(
                        V3_3,
                        "request_object_signing_alg in lower case",
                        obie().claim("request_object_signing_alg", "ps256"),
                        "policy.fapi_algorithm request:/request_object_signing_alg"),
                row(V3_3, "certificate-bound tokens", obie().claim("tls_client_certificate_bound_access_tokens", true)),
                row(
                        V3_3,
                        "tokens that are not certificate-bound",
                        obie().claim("tls_client_certificate_bound_access_tokens", false),
                        "policy.value_not_allowed request:/tls_client_certificate_bound_access_tokens"));
    }

    static Stream<Arguments> backchannel() {
        return Stream.of(
                row(V3_3, "poll", ciba("poll")),
                row(V3_3, "ping", ping()),
                row(V3_4, "ping", ping()),
                row(
                        V3_2,
                        "3.2 has no backchannel",
                        ciba("poll"),
                        "policy.grant_type_not_allowed request:/grant_types/1"),
                row(
                        V3_3,
                        "push is not FAPI's",
                        ciba("push"),
                        "policy.value_not_allowed request:/backchannel_token_delivery_mode"),
                row(
                        V3_3,
                        "ping needs an endpoint",
                        ciba("ping"),
                        "claim.missing request:/backchannel_client_notification_endpoint"),
                row(
                        V3_3,
                        "poll has no endpoint",
                        ciba("poll").claim("backchannel_client_notification_endpoint", "https://tpp.example.com/n"),
                        "policy.claim_not_applicable request:/backchannel_client_notification_endpoint"),
                row(
                        V3_3,
                        "the endpoint is an https URL",
                        ping().claim("backchannel_client_notification_endpoint", "http://tpp.example.com/n"),
                        "policy.url_malformed request:/backchannel_client_notification_endpoint"),
                row(
                        V3_3,
                        "the endpoint has at most 256 characters",
                        ping().claim(
                                        "backchannel_client_notification_endpoint",
                                        "https://tpp.example.com/" + "n".repeat(233)),
                        "policy.value_too_long request:/backchannel_client_notification_endpoint"),
                row(
                        V3_3,
                        "the mode goes with the grant",
                        ping().without("backchannel_token_delivery_mode"),
                        "claim.missing request:/backchannel_token_delivery_mode"),
                row(
                        V3_3,
                        "the algorithm goes with the grant",
                        ping().without("backchannel_authentication_request_signing_alg"),
                        "claim.missing request:/backchannel_authentication_request_signing_alg"),
                row(
                        V3_3,
                        "the algorithm is FAPI's",
                        ping().claim("backchannel_authentication_request_signing_alg", "RS256"),
                        "policy.fapi_algorithm request:/backchannel_authentication_request_signing_alg"),
                row(
                        V3_3,
                        "user codes are not supported",
                        ping().claim("backchannel_user_code_parameter_supported", true),
                        "policy.value_not_allowed request:/backchannel_user_code_parameter_supported"),
                row(
                        V3_3,
                        "nothing of it without the grant",
                        ping().claim("grant_types", List.of("authorization_code")),
                        "policy.claim_not_applicable request:/backchannel_token_delivery_mode",
                        "policy.claim_not_applicable request:/backchannel_authentication_request_signing_alg",
                        "policy.claim_not_applicable request:/backchannel_user_code_parameter_supported"));
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                row(
                        V3_3,
                        "jwt-bearer comes with 3.4",
                        obie().claim(
                                        "grant_types",
                                        List.of("authorization_code", "urn:ietf:params:oauth:grant-type:jwt-bearer")),
                        "policy.grant_type_not_allowed request:/grant_types/1"),
                row(
                        V3_4,
                        "jwt-bearer",
                        obie().claim(
                                        "grant_types",
                                        List.of("authorization_code", "urn:ietf:params:oauth:grant-type:jwt-bearer"))),
                row(
                        V3_3,
                        "a grant type twice",
                        obie().claim("grant_types", List.of("authorization_code", "authorization_code")),
                        "policy.value_repeated request:/grant_types/1"),
                row(V3_3, "response_types code", obie().claim("response_types", List.of("code"))),
                row(
                        V3_3,
                        "the words of a response type have no order",
                        obie().claim("response_types", List.of("id_token code"))),
                row(
                        V3_3,
                        "response_types id_token and token",
                        obie().claim("response_types", List.of("id_token", "token")),
                        "policy.response_type_not_allowed request:/response_types/0",
                        "policy.response_type_not_allowed request:/response_types/1"),
                row(
                        V3_3,
                        "code without authorization_code",
                        obie().claim("grant_types", List.of("client_credentials")),
                        "policy.response_type_without_grant request:/response_types"),
                row(V3_3, "application_type native", obie().claim("application_type", "native")),
                row(V3_4, "application_type mobile", obie().claim("application_type", "mobile")),
                row(V3_3, "application_type is compared without case", obie().claim("application_type", "Web")),
                row(
                        V3_3,
                        "application_type desktop",
                        obie().claim("application_type", "desktop"),
                        "policy.application_type_not_allowed request:/application_type"),
                row(V3_1, "scope may be left out in 3.1", obie().without("scope")),
                row(V3_2, "scope is mandatory since 3.2", obie().without("scope"), "claim.missing request:/scope"),
                row(
                        V3_3,
                        "a scope that is not offered",
                        obie().claim("scope", "openid accountsx"),
                        "policy.scope_not_allowed request:/scope"),
                row(
                        V3_3,
                        "two blanks between scopes",
                        obie().claim("scope", "openid  accounts"),
                        "policy.scope_malformed request:/scope"),
                row(
                        V3_3,
                        "a scope twice",
                        obie().claim("scope", "openid accounts openid"),
                        "policy.value_repeated request:/scope"),
                row(
                        V3_3,
                        "a scope that no role covers",
                        obie().ssa("software_roles", List.of("AISP")),
                        "policy.scope_without_role request:/scope"),
                row(
                        V3_3,
                        "fundsconfirmations needs CBPII",
                        obie().claim("scope", "openid fundsconfirmations")
                                .ssa("software_roles", List.of("AISP", "PISP")),
                        "policy.scope_without_role request:/scope"),
                row(
                        V3_3,
                        "roles of the Crown Dependencies",
                        obie().claim("scope", "openid accounts").ssa("software_roles", List.of("CD_AISP"))));
    }

    static Stream<Arguments> sizes() {
        return Stream.of(
                row(
                        V3_3,
                        "more values than anybody needs",
                        obie().claim(
                                        "grant_types",
                                        IntStream.range(0, 101)
                                                .mapToObj(i -> "g" + i)
                                                .toList()),
                        Stream.concat(
                                        Stream.of("policy.too_many_values request:/grant_types"),
                                        IntStream.range(0, 100)
                                                .mapToObj(
                                                        i -> "policy.grant_type_not_allowed request:/grant_types/" + i))
                                .toArray(String[]::new)),
                row(
                        V3_3,
                        "client_name of 41 characters",
                        obie().claim("client_name", "n".repeat(41)),
                        "policy.value_too_long request:/client_name"),
                row(
                        V3_3,
                        "client_name with accents and beyond the basic plane",
                        obie().claim("client_name", "Caf\u00e9 \ud83d\ude00".repeat(6))),
                row(
                        V3_3,
                        "client_name with a reordering character",
                        obie().claim("client_name", "Bank\u202eknab"),
                        "policy.text_not_plain request:/client_name"),
                row(
                        V3_3,
                        "logo_uri with data in it",
                        obie().claim("logo_uri", "data:image/svg+xml;base64,AAAA"),
                        "policy.url_malformed request:/logo_uri"),
                row(
                        V3_3,
                        "contacts are e-mail addresses",
                        obie().claim("contacts", List.of("a@tpp.example.com", "call me")),
                        "policy.value_malformed request:/contacts/1"),
                row(
                        V3_3,
                        "jwks by value",
                        obie().claim("jwks", Scene.json("{\"keys\":[]}")),
                        "policy.claim_forbidden request:/jwks"),
                row(
                        V3_3,
                        "jwks_uri of somebody else",
                        obie().claim("jwks_uri", "https://tpp.example.com/jwks"),
                        "policy.differs_from_statement request:/jwks_uri"),
                row(
                        V3_3,
                        "jwks_uri of the statement",
                        obie().claim(
                                        "jwks_uri",
                                        "https://keystore.openbankingtest.org.uk/0015800001041REAAY/ebSqTNqmQXFYz6VtWGXZAa.jwks")));
    }

    static Stream<Arguments> statementAndCertificate() {
        return Stream.of(
                row(
                        V3_3,
                        "roles in the certificate cover the scopes",
                        obie().withCertificate(CertificateKind.OBWAC, "AISP", "PISP")),
                row(
                        V3_3,
                        "a role is missing in the certificate",
                        obie().withCertificate(CertificateKind.QWAC, "AISP"),
                        "policy.scope_without_certificate_role request:/scope"),
                row(
                        V3_3,
                        "the competent authority has withdrawn its registration",
                        obie().statement(json -> json.with(
                                "organisation_competent_authority_claims",
                                Scene.json("{\"authority_id\":\"FCAGBR\",\"status\":\"Withdrawn\"}"))),
                        "policy.authority_not_active ssa:/organisation_competent_authority_claims"),
                row(
                        V3_3,
                        "a statement without authority claims, as ForgeRock's",
                        obie().statement(json -> json.without("organisation_competent_authority_claims"))));
    }

    @Test
    @DisplayName("Default response type is code id_token; default scope is openid")
    void defaults() {
        Scene scene = Scene.obie31().without("response_types").without("scope");
        assertThat(scene.outcome(POLICIES.get(V3_1)).effective().values(RequestClaim.RESPONSE_TYPES))
                .containsExactly("code id_token");
        assertThat(scene.outcome(POLICIES.get(V3_1)).effective().values(RequestClaim.SCOPE))
                .containsExactly("openid");
    }

    @Test
    @DisplayName(
            "What is registered is metadata, nothing of the token and nothing unknown; the statement's values prevail")
    void effective() {
        JsonObject registered = obie().claim("client_name", "Another Name")
                .claim("client_id", "chosen-by-client")
                .claim("subject_type", "pairwise")
                .claim("application_type", "WEB")
                .outcome(POLICIES.get(V3_3))
                .effective()
                .toJson(ScopeForm.TEXT);
        assertThat(registered.members().keySet())
                .containsExactlyInAnyOrder(
                        "software_statement",
                        "software_id",
                        "redirect_uris",
                        "token_endpoint_auth_method",
                        "token_endpoint_auth_signing_alg",
                        "grant_types",
                        "response_types",
                        "scope",
                        "application_type",
                        "id_token_signed_response_alg",
                        "request_object_signing_alg",
                        "client_name",
                        "client_uri",
                        "logo_uri",
                        "policy_uri",
                        "tos_uri",
                        "software_version");
        assertThat(registered.text("client_name")).contains("Caf\u00e9 Accounts");
        assertThat(registered.text("application_type")).contains("web");
    }

    @ParameterizedTest
    @EnumSource(ObieProfile.class)
    @DisplayName("A profile is named as the command line names it and keeps the bank's requirements")
    void named(ObieProfile profile) {
        ClaimPolicy policy = profile.policy(RequestRequirements.forAudience("bank"));
        assertThat(policy.name()).isEqualTo(profile.profileName()).matches("obie-3\\.[1-4]");
        assertThat(policy.requestRequirements().audiences()).containsExactly("bank");
    }
}
