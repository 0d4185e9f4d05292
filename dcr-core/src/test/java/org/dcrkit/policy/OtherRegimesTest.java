package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Other regimes are a dialect and a profile, no code")
class OtherRegimesTest {

    private static final ClaimPolicy BRASIL = OpenFinanceBrasil.DCR.policy("bank");
    private static final ClaimPolicy CDR = CdrAustralia.DCR.policy("bank");

    /** A plain JSON request, without any claim of a token. */
    private static Scene brasil() {
        return Scene.obie()
                .withDialect(OpenFinanceBrasil.DCR.dialect())
                .request(ignored -> Scene.json("""
                        {
                          "software_statement": "e30.e30.e30",
                          "redirect_uris": ["https://tpp.example.com/callback"],
                          "token_endpoint_auth_method": "private_key_jwt",
                          "token_endpoint_auth_signing_alg": "PS256",
                          "grant_types": ["authorization_code", "client_credentials", "refresh_token"],
                          "response_types": ["code id_token"],
                          "jwks_uri": "https://keystore.example.com.br/org/software.jwks",
                          "scope": "openid consents accounts"
                        }"""))
                .statement(json -> json.without("software_jwks_endpoint")
                        .without("software_roles")
                        .without("organisation_competent_authority_claims")
                        .with("software_jwks_uri", "https://keystore.example.com.br/org/software.jwks")
                        .with("software_statement_roles", brasilRoles()));
    }

    private static List<String> brasilRoles() {
        return List.of("DADOS");
    }

    private static Scene cdr() {
        JsonObject statement = Scene.json("""
                {
                  "iss": "cdr-register", "iat": 1654040000, "exp": 1654042000, "jti": "x",
                  "org_id": "3B0B0A7B", "org_name": "Mock Company Inc.", "client_name": "Mock Software",
                  "client_description": "Mock", "client_uri": "https://www.example.com.au",
                  "redirect_uris": ["https://www.example.com.au/1", "https://www.example.com.au/2"],
                  "logo_uri": "https://www.example.com.au/logo.png", "jwks_uri": "https://www.example.com.au/jwks",
                  "software_id": "740C368F-ECF9-4D29-A2EA-0514A66B0CDN",
                  "software_roles": "data-recipient-software-product",
                  "scope": "openid bank:accounts.basic:read"
                }""");
        return new Scene(Scene.json("""
                        {
                          "iss": "740C368F-ECF9-4D29-A2EA-0514A66B0CDN", "iat": 1654041000, "exp": 1654041600,
                          "aud": "https://holder.example", "jti": "37747cd1c10545699f754adf28b73e31",
                          "software_statement": "e30.e30.e30",
                          "redirect_uris": ["https://www.example.com.au/1"],
                          "token_endpoint_auth_method": "private_key_jwt",
                          "token_endpoint_auth_signing_alg": "PS256",
                          "grant_types": ["client_credentials", "authorization_code"],
                          "response_types": ["code"],
                          "id_token_signed_response_alg": "PS256"
                        }"""), statement, CdrAustralia.DCR.dialect(), null, "production");
    }

    private static Arguments row(ClaimPolicy policy, String rule, Scene scene, String... faults) {
        return arguments(policy, rule, scene, Set.of(faults));
    }

    static Stream<Arguments> brasilRules() {
        return Stream.of(
                row(BRASIL, "a plain request", brasil()),
                row(
                        BRASIL,
                        "keys by value",
                        brasil().claim("jwks", Scene.json("{\"keys\":[]}")).without("jwks_uri"),
                        "policy.claim_forbidden request:/jwks",
                        "claim.missing request:/jwks_uri"),
                row(
                        BRASIL,
                        "keys of somebody else",
                        brasil().claim("jwks_uri", "https://evil.example.com.br/jwks"),
                        "policy.differs_from_statement request:/jwks_uri"),
                row(
                        BRASIL,
                        "no redirect URI",
                        brasil().without("redirect_uris"),
                        "claim.missing request:/redirect_uris"),
                row(
                        BRASIL,
                        "a foreign redirect URI",
                        brasil().claim("redirect_uris", List.of("https://evil.example.com.br/cb")),
                        "redirect_uri.not_in_statement request:/redirect_uris/0"),
                row(
                        BRASIL,
                        "a scope that the roles do not cover",
                        brasil().claim("scope", "openid payments"),
                        "policy.scope_without_role request:/scope"),
                row(
                        BRASIL,
                        "ES256",
                        brasil().claim("id_token_signed_response_alg", "ES256"),
                        "policy.algorithm_not_allowed request:/id_token_signed_response_alg"),
                row(
                        BRASIL,
                        "client_secret_basic",
                        brasil().claim("token_endpoint_auth_method", "client_secret_basic"),
                        "policy.fapi_auth_method request:/token_endpoint_auth_method"));
    }

    static Stream<Arguments> cdrRules() {
        return Stream.of(
                row(CDR, "a request", cdr()),
                row(CDR, "no redirect URIs: all of the statement's", cdr().without("redirect_uris")),
                row(CDR, "unknown scopes are left out", cdr().claim("scope", "openid energy:all")),
                row(
                        CDR,
                        "private_key_jwt alone",
                        cdr().claim("token_endpoint_auth_method", "tls_client_auth"),
                        "policy.auth_method_not_allowed request:/token_endpoint_auth_method"),
                row(
                        CDR,
                        "no hybrid flow since May 2025",
                        cdr().claim("response_types", List.of("code id_token")),
                        "policy.response_type_not_allowed request:/response_types/0"),
                row(
                        CDR,
                        "a redirect URI is one of the statement's, exactly",
                        cdr().claim("redirect_uris", List.of("https://www.example.com.au/1/")),
                        "redirect_uri.not_in_statement request:/redirect_uris/0"),
                row(
                        CDR,
                        "another role",
                        cdr().ssa("software_roles", "data-holder"),
                        "policy.role_not_accepted ssa:/software_roles"),
                row(CDR, "jti", cdr().without("jti"), "claim.missing request:/jti"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"brasilRules", "cdrRules"})
    void rule(ClaimPolicy policy, String rule, Scene scene, Set<String> faults) {
        assertThat(scene.faults(policy)).isEqualTo(new TreeSet<>(faults));
    }

    @Test
    @DisplayName("Brasil: a statement is at most five minutes old; Australia: it expires within ten")
    void ages() {
        assertThat(BRASIL.ssaRequirements().maxAge()).contains(Duration.ofMinutes(5));
        assertThat(CDR.ssaRequirements().expiryRequired()).isTrue();
    }

    @Test
    @DisplayName("Australia: what is registered for an absent redirect_uris and for unknown scopes")
    void cdrEffective() {
        assertThat(cdr().without("redirect_uris").outcome(CDR).effective().values(RequestClaim.REDIRECT_URIS))
                .containsExactly("https://www.example.com.au/1", "https://www.example.com.au/2");
        assertThat(cdr().claim("scope", "openid energy:all")
                        .outcome(CDR)
                        .effective()
                        .values(RequestClaim.SCOPE))
                .containsExactly("openid");
    }
}
