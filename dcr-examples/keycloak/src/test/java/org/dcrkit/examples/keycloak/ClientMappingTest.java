package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.examples.keycloak.ClientMapping.Credentials;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ClaimRule;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.authentication.authenticators.client.X509ClientAuthenticator;
import org.keycloak.representations.idm.ClientRepresentation;

@DisplayName("A registered client as Keycloak has it")
class ClientMappingTest {

    private static final String AUDIENCE = "0015800001KEYCLOAK";
    private static final ClaimPolicy BANK = ObieProfile.V3_3.policy(AUDIENCE);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeDirectory directory =
            FakeDirectory.openBanking(InstantSource.fixed(NOW)).seed(8).build();
    private final FakeTpp tpp = directory.tpp("Mapped").roles("AISP").build();

    @Test
    @DisplayName("private_key_jwt becomes client-jwt with the key set of the software statement and the one algorithm")
    void byAssertion() {
        ClientRepresentation client = mapped(tpp, draft -> draft);

        assertThat(client.getClientAuthenticatorType()).isEqualTo("client-jwt");
        assertThat(client.getAttributes())
                .containsEntry(
                        "jwks.url", tpp.ssa().text("software_jwks_endpoint").orElseThrow())
                .containsEntry("use.jwks.url", "true")
                .containsEntry("token.endpoint.auth.signing.alg", "PS256")
                .containsEntry("x509.subjectdn", "")
                .containsEntry("x509.casubjectdn", "");
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificateKind.class,
            names = {"OBWAC", "OB_TRANSPORT"})
    @DisplayName("tls_client_auth becomes client-x509 with names that the platform reads back to the certificate's own")
    void byCertificate(CertificateKind kind) {
        FakeTpp owner = directory.tpp("By certificate").transport(kind).build();

        ClientRepresentation client = mapped(owner, RegistrationDraft::tlsClientAuth);

        assertThat(client.getClientAuthenticatorType()).isEqualTo("client-x509");
        assertThat(X509ClientAuthenticator.constructX500Principal(
                        client.getAttributes().get("x509.subjectdn")))
                .isEqualTo(owner.transportCertificate().x509().getSubjectX500Principal());
        assertThat(X509ClientAuthenticator.constructX500Principal(
                        client.getAttributes().get("x509.casubjectdn")))
                .isEqualTo(directory.openBankingCa().root().x509().getSubjectX500Principal());
        assertThat(client.getAttributes())
                .containsEntry("x509.allow.regex.pattern.comparison", "false")
                .containsEntry("token.endpoint.auth.signing.alg", "");
    }

    @Test
    @DisplayName("The name that the TPP wrote is one that Keycloak cannot read: the certificate's is needed")
    void whyTheCertificatesName() {
        X500Principal subject = tpp.transportCertificate().x509().getSubjectX500Principal();
        String written = subject.getName("RFC2253", Map.of("2.5.4.97", "organizationIdentifier"))
                .replaceFirst(
                        "organizationIdentifier=#[0-9a-f]+", "organizationIdentifier=" + organizationIdentifier());

        ClientRepresentation client =
                mapped(tpp, draft -> draft.tlsClientAuth().claim("tls_client_auth_subject_dn", written));

        assertThatThrownBy(() -> X509ClientAuthenticator.constructX500Principal(written))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(X509ClientAuthenticator.constructX500Principal(
                        client.getAttributes().get("x509.subjectdn")))
                .isEqualTo(subject);
    }

    private String organizationIdentifier() {
        return "PSDGB-OB-Unknown" + tpp.organisation().id();
    }

    @Test
    @DisplayName(
            "Redirect URIs, grants and scopes are those that were registered, and nothing is on that was not asked for")
    void flows() {
        ClientRepresentation client = mapped(
                tpp,
                draft -> draft.claim("response_types", List.of("code"))
                        .claim("grant_types", List.of("authorization_code", "client_credentials")));

        assertThat(client.getRedirectUris()).isEqualTo(tpp.redirectUris());
        assertThat(client.getWebOrigins()).isEmpty();
        assertThat(client.isStandardFlowEnabled()).isTrue();
        assertThat(client.isServiceAccountsEnabled()).isTrue();
        assertThat(client.isImplicitFlowEnabled()).isFalse();
        assertThat(client.isDirectAccessGrantsEnabled()).isFalse();
        assertThat(client.isPublicClient()).isFalse();
        assertThat(client.isFullScopeAllowed()).isFalse();
        assertThat(client.getOptionalClientScopes()).containsExactly("accounts");
        assertThat(client.getAttributes()).containsEntry("use.refresh.tokens", "false");
    }

    @Test
    @DisplayName("Without client_credentials there is no service account, with refresh_token there are refresh tokens")
    void otherFlows() {
        ClientRepresentation client =
                mapped(tpp, draft -> draft.claim("grant_types", List.of("authorization_code", "refresh_token")));

        assertThat(client.isServiceAccountsEnabled()).isFalse();
        assertThat(client.isImplicitFlowEnabled())
                .as("the hybrid flow's switch")
                .isTrue();
        assertThat(client.getAttributes())
                .containsEntry("use.refresh.tokens", "true")
                .containsEntry("id.token.as.detached.signature", "true");
    }

    @Test
    @DisplayName(
            "A client of client_credentials alone has no hybrid flow, although the policy fills in its response type")
    void clientCredentialsAlone() {
        ClientRepresentation client = mapped(
                tpp, draft -> draft.without("response_types").claim("grant_types", List.of("client_credentials")));

        assertThat(client.isImplicitFlowEnabled()).isFalse();
        assertThat(client.isStandardFlowEnabled()).isFalse();
        assertThat(client.getAttributes()).containsEntry("id.token.as.detached.signature", "false");
        assertThat(accepted(
                                tpp,
                                draft -> draft.without("response_types")
                                        .claim("grant_types", List.of("client_credentials")))
                        .metadata()
                        .values(RequestClaim.RESPONSE_TYPES))
                .as("the default")
                .containsExactly("code id_token");
    }

    @Test
    @DisplayName("Whether a client is switched on is not for its registration to say")
    void switchedOn() {
        assertThat(mapped(tpp, draft -> draft).isEnabled()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 300})
    @DisplayName("A name is cut where Keycloak's table ends, between characters")
    void longName(int length) {
        ClaimPolicy named = BANK.derive("named")
                .claim(RequestClaim.CLIENT_NAME, rule -> ClaimRule.of(RequestClaim.CLIENT_NAME))
                .build();
        String name = "n".repeat(length - 2) + "\uD83C\uDFE6";
        AcceptedRegistration accepted = accepted(named, tpp, draft -> draft.claim("client_name", name));

        ClientRepresentation client = ClientMapping.representation(stored(accepted), credentials(accepted));

        assertThat(client.getName()).isEqualTo(length == 255 ? name : "n".repeat(length == 256 ? 254 : 255));
        assertThat(client.getAttributes().get("dcr.metadata"))
                .as("what is answered")
                .contains("n".repeat(length - 2));
    }

    @Test
    @DisplayName("Access tokens are bound to the certificate, request objects signed, id tokens as registered")
    void fapi() {
        assertThat(mapped(tpp, draft -> draft).getAttributes())
                .containsEntry("tls.client.certificate.bound.access.tokens", "true")
                .containsEntry("request.object.required", "request or request_uri")
                .containsEntry("request.object.signature.alg", "PS256")
                .containsEntry("id.token.signed.response.alg", "PS256")
                .containsEntry("client_credentials.use_refresh_token", "false");
    }

    @Test
    @DisplayName("What was recorded is read back whole, also where Keycloak dropped what was empty")
    void recorded() {
        StoredClient before = stored(accepted(tpp, RegistrationDraft::tlsClientAuth));
        Map<String, String> attributes = new HashMap<>(
                ClientMapping.representation(before, credentials(accepted(tpp, RegistrationDraft::tlsClientAuth)))
                        .getAttributes());
        attributes.values().removeIf(String::isEmpty);

        StoredClient after =
                ClientMapping.stored(before.clientId(), attributes::get).orElseThrow();

        assertThat(after.registered()).isEqualTo(before.registered());
        assertThat(after.softwareStatement()).isEqualTo(before.softwareStatement());
        assertThat(after.certificate()).isEqualTo(before.certificate()).isNotEmpty();
        assertThat(after.issued().clientId()).isEqualTo(before.issued().clientId());
        assertThat(after.issued().issuedAt()).isEqualTo(NOW);
        assertThat(after.issued().secret()).isEmpty();
    }

    @Test
    @DisplayName("A client that was not registered here is none")
    void foreign() {
        assertThat(ClientMapping.stored("admin-cli", Map.of("jwks.url", "https://a.example")::get))
                .isEmpty();
    }

    @Test
    @DisplayName("A record that cannot be read is the store's fault")
    void tampered() {
        Map<String, String> attributes =
                Map.of("dcr.metadata", "{", "dcr.software_statement", "a.b.c", "dcr.issued_at", "1");

        assertThatThrownBy(() -> ClientMapping.stored("c", attributes::get))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Metadata that cannot be mapped without loss is not mapped at all")
    void unmappable() {
        AcceptedRegistration accepted = accepted(tpp, draft -> draft);
        StoredClient client = stored(accepted);
        StoredClient wider = new StoredClient(
                new org.dcrkit.RegisteredClient(
                        client.clientId(),
                        client.registered().directory(),
                        client.registered().environment(),
                        client.registered().softwareId(),
                        client.registered().organisationId(),
                        client.registered()
                                .metadata()
                                .with(RequestClaim.GRANT_TYPES, List.of("urn:openid:params:grant-type:ciba"))),
                client.issued(),
                client.softwareStatement(),
                client.certificate(),
                client.authority());

        assertThatThrownBy(() -> ClientMapping.representation(wider, credentials(accepted)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> ClientMapping.representation(client, new Credentials("CN=a", "CN=b", Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key set");
    }

    private ClientRepresentation mapped(FakeTpp owner, UnaryOperator<RegistrationDraft> change) {
        AcceptedRegistration accepted = accepted(owner, change);
        return ClientMapping.representation(stored(accepted), credentials(accepted));
    }

    private Credentials credentials(AcceptedRegistration accepted) {
        return AnchorNames.of(TrustAnchors.builder()
                        .anchorsFromPem(
                                "Open Banking", directory.openBankingCa().root().pem())
                        .build())
                .credentials(accepted);
    }

    private static StoredClient stored(AcceptedRegistration accepted) {
        return StoredClient.of(IssuedClient.of("c7b1a9c2", NOW), accepted);
    }

    private AcceptedRegistration accepted(FakeTpp owner, UnaryOperator<RegistrationDraft> change) {
        return accepted(BANK, owner, change);
    }

    private AcceptedRegistration accepted(ClaimPolicy policy, FakeTpp owner, UnaryOperator<RegistrationDraft> change) {
        return directory
                .bank(KeycloakRules.added(policy, List.of(directory.trusted())))
                .validate(change.apply(owner.registration(AUDIENCE)).submission())
                .toOptional()
                .orElseThrow();
    }
}
