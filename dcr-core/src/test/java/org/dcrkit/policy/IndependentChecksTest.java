package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.policy.ClaimRule.StatementUse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("No fault of a request hides another one, and nothing but the FAPI floor can be waived")
class IndependentChecksTest {

    private static final ClaimPolicy OBIE = ObieProfile.V3_3.policy(Scene.AUDIENCE);

    private static ClaimPolicy with(UnaryOperator<ClaimPolicy.Builder> change) {
        return change.apply(OBIE.derive("bank")).build();
    }

    private static ClaimPolicy with(RequestClaim claim, UnaryOperator<ClaimRule> change) {
        return with(policy -> policy.claim(claim, change));
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyReason.class,
            mode = Mode.EXCLUDE,
            names = {"FAPI_AUTH_METHOD", "FAPI_ALGORITHM"})
    @DisplayName("A reason that is not about the FAPI floor cannot be waived")
    void unwaivable(PolicyReason reason) {
        assertThatThrownBy(() -> OBIE.derive("bank").waive(reason, "somebody asked for it"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason.code());
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyReason.class,
            names = {"FAPI_AUTH_METHOD", "FAPI_ALGORITHM"})
    @DisplayName("Both reasons of the FAPI floor can be waived")
    void waivable(PolicyReason reason) {
        assertThatCode(() -> with(policy -> policy.waive(reason, "until June"))).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("Too many redirect URIs: the first hundred are judged all the same")
    void manyUris() {
        Scene scene = Scene.obie().claim("redirect_uris", numbered("http://evil.example/", 101));
        assertThat(scene.faults(OBIE))
                .contains(
                        "redirect_uri.too_many request:/redirect_uris",
                        "redirect_uri.not_https request:/redirect_uris/0",
                        "redirect_uri.not_in_statement request:/redirect_uris/0",
                        "redirect_uri.not_https request:/redirect_uris/99",
                        "redirect_uri.not_in_statement request:/redirect_uris/99")
                .hasSize(201);
    }

    @Test
    @DisplayName("Too many values of a list: the first hundred are judged all the same")
    void manyValues() {
        Scene scene = Scene.obie()
                .claim(
                        "grant_types",
                        Stream.concat(Stream.of("password"), numbered("grant", 101).stream())
                                .toList());
        assertThat(scene.faults(OBIE))
                .contains(
                        "policy.too_many_values request:/grant_types",
                        "policy.grant_type_not_allowed request:/grant_types/0",
                        "policy.grant_type_not_allowed request:/grant_types/99")
                .doesNotContain("policy.grant_type_not_allowed request:/grant_types/100");
    }

    @Test
    @DisplayName("Too many scopes: roles are asked for all the same")
    void manyScopes() {
        ClaimPolicy anyScope = with(RequestClaim.SCOPE, ClaimRule::anyValue);
        List<String> scopes = Stream.concat(Stream.of("openid", "payments"), numbered("s", 99).stream())
                .toList();
        Scene scene = Scene.obie().ssa("software_roles", List.of("AISP")).claim("scope", scopes);
        assertThat(scene.faults(anyScope))
                .containsExactly(
                        "policy.scope_without_role request:/scope",
                        "policy.too_many_values request:/scope",
                        "policy.value_too_long request:/scope");
    }

    @Test
    @DisplayName("A value that is not among those allowed is compared with the statement and held to its form, too")
    void notAllowed() {
        ClaimPolicy policy = with(
                RequestClaim.JWKS_URI,
                rule -> rule.allowed("https://a.example/").form(ValueForm.HTTPS_URL));
        assertThat(Scene.obie().claim("jwks_uri", "http://evil.example/").faults(policy))
                .isEqualTo(new TreeSet<>(Set.of(
                        "policy.value_not_allowed request:/jwks_uri",
                        "policy.url_malformed request:/jwks_uri",
                        "policy.differs_from_statement request:/jwks_uri")));
    }

    @Test
    @DisplayName("A value below the FAPI floor is compared with the statement, too")
    void belowFloor() {
        ClaimPolicy policy = with(
                RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG,
                rule -> rule.statement(SsaClaim.SOFTWARE_VERSION, StatementUse.MUST_EQUAL));
        assertThat(Scene.obie()
                        .claim("id_token_signed_response_alg", "RS256")
                        .ssa("software_version", "1.5")
                        .faults(policy))
                .isEqualTo(new TreeSet<>(Set.of(
                        "policy.fapi_algorithm request:/id_token_signed_response_alg",
                        "policy.differs_from_statement request:/id_token_signed_response_alg")));
    }

    @Test
    @DisplayName("A text that is too long is held to its form, too")
    void tooLong() {
        Scene scene = Scene.obie().claim("client_name", "<script>alert(document.domain + document.cookie)</script>");
        assertThat(scene.faults(OBIE))
                .containsExactly(
                        "policy.text_not_plain request:/client_name", "policy.value_too_long request:/client_name");
    }

    @Test
    @DisplayName("No pattern of a bank is tried on a text that is too long: it might never end")
    void patterns() {
        ClaimPolicy policy =
                with(RequestClaim.SOFTWARE_VERSION, rule -> rule.maxLength(40).matching("(a|a)*b"));
        assertThat(Scene.obie().claim("software_version", "a".repeat(20_000)).faults(policy))
                .containsExactly("policy.value_too_long request:/software_version");
    }

    @Test
    @DisplayName("A redirect URI that is too long is still asked for https")
    void longUri() {
        ClaimPolicy policy = with(builder -> builder.redirectUris(RedirectUriRule::notNecessarilyInStatement));
        Scene scene = Scene.obie().claim("redirect_uris", List.of("javascript:" + "x".repeat(2_100)));
        assertThat(scene.faults(policy))
                .containsExactly(
                        "redirect_uri.not_https request:/redirect_uris/0",
                        "redirect_uri.too_long request:/redirect_uris/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid payments", "payments\u00a0", "pay\"ments"})
    @DisplayName(
            "RFC 6749, section 3.3: each element of a scope array is one scope-token, where any scope is taken, too")
    void scopeTokens(String scope) {
        ClaimPolicy policy = with(RequestClaim.SCOPE, ClaimRule::anyValue);
        Scene aisp = Scene.obie().ssa("software_roles", List.of("AISP"));
        assertThat(aisp.claim("scope", List.of("openid", scope)).faults(policy))
                .containsExactly("policy.scope_malformed request:/scope");
        assertThat(aisp.claim("scope", List.of("openid", "x.y:z/!")).faults(policy))
                .isEmpty();
    }

    @Test
    @DisplayName("A value that must equal the statement's is refused where the statement has none")
    void notStated() {
        ClaimPolicy policy =
                with(RequestClaim.CLIENT_URI, rule -> rule.statement(SsaClaim.CLIENT_URI, StatementUse.MUST_EQUAL));
        Scene silent = Scene.obie().statement(json -> json.without("software_client_uri"));
        assertThat(silent.without("client_uri").faults(policy)).isEmpty();
        assertThat(silent.claim("client_uri", "https://tpp.example.com/").faults(policy))
                .containsExactly("policy.differs_from_statement request:/client_uri");
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestClaim.class,
            names = {
                "TOKEN_ENDPOINT_AUTH_METHOD",
                "TOKEN_ENDPOINT_AUTH_SIGNING_ALG",
                "ID_TOKEN_SIGNED_RESPONSE_ALG",
                "REQUEST_OBJECT_SIGNING_ALG",
                "BACKCHANNEL_AUTHENTICATION_REQUEST_SIGNING_ALG"
            })
    @DisplayName("A default below the FAPI floor does not build")
    void defaults(RequestClaim claim) {
        boolean method = claim == RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD;
        String below = method ? "client_secret_post" : "RS256";
        UnaryOperator<ClaimPolicy.Builder> change =
                builder -> builder.claim(claim, rule -> rule.optional().defaultsTo(below));
        assertThatThrownBy(() -> with(change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[" + below + "]");
        PolicyReason reason = method ? PolicyReason.FAPI_AUTH_METHOD : PolicyReason.FAPI_ALGORITHM;
        assertThatCode(() -> with(builder -> change.apply(builder).waive(reason, "until June")))
                .doesNotThrowAnyException();
    }
}
