package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.policy.PolicyChange.Effect;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 8414, section 2: what the authorization server supports is what its policy takes")
class DiscoveryTest {

    private static final ClaimPolicy OBIE = ObieProfile.V3_3.policy("bank");
    private static final JsonObject DOCUMENT = Scene.json("""
            {
              "issuer": "https://bank.example.com",
              "grant_types_supported": ["authorization_code", "client_credentials"],
              "response_types_supported": ["code"],
              "scopes_supported": ["openid", "accounts"],
              "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
              "id_token_signing_alg_values_supported": ["PS256", "RS256"],
              "subject_types_supported": ["public", "pairwise"]
            }""");

    @Test
    @DisplayName("Supported values take the place of those allowed before; what FAPI forbids stays out")
    void supported() {
        ClaimPolicy policy = OBIE.derive("bank").supported(DOCUMENT).build();
        assertThat(policy.claims().get(RequestClaim.GRANT_TYPES).allowed())
                .contains(List.of("authorization_code", "client_credentials"));
        assertThat(policy.claims().get(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD).allowed())
                .contains(List.of("private_key_jwt"));
        assertThat(policy.claims()
                        .get(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG)
                        .allowed())
                .contains(List.of("PS256"));
        assertThat(policy.claims()).doesNotContainKey(RequestClaim.SUBJECT_TYPE);
        assertThat(policy.claims().get(RequestClaim.REQUEST_OBJECT_SIGNING_ALG))
                .isEqualTo(OBIE.claims().get(RequestClaim.REQUEST_OBJECT_SIGNING_ALG));
    }

    @Test
    @DisplayName("What a policy takes is what its server's document lists; read back, it takes the same")
    void document() {
        JsonObject document = OBIE.discovery();
        assertThat(document.get("token_endpoint_auth_methods_supported"))
                .contains(JsonArray.ofStrings(List.of("tls_client_auth", "private_key_jwt")));
        assertThat(document.get("request_object_signing_alg_values_supported"))
                .contains(JsonArray.ofStrings(List.of("PS256", "ES256")));
        assertThat(document.has("subject_types_supported")).isFalse();
        assertThat(OBIE.derive("again").supported(document).build().claims()).isEqualTo(OBIE.claims());
    }

    @Test
    @DisplayName("A default that is not supported is no default any more")
    void defaults() {
        ClaimPolicy policy = OBIE.derive("bank").supported(DOCUMENT).build();
        assertThat(policy.claims().get(RequestClaim.RESPONSE_TYPES).defaults()).isEmpty();
        assertThat(policy.lint()).noneMatch(finding -> finding.code().startsWith("lint.default"));
        assertThat(Scene.obie()
                        .claim("response_types", List.of("code id_token"))
                        .faults(policy))
                .contains("policy.response_type_not_allowed request:/response_types/0");
    }

    @Test
    @DisplayName("A waiver given before lets in what FAPI forbids")
    void waived() {
        ClaimPolicy policy = OBIE.derive("bank")
                .waive(PolicyReason.FAPI_AUTH_METHOD, "as published")
                .supported(DOCUMENT)
                .build();
        assertThat(policy.claims().get(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD).allowed())
                .contains(List.of("private_key_jwt", "client_secret_basic"));
    }

    @Test
    @DisplayName("A document whose lists are no lists is refused when the policy is built")
    void nonsense() {
        assertThatThrownBy(() -> OBIE.derive("bank").supported(Scene.json("{\"scopes_supported\":\"openid\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scopes_supported");
    }

    @Test
    @DisplayName("A dry run over past requests says which would change, for whom and why")
    void dryRun() {
        ClaimPolicy stricter = OBIE.derive("new").supported(DOCUMENT).build();
        Map<String, Scene> past = new LinkedHashMap<>();
        past.put("alice", Scene.obie());
        past.put(
                "bob",
                Scene.obie()
                        .claim("grant_types", List.of("authorization_code"))
                        .claim("response_types", List.of("code"))
                        .claim("scope", "openid accounts"));
        past.put("carol", Scene.obie().without("jti").claim("response_types", List.of("token")));
        List<DryRunChange<String>> changes =
                OBIE.dryRun(requests(past), stricter).toList();
        assertThat(changes).extracting(DryRunChange::whose).containsExactly("alice", "carol");
        assertThat(changes.get(0).effect()).isEqualTo(Effect.STRICTER);
        assertThat(changes.get(0).added())
                .extracting(Violation::reason)
                .contains(PolicyReason.GRANT_TYPE_NOT_ALLOWED, PolicyReason.RESPONSE_TYPE_NOT_ALLOWED);
        assertThat(changes.get(1).added())
                .extracting(Violation::reason)
                .containsExactlyInAnyOrder(PolicyReason.GRANT_TYPE_NOT_ALLOWED, PolicyReason.SCOPE_NOT_ALLOWED);
        assertThat(stricter.dryRun(requests(past), OBIE).map(DryRunChange::effect))
                .containsOnly(Effect.LOOSER);
        assertThat(OBIE.dryRun(requests(past), OBIE)).isEmpty();
    }

    @Test
    @DisplayName("A dry run notices other metadata, too")
    void dryRunOfMetadata() {
        ClaimPolicy other = OBIE.derive("other")
                .claim(RequestClaim.RESPONSE_TYPES, rule -> rule.defaultsTo("code"))
                .build();
        Map<String, Scene> past = Map.of("dave", Scene.obie().without("response_types"));
        assertThat(OBIE.dryRun(requests(past), other))
                .singleElement()
                .satisfies(change -> assertThat(change.effect()).isEqualTo(Effect.DIFFERENT));
    }

    private static Stream<PastRequest<String>> requests(Map<String, Scene> past) {
        return past.entrySet().stream()
                .map(entry -> PastRequest.of(
                        entry.getKey(),
                        entry.getValue().request(),
                        entry.getValue().statement(),
                        SsaDialect.obie(),
                        "sandbox",
                        Scene.AT));
    }
}
