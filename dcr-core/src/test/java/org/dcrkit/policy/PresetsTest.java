package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CertificateKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The published rules of real systems: a request that obeys and one that breaks each of them")
class PresetsTest {

    private static final ClaimPolicy METTLE = Mettle.SANDBOX.policy();
    private static final ClaimPolicy METRO = MetroBank.PRODUCTION.policy("metro");
    private static final ClaimPolicy WSO2 = Wso2OpenBankingUk.V3_3.policy("https://localbank.com");
    private static final ClaimPolicy ARTICLE = Wso2OpenBankingUk.ONBOARDING.policy("bank");
    private static final ClaimPolicy PING = PingTool.LENIENT.policy("bank");

    private static Arguments row(ClaimPolicy policy, String rule, Scene scene, String... faults) {
        return arguments(policy, rule, scene, Set.of(faults));
    }

    /** Mettle's own sample: ids of 24 hexadecimal digits, arrays where texts are usual. */
    private static Scene mettle() {
        return Scene.obie()
                .withSubject("tls_client_auth_dn", Scene.DN)
                .claim("iss", "5cdc037561606b006868a76d")
                .claim("software_id", List.of("5cdc037561606b006868a76d"))
                .ssa("software_id", "5cdc037561606b006868a76d")
                .claim("jti", "2f8a1c9e-0d4b-11ec-82a8-0242ac130003")
                .claim("scope", List.of("openid", "accounts"))
                .claim("response_types", List.of("code id_token"))
                .claim("request_object_signing_alg", "PS256")
                .claim("token_endpoint_auth_signing_alg", "PS256");
    }

    static Stream<Arguments> mettleRules() {
        Scene secret = mettle().without("tls_client_auth_dn").claim("token_endpoint_auth_method", "client_secret_post");
        return Stream.of(
                row(METTLE, "the sample", mettle()),
                row(METTLE, "iat required", mettle().without("iat"), "claim.missing request:/iat"),
                row(METTLE, "exp required", mettle().without("exp"), "claim.missing request:/exp"),
                row(METTLE, "jti required", mettle().without("jti"), "claim.missing request:/jti"),
                row(METTLE, "jti a UUID", mettle().claim("jti", "12345"), "policy.not_uuid request:/jti"),
                row(METTLE, "iss required", mettle().without("iss"), "claim.missing request:/iss"),
                row(METTLE, "aud required", mettle().without("aud"), "claim.missing request:/aud"),
                row(METTLE, "redirect_uris: a subset", mettle().claim("redirect_uris", List.of(Scene.REDIRECT_2))),
                row(
                        METTLE,
                        "redirect_uris outside the statement",
                        mettle().claim("redirect_uris", List.of("https://other.example.com/cb")),
                        "redirect_uri.not_in_statement request:/redirect_uris/0"),
                row(METTLE, "client_secret_post, which needs no subject", secret),
                row(
                        METTLE,
                        "private_key_jwt",
                        mettle().claim("token_endpoint_auth_method", "private_key_jwt"),
                        "policy.auth_method_not_allowed request:/token_endpoint_auth_method"),
                row(
                        METTLE,
                        "subject required for tls_client_auth",
                        mettle().without("tls_client_auth_dn"),
                        "claim.missing request:/tls_client_auth_dn"),
                row(
                        METTLE,
                        "the subject is that of the certificate",
                        mettle().claim("tls_client_auth_dn", Scene.DN + ",L=Bristol"),
                        "policy.subject_dn_mismatch request:/tls_client_auth_dn"),
                row(
                        METTLE,
                        "grant_types from what is supported",
                        mettle().claim("grant_types", List.of("authorization_code", "password")),
                        "policy.grant_type_not_allowed request:/grant_types/1"),
                row(
                        METTLE,
                        "response_types from what is supported",
                        mettle().claim("response_types", List.of("token")),
                        "policy.response_type_not_allowed request:/response_types/0"),
                row(
                        METTLE,
                        "scope from what is supported",
                        mettle().claim("scope", List.of("openid", "everything")),
                        "policy.scope_not_allowed request:/scope"),
                row(METTLE, "no scope", mettle().without("scope")),
                row(
                        METTLE,
                        "application_type web",
                        mettle().claim("application_type", "mobile"),
                        "policy.application_type_not_allowed request:/application_type"),
                row(
                        METTLE,
                        "id_token_signed_response_alg PS256",
                        mettle().claim("id_token_signed_response_alg", "ES256"),
                        "policy.algorithm_not_allowed request:/id_token_signed_response_alg"),
                row(
                        METTLE,
                        "request_object_signing_alg PS256",
                        mettle().claim("request_object_signing_alg", "ES256"),
                        "policy.algorithm_not_allowed request:/request_object_signing_alg"),
                row(
                        METTLE,
                        "token_endpoint_auth_signing_alg PS256",
                        mettle().claim("token_endpoint_auth_signing_alg", "ES256"),
                        "policy.algorithm_not_allowed request:/token_endpoint_auth_signing_alg"),
                row(
                        METTLE,
                        "software_mode of the endpoint's environment",
                        mettle().withEnvironment("production"),
                        "policy.environment_not_served ssa:/software_environment"),
                row(
                        METTLE,
                        "org_id is the certificate's OU",
                        mettle().ssa("org_id", "0015800001041REAAZ"),
                        "policy.certificate_attribute_mismatch certificate:/"));
    }

    private static Scene metro() {
        return Scene.obie()
                .withCertificate(CertificateKind.OBWAC, "AISP", "PISP")
                .withSubject("tls_client_auth_dn", Scene.DN)
                .claim("jti", "any text will do")
                .without("response_types")
                .claim("scope", List.of("openid", "accounts", "payments"))
                .claim("request_object_signing_alg", "PS256");
    }

    static Stream<Arguments> metroRules() {
        return Stream.of(
                row(METRO, "the sample: response types left out, jti free text", metro()),
                row(METRO, "iss", metro().without("iss"), "claim.missing request:/iss"),
                row(METRO, "iat", metro().without("iat"), "claim.missing request:/iat"),
                row(METRO, "exp", metro().without("exp"), "claim.missing request:/exp"),
                row(METRO, "jti", metro().without("jti"), "claim.missing request:/jti"),
                row(METRO, "aud", metro().without("aud"), "claim.missing request:/aud"),
                row(
                        METRO,
                        "exactly one redirect URI",
                        metro().claim("redirect_uris", List.of(Scene.REDIRECT_1, Scene.REDIRECT_2)),
                        "redirect_uri.too_many request:/redirect_uris"),
                row(
                        METRO,
                        "the redirect URI is in the statement",
                        metro().claim("redirect_uris", List.of(Scene.REDIRECT_1 + "/3")),
                        "redirect_uri.not_in_statement request:/redirect_uris/0"),
                row(
                        METRO,
                        "tls_client_auth alone",
                        metro().claim("token_endpoint_auth_method", "private_key_jwt"),
                        "policy.auth_method_not_allowed request:/token_endpoint_auth_method"),
                row(
                        METRO,
                        "all three grant types",
                        metro().claim("grant_types", List.of("authorization_code", "client_credentials")),
                        "policy.value_required request:/grant_types"),
                row(
                        METRO,
                        "no other grant type",
                        metro().claim(
                                        "grant_types",
                                        List.of(
                                                "authorization_code",
                                                "client_credentials",
                                                "refresh_token",
                                                "implicit")),
                        "policy.grant_type_not_allowed request:/grant_types/3"),
                row(METRO, "response_types empty", metro().claim("response_types", List.of())),
                row(METRO, "response_types code id_token", metro().claim("response_types", List.of("code id_token"))),
                row(
                        METRO,
                        "response_types code",
                        metro().claim("response_types", List.of("code")),
                        "policy.response_type_not_allowed request:/response_types/0",
                        "policy.value_required request:/response_types"),
                row(METRO, "scope left out", metro().without("scope")),
                row(
                        METRO,
                        "openid is mandatory in scope",
                        metro().claim("scope", List.of("accounts")),
                        "policy.value_required request:/scope"),
                row(
                        METRO,
                        "no other scope",
                        metro().claim("scope", List.of("openid", "fundsconfirmations")),
                        "policy.scope_not_allowed request:/scope"),
                row(
                        METRO,
                        "software_statement",
                        metro().without("software_statement"),
                        "claim.missing request:/software_statement"),
                row(METRO, "application_type mobile", metro().claim("application_type", "mobile")),
                row(
                        METRO,
                        "no other application_type",
                        metro().claim("application_type", "server"),
                        "policy.application_type_not_allowed request:/application_type"),
                row(
                        METRO,
                        "id_token_signed_response_alg PS256 only",
                        metro().claim("id_token_signed_response_alg", "ES256"),
                        "policy.algorithm_not_allowed request:/id_token_signed_response_alg"),
                row(
                        METRO,
                        "request_object_signing_alg PS256 only",
                        metro().claim("request_object_signing_alg", "ES256"),
                        "policy.algorithm_not_allowed request:/request_object_signing_alg"),
                row(
                        METRO,
                        "token_endpoint_auth_signing_alg is optional, PS256",
                        metro().claim("token_endpoint_auth_signing_alg", "PS256")),
                row(
                        METRO,
                        "token_endpoint_auth_signing_alg PS256 only",
                        metro().claim("token_endpoint_auth_signing_alg", "ES256"),
                        "policy.algorithm_not_allowed request:/token_endpoint_auth_signing_alg"),
                row(
                        METRO,
                        "tls_client_auth_dn must be set",
                        metro().without("tls_client_auth_dn"),
                        "claim.missing request:/tls_client_auth_dn"),
                row(
                        METRO,
                        "an OBWAC or a QWAC",
                        metro().withCertificate(CertificateKind.OB_TRANSPORT),
                        "policy.certificate_kind_not_accepted certificate:/"));
    }

    private static Scene wso2() {
        return Scene.obie()
                .claim("iss", "oQ4KoaavpOuoE7rvQsZEOV3")
                .claim("software_id", "oQ4KoaavpOuoE7rvQsZEOV3")
                .ssa("software_id", "oQ4KoaavpOuoE7rvQsZEOV3")
                .claim("aud", "https://localbank.com")
                .claim("jti", "1643090815273")
                .claim("request_object_signing_alg", "PS256");
    }

    static Stream<Arguments> wso2Rules() {
        return Stream.of(
                row(WSO2, "the sample", wso2()),
                row(WSO2, "jti is there", wso2().without("jti"), "claim.missing request:/jti"),
                row(WSO2, "scope is there", wso2().without("scope"), "claim.missing request:/scope"),
                row(
                        WSO2,
                        "token_endpoint_auth_signing_alg goes with private_key_jwt",
                        wso2().without("token_endpoint_auth_signing_alg"),
                        "claim.missing request:/token_endpoint_auth_signing_alg"),
                row(
                        WSO2,
                        "grant types of OBIE 3.3",
                        wso2().claim("grant_types", List.of("implicit")),
                        "policy.grant_type_not_allowed request:/grant_types/0"),
                row(
                        WSO2,
                        "response types of OBIE 3.3",
                        wso2().claim("response_types", List.of("token")),
                        "policy.response_type_not_allowed request:/response_types/0"),
                row(ARTICLE, "the certificate names software and organisation", Scene.obie()),
                row(
                        ARTICLE,
                        "CN is the software_id",
                        Scene.obie().withCertificateOf("CN=other,OU=0015800001041REAAY", CertificateKind.OB_TRANSPORT),
                        "policy.certificate_attribute_mismatch certificate:/"),
                row(
                        ARTICLE,
                        "OU is the org_id",
                        Scene.obie()
                                .withCertificateOf(
                                        "CN=" + Scene.SOFTWARE_ID + ",OU=other", CertificateKind.OB_TRANSPORT),
                        "policy.certificate_attribute_mismatch certificate:/"),
                row(
                        ARTICLE,
                        "the subject has an OU",
                        Scene.obie().withCertificateOf("CN=" + Scene.SOFTWARE_ID, CertificateKind.OB_TRANSPORT),
                        "policy.certificate_attribute_mismatch certificate:/"),
                row(
                        ARTICLE,
                        "every claim asked for may be asked for",
                        Scene.obie().claim("scope", "openid profile"),
                        "policy.scope_not_allowed request:/scope"));
    }

    /** What the tool's own request carries, and no more. */
    private static Scene ping() {
        return Scene.obie()
                .without("scope")
                .without("software_id")
                .without("token_endpoint_auth_signing_alg")
                .claim("grant_types", List.of("authorization_code", "implicit", "refresh_token"))
                .claim("request_object_signing_alg", "PS256")
                .claim("application_type", "Web")
                .claim("jti", "1568222938");
    }

    static Stream<Arguments> pingRules() {
        return Stream.of(
                row(PING, "the tool's request", ping()),
                row(PING, "RS256 for ID tokens", ping().claim("id_token_signed_response_alg", "RS256")),
                row(PING, "a client secret", ping().claim("token_endpoint_auth_method", "client_secret_basic")),
                row(
                        PING,
                        "lenient is not careless: none",
                        ping().claim("id_token_signed_response_alg", "none"),
                        "policy.algorithm_not_allowed request:/id_token_signed_response_alg"),
                row(
                        PING,
                        "lenient is not careless: redirect URIs",
                        ping().claim("redirect_uris", List.of("https://evil.example.com/")),
                        "redirect_uri.not_in_statement request:/redirect_uris/0"),
                row(
                        ObieProfile.V3_3.policy("bank"),
                        "OBIE names each thing that it refuses in the tool's request",
                        ping(),
                        "claim.missing request:/scope",
                        "claim.missing request:/token_endpoint_auth_signing_alg",
                        "policy.grant_type_not_allowed request:/grant_types/1",
                        "policy.not_uuid request:/jti"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"mettleRules", "metroRules", "wso2Rules", "pingRules"})
    void rule(ClaimPolicy policy, String rule, Scene scene, Set<String> faults) {
        assertThat(scene.faults(policy)).isEqualTo(new TreeSet<>(faults));
    }

    @Test
    @DisplayName("Mettle assigns openid where no scope is asked for")
    void mettleScope() {
        assertThat(mettle().without("scope").outcome(METTLE).effective().values(RequestClaim.SCOPE))
                .containsExactly("openid");
    }

    @Test
    @DisplayName("Mettle's audience is its own id; production and sandbox trust different directories")
    void mettleTrust() {
        assertThat(METTLE.requestRequirements().audiences()).containsExactly("0015800000jfwxXAAQ");
        assertThat(Mettle.PRODUCTION.directories()).hasToString("Open Banking Directory");
        assertThat(Mettle.SANDBOX.directories()).hasToString("ForgeRock Directory, Open Banking Directory Sandbox");
        assertThat(OpenBankingDirectories.live().keySet().url())
                .hasToString("https://keystore.openbanking.org.uk/keystore/openbanking.jwks");
        assertThat(OpenBankingDirectories.test().keySet().url())
                .hasToString("https://keystore.openbankingtest.org.uk/keystore/openbanking.jwks");
        assertThat(OpenBankingDirectories.forgeRock().keySet().url())
                .hasToString("https://service.directory.ob.forgerock.financial/api/directory/keys/jwk_uri");
    }

    @Test
    @DisplayName("Mettle's client_secret_post is a waiver in the evidence of every verdict")
    void mettleWaiver() {
        PolicyOutcome outcome = mettle().outcome(METTLE);
        assertThat(outcome.evidence().find("policy.waiver").orElseThrow()).startsWith("policy.fapi_auth_method: ");
    }

    @Test
    @DisplayName(
            "Metro Bank: absent or empty response types become code id_token, an absent scope openid accounts payments")
    void metroDefaults() {
        for (Scene scene : List.of(metro(), metro().claim("response_types", List.of()))) {
            assertThat(scene.outcome(METRO).effective().values(RequestClaim.RESPONSE_TYPES))
                    .containsExactly("code id_token");
        }
        assertThat(metro().without("scope").outcome(METRO).effective().values(RequestClaim.SCOPE))
                .containsExactly("openid", "accounts", "payments");
    }

    @Test
    @DisplayName(
            "Metro Bank: the request is signed with the key of the transport certificate; any lifetime, even to 2099")
    void metroToken() {
        assertThat(METRO.requestRequirements().keys()).isEqualTo(RequestKeys.TRANSPORT_CERTIFICATE);
        assertThat(METRO.requestRequirements().maxLifetime()).isEmpty();
        assertThat(metro().request(json -> json.with("iat", 1_560_000_000L).with("exp", 4_093_341_265L))
                        .faults(METRO))
                .isEmpty();
    }

    @Test
    @DisplayName("WSO2 picks the key set by software_environment")
    void wso2Directories() {
        assertThat(Wso2OpenBankingUk.directories("https://a.example.com/jwks", "https://b.example.com/jwks"))
                .hasToString("Open Banking production, Open Banking sandbox");
    }

    @Test
    @DisplayName("Every profile is found by its name")
    void names() {
        assertThat(Profiles.all())
                .extracting(PolicyProfile::profileName)
                .doesNotHaveDuplicates()
                .contains("obie-3.3", "mettle", "metro-bank", "wso2-uk-3.3", "ping-tool");
        assertThat(Profiles.all()).allSatisfy(profile -> {
            assertThat(Profiles.named(profile.profileName())).contains(profile);
            assertThat(profile.policy("bank").name()).isEqualTo(profile.profileName());
        });
        assertThat(Profiles.named("obie-9")).isEmpty();
    }
}
