package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.LintFinding.Severity;
import org.dcrkit.policy.PolicyChange.Effect;
import org.dcrkit.verdict.ClaimPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

@DisplayName("A policy describes itself, names its holes, and says how it differs from another")
class PolicyDescriptionTest {

    private static final ClaimPolicy METRO = MetroBank.PRODUCTION.policy("metro-bank-id");
    private static final ClaimPolicy OBIE = ObieProfile.V3_3.policy("bank");

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    iss                             | M | software_id of the software statement; 1 to 22 letters and digits |
                    iat                             | M | not in the future |
                    exp                             | M | in the future |
                    jti                             | M | not used before |
                    aud                             | M | metro-bank-id |
                    token_endpoint_auth_method      | M | tls_client_auth |
                    grant_types                     | M | all of client_credentials, authorization_code and refresh_token |
                    response_types                  | O | code id_token | code id_token
                    software_id                     | O | equal to software_id of the software statement; 1 to 22 letters and digits |
                    scope                           | O | any of openid, accounts or payments; with openid; at most 32 characters each | openid accounts payments
                    software_statement              | M | issued by a trusted directory |
                    application_type                | M | web or mobile |
                    id_token_signed_response_alg    | M | PS256 |
                    request_object_signing_alg      | M | PS256 |
                    token_endpoint_auth_signing_alg | O | PS256 |
                    tls_client_auth_dn              | M | at most 128 characters |
                    """)
    @DisplayName("Metro Bank's published table, row by row")
    void metro(String parameter, String occurrence, String rule, String defaultValue) {
        PolicyRow row = METRO.describe().request().stream()
                .filter(one -> one.parameter().equals(parameter))
                .findFirst()
                .orElseThrow();
        assertThat(row.occurrence()).isEqualTo(occurrence);
        assertThat(row.rule()).isEqualTo(rule);
        assertThat(row.defaultValue()).isEqualTo(defaultValue == null ? "" : defaultValue);
    }

    @Test
    @DisplayName("Metro Bank: exactly one redirect URI, in the statement; signed by an OBWAC or a QWAC")
    void metroAround() {
        assertThat(METRO.describe().request())
                .filteredOn(row -> row.parameter().equals("redirect_uris"))
                .singleElement()
                .satisfies(row -> assertThat(row.rule())
                        .startsWith("exactly one; each written exactly as in the software statement; https"));
        assertThat(METRO.describe().surroundings())
                .extracting(PolicyRow::parameter, PolicyRow::rule)
                .contains(
                        tuple("certificate", "OBWAC or QWAC"),
                        tuple(
                                "request signature",
                                "PS256 or ES256, with the key of the transport certificate; revoked keys are refused"
                                        + " where the statement lists them"));
    }

    @Test
    @DisplayName("Markdown has a row for every rule, and the waivers above them")
    void markdown() {
        String text = Mettle.SANDBOX.policy().describe().markdown();
        assertThat(text)
                .startsWith("# Policy mettle-sandbox\n")
                .contains("- policy.fapi\\_auth\\_method: the published page offers client\\_secret\\_post")
                .contains("| `aud` | M | 0015800000jfwxXAAQ |  | RFC 7519 section 4.1; OBIE DCR |")
                .contains(
                        "| `tls_client_auth_dn` | C | must be sent if token\\_endpoint\\_auth\\_method is tls\\_client\\_auth;"
                                + " at most 128 characters |");
        assertThat(text.lines().filter(line -> line.startsWith("| `")))
                .hasSize(Mettle.SANDBOX.policy().describe().rows().size());
    }

    @Test
    @DisplayName("HTML is well-formed, has a row for every rule, and lets no markup of a policy through")
    void html() throws Exception {
        ClaimPolicy policy = OBIE.derive("<script>alert(1)</script> & co")
                .rule(
                        ClaimPath.request("x"),
                        PolicyReason.VALUE_NOT_ALLOWED,
                        "a \"rule\" of <b>ours</b>",
                        facts -> true)
                .build();
        String page = policy.describe().html();
        assertThat(page).startsWith("<!DOCTYPE html>").doesNotContain("<script", "<b>", "://", "src=", "href=");
        String xml = page.replace("<!DOCTYPE html>", "")
                .replace("<meta charset=\"utf-8\">", "")
                .replaceAll("<meta name=[^>]*>", "");
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
        assertThat(root.getElementsByTagName("tr").getLength())
                .isEqualTo(policy.describe().rows().size() + 2);
        assertThat(root.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("Policy <script>alert(1)</script> & co");
    }

    @Test
    @DisplayName("Lint: what a FAPI policy must not take, waivers, and limits that are not set")
    void lintOfLenient() {
        assertThat(PingTool.LENIENT.policy("bank").lint())
                .extracting(LintFinding::code, LintFinding::parameter)
                .contains(
                        tuple("lint.accepts_rs256", "id_token_signed_response_alg"),
                        tuple("lint.accepts_client_secret_post", "token_endpoint_auth_method"),
                        tuple("lint.outdated_grant", "grant_types"),
                        tuple("lint.waived", "policy.fapi_algorithm"),
                        tuple("lint.statement_of_unlimited_age", "software statement"),
                        tuple("lint.request_of_unlimited_lifetime", "exp"));
    }

    @Test
    @DisplayName("Lint: rules that contradict themselves are errors, and come first")
    void lintOfNonsense() {
        ClaimPolicy policy = OBIE.derive("nonsense")
                .claim(RequestClaim.GRANT_TYPES, rule -> rule.requires("password"))
                .claim(RequestClaim.RESPONSE_TYPES, rule -> rule.defaultsTo("token"))
                .claim(RequestClaim.APPLICATION_TYPE, rule -> rule.defaultsTo("web"))
                .claim(RequestClaim.CLIENT_SECRET, ClaimRule::optional)
                .withoutClaim(RequestClaim.REDIRECT_URIS)
                .build();
        assertThat(policy.lint())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(LintFinding::code)
                .containsExactly(
                        "lint.client_chooses_credentials",
                        "lint.default_not_allowed",
                        "lint.default_unreachable",
                        "lint.no_redirect_rule",
                        "lint.required_not_allowed");
        assertThat(policy.lint().get(0).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    @DisplayName("Lint: scopes and roles that do not meet, and values that anybody may choose")
    void lintOfScopes() {
        ClaimPolicy policy = OBIE.derive("scopes")
                .claim(RequestClaim.SCOPE, rule -> rule.allowed("openid", "profile"))
                .claim(RequestClaim.GRANT_TYPES, ClaimRule::anyValue)
                .redirectUris(RedirectUriRule::notNecessarilyInStatement)
                .build();
        assertThat(policy.lint())
                .extracting(LintFinding::code)
                .contains(
                        "lint.scope_without_role",
                        "lint.role_for_no_scope",
                        "lint.any_grant",
                        "lint.redirect_uris_not_vouched_for");
    }

    @Test
    @DisplayName("No profile that comes with the library has an error in it")
    void lintOfProfiles() {
        assertThat(Profiles.all())
                .allSatisfy(profile -> assertThat(profile.policy("bank").lint())
                        .noneMatch(finding -> finding.severity() == Severity.ERROR));
    }

    @Test
    @DisplayName("From 3.2 to 3.3 OBIE adds the CIBA grant and four claims, and nothing else")
    void diffOfVersions() {
        assertThat(ObieProfile.V3_2.policy("bank").diff(OBIE))
                .extracting(PolicyChange::parameter)
                .containsExactly(
                        "grant_types",
                        "backchannel_token_delivery_mode",
                        "backchannel_client_notification_endpoint",
                        "backchannel_authentication_request_signing_alg",
                        "backchannel_user_code_parameter_supported");
        assertThat(OBIE.diff(ObieProfile.V3_4.policy("bank")))
                .extracting(PolicyChange::toString)
                .containsExactly(
                        "grant_types: now takes urn:ietf:params:oauth:grant-type:jwt-bearer (LOOSER)",
                        "tls_client_auth_subject_dn: was at most 128 characters, is now at most 512 characters (LOOSER)");
    }

    @Test
    @DisplayName("What a TPP of OBIE 3.1 would notice at Metro Bank")
    void diffOfMetro() {
        assertThat(ObieProfile.V3_1.policy("metro-bank-id").diff(METRO))
                .contains(
                        new PolicyChange(
                                "redirect_uris", Effect.STRICTER, "was without a limit of URIs, is now at most 1 URIs"),
                        new PolicyChange(
                                "token_endpoint_auth_method", Effect.STRICTER, "no longer takes private_key_jwt"),
                        new PolicyChange("scope", Effect.STRICTER, "now insists on openid"),
                        new PolicyChange(
                                "scope", Effect.DIFFERENT, "default was openid, now openid, accounts, payments"),
                        new PolicyChange("jti", Effect.DIFFERENT, "was: a version 4 UUID; now: any form"),
                        new PolicyChange("certificate", Effect.STRICTER, "now: OBWAC or QWAC"));
    }

    @Test
    @DisplayName("A policy does not differ from itself; the way back is the way there, turned round")
    void diffOfSame() {
        for (PolicyProfile profile : Profiles.all()) {
            assertThat(profile.policy("bank").diff(profile.policy("bank"))).isEmpty();
        }
        ClaimPolicy mettle = Mettle.PRODUCTION.policy("bank");
        assertThat(OBIE.diff(mettle).stream().filter(change -> change.effect() == Effect.STRICTER))
                .hasSameSizeAs(mettle.diff(OBIE).stream()
                        .filter(change -> change.effect() == Effect.LOOSER)
                        .toList());
        assertThat(OBIE.diff(mettle)).extracting(PolicyChange::parameter).contains("waiver");
    }
}
