package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.testkit.DcrAssertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.SsaReason;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.policy.CertificateRule;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.Condition;
import org.dcrkit.policy.MetroBank;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a bank's policy takes and Keycloak cannot do")
class KeycloakRulesTest {

    private static final String AUDIENCE = "0015800001KEYCLOAK";
    private static final ClaimPolicy BANK = ObieProfile.V3_3.policy(AUDIENCE);

    private final FakeDirectory directory = FakeDirectory.openBanking(
                    InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")))
            .seed(9)
            .build();
    private final FakeTpp tpp = directory.tpp("Asking").build();

    @Test
    @DisplayName("What it can do is taken")
    void taken() {
        assertThat(judged(BANK, tpp.registration(AUDIENCE))).isAccepted();
        assertThat(judged(BANK, tpp.registration(AUDIENCE).tlsClientAuth())).isAccepted();
    }

    @Test
    @DisplayName("An authentication method that is not mapped")
    void authMethod() {
        ClaimPolicy wide = BANK.derive("wide")
                .waive(org.dcrkit.policy.PolicyReason.FAPI_AUTH_METHOD, "a test")
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, ClaimRule::anyValue)
                .build();

        assertThat(judged(
                        wide,
                        tpp.registration(AUDIENCE)
                                .claim("token_endpoint_auth_method", "client_secret_post")
                                .without("token_endpoint_auth_signing_alg")))
                .isRejectedOnlyFor(KeycloakReason.AUTH_METHOD);
    }

    @Test
    @DisplayName("tls_client_auth without a subject")
    void noSubject() {
        ClaimPolicy wide = BANK.derive("wide")
                .claim(RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN, ClaimRule::optional)
                .build();

        assertThat(judged(wide, tpp.registration(AUDIENCE).tlsClientAuth().without("tls_client_auth_subject_dn")))
                .isRejectedOnlyFor(KeycloakReason.SUBJECT_DN_MISSING);
    }

    @Test
    @DisplayName("A grant type that is not mapped")
    void grantType() {
        ClaimPolicy wide = BANK.derive("wide")
                .claim(RequestClaim.GRANT_TYPES, ClaimRule::anyValue)
                .build();

        assertThat(judged(
                        wide,
                        tpp.registration(AUDIENCE).claim("grant_types", List.of("authorization_code", "password"))))
                .isRejectedOnlyFor(KeycloakReason.GRANT_TYPE);
    }

    @Test
    @DisplayName("A response type that is not mapped")
    void responseType() {
        ClaimPolicy wide = BANK.derive("wide")
                .claim(RequestClaim.RESPONSE_TYPES, ClaimRule::anyValue)
                .build();

        assertThat(judged(wide, tpp.registration(AUDIENCE).claim("response_types", List.of("code token"))))
                .isRejectedOnlyFor(KeycloakReason.RESPONSE_TYPE);
    }

    @Test
    @DisplayName("A redirect URI that would stand for many")
    void redirectUri() {
        FakeTpp wide =
                directory.tpp("Wide").redirectUris("https://wide.example/*").build();

        assertThat(judged(BANK, wide.registration(AUDIENCE))).isRejectedOnlyFor(KeycloakReason.REDIRECT_URI_PATTERN);
    }

    @Test
    @DisplayName("A redirect URI that would stand for many, asked for by naming none where the statement lists it")
    void redirectUriOfStatement() {
        ClaimPolicy optional = BANK.derive("optional")
                .claim(RequestClaim.REDIRECT_URIS, ClaimRule::optional)
                .build();
        FakeTpp wide =
                directory.tpp("Wide").redirectUris("https://wide.example/*").build();

        assertThat(judged(optional, wide.registration(AUDIENCE).without("redirect_uris")))
                .isRejectedOnlyFor(KeycloakReason.REDIRECT_URI_PATTERN);
        assertThat(judged(optional, tpp.registration(AUDIENCE).without("redirect_uris")))
                .isAccepted();
    }

    @Test
    @DisplayName("A redirect URI that is longer than Keycloak's table is wide")
    void longRedirectUri() {
        String start = "https://long.example/";
        FakeTpp widest = directory
                .tpp("Widest")
                .redirectUris(start + "a".repeat(255 - start.length()))
                .build();
        FakeTpp wider = directory
                .tpp("Wider")
                .redirectUris(start + "a".repeat(256 - start.length()))
                .build();

        assertThat(judged(BANK, widest.registration(AUDIENCE))).isAccepted();
        assertThat(judged(BANK, wider.registration(AUDIENCE)))
                .isRejectedOnlyFor(KeycloakReason.REDIRECT_URI_LENGTH)
                .isAnsweredWith(RegistrationError.INVALID_REDIRECT_URI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token_endpoint_auth_method", "request_object_signing_alg", "token_endpoint_auth_signing_alg"})
    @DisplayName("A claim that the policy leaves optional and whose absence Keycloak would take for anything")
    void missing(String claim) {
        ClaimPolicy optional = BANK.derive("optional")
                .claim(
                        RequestClaim.named(claim).orElseThrow(),
                        rule -> rule.optional().independentOfStatement())
                .build();

        assertThat(judged(optional, tpp.registration(AUDIENCE).without(claim)))
                .isRejectedFor(KeycloakReason.MISSING, "request:/" + claim)
                .isAnsweredWith(RegistrationError.INVALID_CLIENT_METADATA);
        assertThat(judged(optional, tpp.registration(AUDIENCE))).isAccepted();
        assertThat(judged(BANK, tpp.registration(AUDIENCE).without(claim)))
                .as("one mistake is one violation")
                .isRejectedOnlyFor(ClaimReason.MISSING);
    }

    @Test
    @DisplayName("A claim that the policy does not register although it was sent")
    void ignored() {
        ClaimPolicy without = BANK.derive("without")
                .withoutClaim(RequestClaim.REQUEST_OBJECT_SIGNING_ALG)
                .build();
        ClaimPolicy ignoring = BANK.derive("ignoring")
                .claim(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, ClaimRule::ignored)
                .build();

        assertThat(judged(without, tpp.registration(AUDIENCE))).isRejectedOnlyFor(KeycloakReason.MISSING);
        assertThat(judged(ignoring, tpp.registration(AUDIENCE))).isRejectedOnlyFor(KeycloakReason.MISSING);
    }

    @Test
    @DisplayName("A claim that the policy fills in need not be sent")
    void filledIn() {
        ClaimPolicy filling = BANK.derive("filling")
                .claim(
                        RequestClaim.REQUEST_OBJECT_SIGNING_ALG,
                        rule -> rule.optional().defaultsTo("PS256"))
                .build();

        assertThat(judged(filling, tpp.registration(AUDIENCE).without("request_object_signing_alg")))
                .isAccepted();
    }

    @Test
    @DisplayName("A claim that the policy asks only of clients that sign assertions")
    void mandatoryForOthers() {
        ClaimPolicy partly = BANK.derive("partly")
                .claim(
                        RequestClaim.REQUEST_OBJECT_SIGNING_ALG,
                        rule -> rule.mandatoryWhen(
                                Condition.in(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "private_key_jwt")))
                .build();

        assertThat(judged(partly, tpp.registration(AUDIENCE).tlsClientAuth().without("request_object_signing_alg")))
                .isRejectedOnlyFor(KeycloakReason.MISSING);
    }

    @Test
    @DisplayName("An algorithm for assertions is not asked of a client that makes none")
    void noAssertions() {
        ClaimPolicy optional = BANK.derive("optional")
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG, ClaimRule::optional)
                .build();

        assertThat(judged(optional, tpp.registration(AUDIENCE).tlsClientAuth())).isAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "https://169.254.169.254/latest",
                "https://elsewhere.example/keys.jwks",
                "file:///etc/passwd"
            })
    @DisplayName("A key set that the directory does not vouch for, where nobody but Keycloak would ever ask for it")
    void keySet(String url) {
        ClaimPolicy metro = MetroBank.PRODUCTION.policy(AUDIENCE);

        assertThat(judged(metro, metroRequest(metro))).isAccepted();
        assertThat(judged(metro, metroRequest(metro).ssa(ssa -> ssa.claim("software_jwks_endpoint", url))))
                .isRejectedFor(SsaReason.KEY_SET_NOT_ALLOWED, "ssa:/software_jwks_endpoint")
                .isAnsweredWith(RegistrationError.INVALID_SOFTWARE_STATEMENT);
    }

    private RegistrationDraft metroRequest(ClaimPolicy metro) {
        return directory
                .tpp("Metro")
                .redirectUris("https://metro.example/back")
                .build()
                .registration(metro);
    }

    @Test
    @DisplayName("A policy that takes any subject is refused when the server starts")
    void anySubject() {
        ClaimPolicy wide =
                BANK.derive("wide").certificate(CertificateRule::anySubject).build();

        assertThatThrownBy(() -> KeycloakRules.added(wide, List.of(directory.trusted())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("any subject");
    }

    private Verdict<AcceptedRegistration> judged(ClaimPolicy policy, RegistrationDraft draft) {
        return directory
                .bank(KeycloakRules.added(policy, List.of(directory.trusted())))
                .validate(draft.submission());
    }
}
