package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.WantedKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FakeDirectoryTest {

    private static final String AUDIENCE = "0015800000jfwxXAAQ";

    private final TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
    private final FakeDirectory directory = FakeDirectory.openBanking(clock).build();
    private final FakeTpp tpp = directory
            .tpp("Acme")
            .roles("AISP", "PISP")
            .redirectUris("https://acme.example/cb")
            .build();

    static Stream<Arguments> directories() {
        TestClock clock = TestClock.at("2026-03-02T10:00:00Z");
        return Stream.of(
                Arguments.of("Open Banking", FakeDirectory.openBanking(clock).build(), SsaDialect.obie()),
                Arguments.of("ForgeRock", FakeDirectory.forgeRock(clock).build(), SsaDialect.obie()),
                Arguments.of(
                        "Open Finance Brasil",
                        FakeDirectory.openFinanceBrasil(clock).build(),
                        SsaDialect.openFinanceBrasil()),
                Arguments.of("CDR Australia", FakeDirectory.cdrAustralia(clock).build(), SsaDialect.cdrAustralia()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("directories")
    @DisplayName(
            "A statement verifies with the directory's key, reads in its dialect and names a key set with the TPP's key")
    void statement(String name, FakeDirectory of, SsaDialect dialect) throws Exception {
        FakeTpp software = of.tpp(name).build();
        String signed = software.ssa().signed();

        PublishedKey key = fetch(of, of.keySetUrl())
                .find(header(signed).text("kid").orElseThrow())
                .orElseThrow();
        assertThat(verifies(signed, key)).isTrue();
        SoftwareStatement statement =
                SoftwareStatement.read(claims(signed), dialect).toOptional().orElseThrow();
        assertThat(statement.softwareId()).contains(software.softwareId());
        assertThat(statement.organisationId()).contains(software.organisation().id());
        assertThat(statement.redirectUris()).isEqualTo(software.redirectUris());
        assertThat(fetch(of, statement.softwareJwksEndpoint().orElseThrow())
                        .find(software.signingKey().kid()))
                .isPresent();
    }

    @Test
    @DisplayName("A request verifies with the software's key and carries the statement")
    void request() throws Exception {
        String signed = tpp.registration(AUDIENCE).signed();

        KeySet keys = fetch(directory, directory.shape().baseUrl() + tpp.keySetPath());
        PublishedKey key = keys.find(header(signed).text("kid").orElseThrow()).orElseThrow();
        assertThat(verifies(signed, key)).isTrue();
        assertThat(claims(signed).text("aud")).contains(AUDIENCE);
        assertThat(claims(claims(signed).text("software_statement").orElseThrow())
                        .text("software_id"))
                .contains(tpp.softwareId());
    }

    @Test
    @DisplayName("Any claim and header can be changed or removed, and the signature follows")
    void changes() throws Exception {
        String signed = tpp.registration(AUDIENCE)
                .claim("scope", "openid accounts")
                .without("jti")
                .header("typ", "other")
                .ssa(ssa -> ssa.claim("org_status", "Revoked"))
                .signed();

        assertThat(claims(signed).text("scope")).contains("openid accounts");
        assertThat(claims(signed).has("jti")).isFalse();
        assertThat(header(signed).text("typ")).contains("other");
        String ssa = claims(signed).text("software_statement").orElseThrow();
        assertThat(claims(ssa).text("org_status")).contains("Revoked");
        assertThat(verifies(signed, tpp.signingKey().published())).isTrue();
        assertThat(verifies(ssa, directory.signingKey().published())).isTrue();
    }

    @Test
    @DisplayName("A key id is the base64url of the SHA-1 of the key's RFC 7638 canonical form")
    void kid() {
        JsonObject jwk = tpp.signingKey().jwk();
        String canonical = "{\"e\":\"" + jwk.text("e").orElseThrow() + "\",\"kty\":\"RSA\",\"n\":\""
                + jwk.text("n").orElseThrow() + "\"}";

        assertThat(tpp.signingKey().kid())
                .isEqualTo(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Digests.sha1(canonical.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    @DisplayName("Thumbprints of certificates are padded and transport keys say tls, as in the real keystore")
    void keystoreLayout() {
        JsonObject jwk = tpp.transportKey().jwk();

        assertThat(jwk.text("x5t").orElseThrow()).endsWith("=").hasSize(28);
        assertThat(jwk.text("x5t#S256").orElseThrow()).endsWith("=").hasSize(44);
        assertThat(jwk.text("use")).contains("tls");
        assertThat(tpp.transportKey().published().use()).isEqualTo(KeyUse.TRANSPORT);
        assertThat(tpp.signingKey().jwk().text("use")).contains("sig");
    }

    @Test
    @DisplayName("A revoked key moves from the published to the revoked set, of the software and of the organisation")
    void revocation() throws Exception {
        JoseKey old = tpp.signingKey();
        JoseKey next = tpp.rotateSigningKey();
        tpp.revoke(old);

        SoftwareStatement statement = SoftwareStatement.read(claims(tpp.ssa().signed()), SsaDialect.obie())
                .toOptional()
                .orElseThrow();
        assertThat(kids(statement.softwareJwksEndpoint().orElseThrow()))
                .contains(next.kid())
                .doesNotContain(old.kid());
        String revoked =
                statement.claims().text("software_jwks_revoked_endpoint").orElseThrow();
        String revokedOfOrganisation =
                statement.claims().text("org_jwks_revoked_endpoint").orElseThrow();
        assertThat(kids(revoked)).containsExactly(old.kid());
        assertThat(kids(revokedOfOrganisation)).containsExactly(old.kid());
    }

    @Test
    @DisplayName("After a rotation both of the directory's keys are published until it forgets the old one")
    void rotation() throws Exception {
        JoseKey old = directory.signingKey();
        JoseKey next = directory.rotateSigningKey();

        assertThat(kids(directory.keySetUrl())).containsExactly(old.kid(), next.kid());
        assertThat(header(tpp.ssa().signed()).text("kid")).contains(next.kid());
        directory.forgetOldKeys();
        assertThat(kids(directory.keySetUrl())).containsExactly(next.kid());
    }

    @Test
    @DisplayName("A withdrawn organisation's statements say so")
    void withdrawal() throws Exception {
        tpp.organisation().withdraw();

        assertThat(claims(tpp.ssa().signed()).text("org_status")).contains("Withdrawn");
    }

    @Test
    @DisplayName("The source refuses hosts that are not allowed, and cannot say what is not there or while it is down")
    void source() throws Exception {
        KeySetLocation elsewhere = new KeySetLocation(
                HttpsUrl.parse(directory.keySetUrl()).orElseThrow(),
                Purpose.DIRECTORY,
                AllowedHosts.of("other.example"));

        assertThatThrownBy(() -> directory.keySource().keySet(elsewhere, WantedKey.any()))
                .isInstanceOf(KeySetRefusedException.class);
        assertThatThrownBy(() -> fetch(directory, directory.baseUrl() + "/nobody/nothing.jwks"))
                .isInstanceOf(CheckUnavailableException.class)
                .hasMessageContaining("404");
        directory.goDown();
        assertThatThrownBy(() -> fetch(directory, directory.keySetUrl())).isInstanceOf(CheckUnavailableException.class);
        directory.comeBack();
        assertThat(fetch(directory, directory.keySetUrl()).keys()).hasSize(1);
    }

    @Test
    @DisplayName("The same seed gives the same world, another seed another")
    void seeds() {
        FakeTpp same = FakeDirectory.openBanking(clock).build().tpp("Acme").build();
        FakeTpp other =
                FakeDirectory.openBanking(clock).seed(2).build().tpp("Acme").build();

        assertThat(same.softwareId()).isEqualTo(tpp.softwareId()).hasSize(22);
        assertThat(same.signingKey().kid()).isEqualTo(tpp.signingKey().kid());
        assertThat(same.organisation().id()).hasSize(18);
        assertThat(other.softwareId()).isNotEqualTo(tpp.softwareId());
        assertThat(other.signingKey().kid()).isNotEqualTo(tpp.signingKey().kid());
    }

    private List<String> kids(String url) throws Exception {
        return fetch(directory, url).keys().stream().map(PublishedKey::kid).toList();
    }

    private static KeySet fetch(FakeDirectory of, String url) throws Exception {
        return of.keySource()
                .keySet(
                        new KeySetLocation(HttpsUrl.parse(url).orElseThrow(), Purpose.SOFTWARE, of.allowedHosts()),
                        WantedKey.any());
    }

    private static boolean verifies(String token, PublishedKey key) throws Exception {
        int end = token.lastIndexOf('.');
        return NimbusSigner.verifies(
                header(token).text("alg").orElseThrow(),
                key.publicKey(),
                token.substring(0, end).getBytes(StandardCharsets.US_ASCII),
                token.substring(end + 1));
    }

    private static JsonObject header(String token) {
        return json(token.split("\\.")[0]);
    }

    private static JsonObject claims(String token) {
        return json(token.split("\\.")[1]);
    }

    private static JsonObject json(String part) {
        return (JsonObject)
                ((Parsed) StrictJson.parse(Base64.getUrlDecoder().decode(part), JsonLimits.forToken())).value();
    }
}
