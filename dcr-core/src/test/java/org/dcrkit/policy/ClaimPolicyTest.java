package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.dcrkit.policy.ClaimRule.Unsupported;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A bank's policy is built from rules")
class ClaimPolicyTest {

    private static final ClaimPolicy OBIE = ObieProfile.V3_3.policy(Scene.AUDIENCE);

    private static ClaimPolicy with(UnaryOperator<ClaimPolicy.Builder> change) {
        return change.apply(OBIE.derive("bank")).build();
    }

    private static ClaimPolicy with(RequestClaim claim, UnaryOperator<ClaimRule> change) {
        return with(policy -> policy.claim(claim, change));
    }

    @Test
    @DisplayName(
            "A claim goes with the rest as long as the condition of its rule holds; one without a condition always does")
    void beside() {
        ClaimPolicy obie = ObieProfile.V3_3.policy("bank");
        ClientMetadata byKey = ClientMetadata.none().with(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "private_key_jwt");
        ClientMetadata byCertificate =
                ClientMetadata.none().with(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "tls_client_auth");
        assertThat(obie.allowsBeside(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, byKey))
                .isTrue();
        assertThat(obie.allowsBeside(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, byCertificate))
                .isFalse();
        assertThat(obie.allowsBeside(RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN, byKey))
                .isFalse();
        assertThat(obie.allowsBeside(RequestClaim.SCOPE, byKey)).isTrue();
        assertThat(obie.allowsBeside(RequestClaim.CLIENT_NAME, byKey)).isTrue();
    }

    @Test
    @DisplayName("A list has exactly, all or one of the values that a bank insists on")
    void lists() {
        ClaimPolicy exact = with(RequestClaim.GRANT_TYPES, rule -> rule.exactly("authorization_code", "refresh_token"));
        ClaimPolicy one = with(RequestClaim.GRANT_TYPES, rule -> rule.atLeastOneOf("refresh_token"));
        Scene code = Scene.obie().claim("grant_types", List.of("authorization_code"));
        Scene all = Scene.obie();
        assertThat(code.claim("grant_types", List.of("refresh_token", "authorization_code"))
                        .faults(exact))
                .isEmpty();
        assertThat(code.faults(exact)).containsExactly("policy.value_required request:/grant_types");
        assertThat(all.faults(exact)).containsExactly("policy.grant_type_not_allowed request:/grant_types/0");
        assertThat(all.faults(one)).isEmpty();
        assertThat(code.faults(one)).containsExactly("policy.one_value_required request:/grant_types");
    }

    @Test
    @DisplayName("An unsupported value is accepted and modified where the bank permits it (OBIE DCR: reject or modify)")
    void dropped() {
        ClaimPolicy policy = with(
                RequestClaim.GRANT_TYPES,
                rule -> rule.allowed("authorization_code", "client_credentials").unsupported(Unsupported.DROPPED));
        PolicyOutcome outcome = Scene.obie().outcome(policy);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.effective().values(RequestClaim.GRANT_TYPES))
                .containsExactly("client_credentials", "authorization_code");
        assertThat(Scene.obie().claim("grant_types", List.of("password")).faults(policy))
                .containsExactly("policy.grant_type_not_allowed request:/grant_types/0");
    }

    @Test
    @DisplayName("An empty array is as good as no claim where there is a default")
    void emptyArray() {
        PolicyOutcome outcome = Scene.obie().claim("response_types", List.of()).outcome(OBIE);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.effective().values(RequestClaim.RESPONSE_TYPES)).containsExactly("code id_token");
    }

    @Test
    @DisplayName("Default scopes are no more than the software's roles cover")
    void leastPrivilege() {
        ClaimPolicy policy =
                with(RequestClaim.SCOPE, rule -> rule.optional().defaultsTo("openid", "accounts", "payments"));
        PolicyOutcome outcome = Scene.obie()
                .without("scope")
                .ssa("software_roles", List.of("AISP"))
                .outcome(policy);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.effective().values(RequestClaim.SCOPE)).containsExactly("openid", "accounts");
    }

    @Test
    @DisplayName("Patterns, counts and the statement's own value")
    void texts() {
        ClaimPolicy policy = with(policyBuilder -> policyBuilder
                .claim(RequestClaim.SOFTWARE_VERSION, rule -> rule.matching("[0-9]+\\.[0-9]+"))
                .claim(RequestClaim.CONTACTS, rule -> rule.maxValues(1))
                .claim(
                        RequestClaim.CLIENT_NAME,
                        rule -> rule.statement(SsaClaim.CLIENT_NAME, StatementUse.MUST_EQUAL)));
        Scene scene = Scene.obie()
                .claim("software_version", "1.5")
                .claim("client_name", "Caf\u00e9 Accounts")
                .claim("contacts", List.of("a@b.example"));
        assertThat(scene.faults(policy)).isEmpty();
        assertThat(scene.claim("software_version", "one").faults(policy))
                .containsExactly("policy.value_malformed request:/software_version");
        assertThat(scene.claim("client_name", "Cafe Accounts").faults(policy))
                .containsExactly("policy.differs_from_statement request:/client_name");
        assertThat(scene.claim("contacts", List.of("a@b.example", "c@d.example"))
                        .faults(policy))
                .containsExactly("policy.too_many_values request:/contacts");
    }

    @Test
    @DisplayName("A certificate of a kind that the bank does not take is refused")
    void certificateKinds() {
        ClaimPolicy policy = with(builder -> builder.certificate(rule -> rule.kinds(CertificateKind.OBWAC)));
        assertThat(Scene.obie()
                        .withCertificate(CertificateKind.OBWAC, "AISP", "PISP")
                        .faults(policy))
                .isEmpty();
        assertThat(Scene.obie().faults(policy)).containsExactly("policy.certificate_kind_not_accepted certificate:/");
    }

    @Test
    @DisplayName("The software behind the statement: roles, environment, authority, country, form of its identifier")
    void statement() {
        ClaimPolicy policy = with(builder -> builder.statement(rule -> rule.roles("aisp")
                .environments("sandbox")
                .authorities("FCAGBR")
                .memberStates("GB", "IE")
                .softwareIdForm(ValueForm.BASE62_22)));
        assertThat(Scene.obie().faults(policy)).isEmpty();
        assertThat(Scene.obie()
                        .claim("scope", "openid payments")
                        .ssa("software_roles", List.of("PISP"))
                        .faults(policy))
                .containsExactly("policy.role_not_accepted ssa:/software_roles");
        assertThat(Scene.obie().withEnvironment("production").faults(policy))
                .containsExactly("policy.environment_not_served ssa:/software_environment");
        assertThat(Scene.obie()
                        .statement(json -> json.with(
                                "organisation_competent_authority_claims",
                                Scene.json(
                                        "{\"authority_id\":\"OBGBR\",\"authorisations\":[{\"member_state\":\"GB\"}]}")))
                        .faults(policy))
                .isEqualTo(new TreeSet<>(Set.of(
                        "policy.authority_not_accepted ssa:/organisation_competent_authority_claims",
                        "policy.member_state_not_authorised ssa:/organisation_competent_authority_claims")));
        assertThat(Scene.obie().ssa("software_id", "../etc").faults(policy))
                .containsExactly("policy.statement_software_id_malformed ssa:/software_id");
    }

    @Test
    @DisplayName("jwks and jwks_uri exclude each other, and jwks holds public keys only (RFC 7591, section 2)")
    void keys() {
        ClaimPolicy policy = with(
                builder -> builder.claim(RequestClaim.JWKS, ClaimRule::optional).withoutClaim(RequestClaim.JWKS_URI));
        Scene publicKey =
                Scene.obie().claim("jwks", Scene.json("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}"));
        Scene privateKey = Scene.obie().claim("jwks", Scene.json("{\"keys\":[{\"kty\":\"RSA\",\"d\":\"AQAB\"}]}"));
        Scene symmetric = Scene.obie().claim("jwks", Scene.json("{\"keys\":[{\"kty\":\"oct\"}]}"));
        assertThat(publicKey.faults(policy)).isEmpty();
        assertThat(publicKey.claim("jwks_uri", "https://a.example/").faults(policy))
                .containsExactly("policy.jwks_and_jwks_uri request:/jwks");
        assertThat(privateKey.faults(policy)).containsExactly("policy.jwks_private request:/jwks");
        assertThat(symmetric.faults(policy)).containsExactly("policy.jwks_private request:/jwks");
    }

    @Test
    @DisplayName("Pages for people are on the host of a redirect URI where the bank asks for it (RFC 7591, section 5)")
    void pages() {
        ClaimPolicy policy = with(builder -> builder.pagesOnRedirectHost(true));
        assertThat(Scene.obie().faults(policy)).isEmpty();
        assertThat(Scene.obie()
                        .ssa("software_logo_uri", "https://cdn.example.net/logo.png")
                        .faults(policy))
                .containsExactly("policy.url_on_other_host request:/logo_uri");
    }

    private enum OurReason implements Reason {
        NO_WEEKENDS;

        @Override
        public String code() {
            return "bank.no_weekends";
        }

        @Override
        public RegistrationError error() {
            return RegistrationError.INVALID_CLIENT_METADATA;
        }

        @Override
        public String text() {
            return "No registrations of version 13.";
        }

        @Override
        public String spec() {
            return "house rules";
        }
    }

    @Test
    @DisplayName("A rule of the bank's own is one lambda with a reason of its own")
    void custom() {
        ClaimPolicy policy = with(builder -> builder.rule(
                ClaimPath.request("software_version"),
                OurReason.NO_WEEKENDS,
                "not version 13",
                facts -> !facts.requested().text(RequestClaim.SOFTWARE_VERSION).equals(Optional.of("13"))));
        assertThat(Scene.obie().faults(policy)).isEmpty();
        assertThat(Scene.obie().claim("software_version", "13").faults(policy))
                .containsExactly("bank.no_weekends request:/software_version");
        assertThat(policy.reasons()).contains(OurReason.NO_WEEKENDS);
    }

    @Test
    @DisplayName("What FAPI forbids does not build without a waiver that says why")
    void floor() {
        assertThatThrownBy(
                        () -> with(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, rule -> rule.allowed("PS256", "RS256")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[RS256]")
                .hasMessageContaining("waive(PolicyReason.FAPI_ALGORITHM");
        assertThatThrownBy(() -> with(builder -> builder.waive(PolicyReason.FAPI_ALGORITHM, " ")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestClaim.class,
            names = {
                "TOKEN_ENDPOINT_AUTH_METHOD",
                "TOKEN_ENDPOINT_AUTH_SIGNING_ALG",
                "ID_TOKEN_SIGNED_RESPONSE_ALG",
                "REQUEST_OBJECT_SIGNING_ALG"
            })
    @DisplayName("A rule that takes any value still has the FAPI floor under it")
    void floorUnderAnyValue(RequestClaim claim) {
        ClaimPolicy policy = with(claim, ClaimRule::anyValue);
        boolean method = claim == RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD;
        Scene scene = Scene.obie().claim(claim.claimName(), method ? "none" : "HS256");
        assertThat(scene.faults(policy))
                .containsExactly((method ? "policy.fapi_auth_method" : "policy.fapi_algorithm") + " request:/"
                        + claim.claimName());
    }

    @Test
    @DisplayName("A waiver lets its kind of fault pass and stands in the evidence of every verdict")
    void waiver() {
        ClaimPolicy policy = with(builder -> builder.claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                        rule -> rule.allowed("private_key_jwt", "client_secret_post"))
                .waive(PolicyReason.FAPI_AUTH_METHOD, "as our page has it"));
        Scene secret = Scene.obie()
                .claim("token_endpoint_auth_method", "client_secret_post")
                .without("token_endpoint_auth_signing_alg");
        PolicyOutcome outcome = secret.outcome(policy);
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.evidence().entries())
                .contains(
                        new Evidence.Entry("policy", "bank"),
                        new Evidence.Entry("policy.waiver", "policy.fapi_auth_method: as our page has it"),
                        new Evidence.Entry(
                                "policy.waived", "policy.fapi_auth_method at request:/token_endpoint_auth_method"));
        assertThat(secret.claim("token_endpoint_auth_method", "client_secret_basic")
                        .faults(policy))
                .containsExactly("policy.auth_method_not_allowed request:/token_endpoint_auth_method");
        assertThat(policy.reasons()).doesNotContain(PolicyReason.FAPI_AUTH_METHOD);
        assertThat(Scene.obie().outcome(policy).evidence().find("policy.waiver"))
                .isPresent();
    }

    @Test
    @DisplayName("Every check that passes is noted with what was got and expected")
    void passedChecks() {
        List<String> passed = new ArrayList<>();
        PolicyOutcome outcome = OBIE.evaluate(
                Scene.obie().facts(),
                (reason, where, got, expected) -> passed.add(reason.code() + " " + where + " " + got));
        assertThat(outcome.violations()).isEmpty();
        assertThat(passed)
                .contains(
                        "claim.missing request:/jti present",
                        "policy.not_uuid request:/jti 8b1b3b8e-9f0c-4f5e-8a3b-2f1d3c4b5a69",
                        "policy.grant_type_not_allowed request:/grant_types/1 authorization_code",
                        "redirect_uri.not_in_statement request:/redirect_uris/0 " + Scene.REDIRECT_1,
                        "policy.claim_issued_by_server request:/client_secret absent");
    }

    @Test
    @DisplayName("A rule cannot turn into one about another claim")
    void anotherClaim() {
        assertThatThrownBy(() -> with(RequestClaim.SCOPE, rule -> ClaimRule.of(RequestClaim.CONTACTS)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Condition.in(RequestClaim.SCOPE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClaimRule.of(RequestClaim.SCOPE).maxLength(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Rules are values: equal if they say the same")
    void values() {
        ClaimRule rule = ClaimRule.of(RequestClaim.SCOPE).mandatory().matching("[a-z]+");
        assertThat(rule)
                .isEqualTo(ClaimRule.of(RequestClaim.SCOPE).matching("[a-z]+").mandatory())
                .isNotEqualTo(rule.optional());
        assertThat(ObieProfile.V3_3.policy("a").claims()).isEqualTo(OBIE.claims());
        assertThat(ObieProfile.V3_3.policy("a").redirectUris()).isEqualTo(OBIE.redirectUris());
        assertThat(OBIE.redirectUris()).isNotEqualTo(OBIE.redirectUris().atMost(1));
    }

    @Test
    @DisplayName("Codes are stable, unique, and their texts may leave the building")
    void reasons() {
        assertThat(PolicyReason.values()).allSatisfy(reason -> {
            assertThat(reason.code()).matches("(policy|redirect_uri)\\.[a-z_]+");
            assertThat(reason.text()).matches("[\\x20-\\x7e&&[^\"\\\\]]+\\.");
            assertThat(reason.spec()).isNotBlank();
        });
        assertThat(Arrays.stream(PolicyReason.values()).map(PolicyReason::code)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A claim without a rule is not registered")
    void unruled() {
        ClaimPolicy bare =
                ClaimPolicy.builder("bare", OBIE.requestRequirements()).build();
        assertThat(Scene.obie().outcome(bare).effective()).isEqualTo(ClientMetadata.none());
    }
}
