package org.dcrkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Published requests and statements of real directories are judged as they deserve")
class RealDataTest {

    private static final String SSA = "ssa-PS256-w7NFeMODzCMO-1647405940-e60bc065";
    private static final String REQUEST = "request-PS256-w7NFeMODzCMO-1571808167-abdcdc3b";
    private static final String DIRECTORY_URL = "https://keystore.openbankingtest.org.uk/keystore/openbanking.jwks";
    private static final String ORG_URL =
            "https://keystore.openbankingtest.org.uk/0015800001HQQrZAAX/0015800001HQQrZAAX.jwks";
    private static final Instant AT = Instant.parse("2022-06-01T00:00:00Z");

    @Test
    @DisplayName("The WSO2 statement verifies with the organisation's own keys only, and then is called self-signed")
    void selfSigned() {
        FakeKeySource keys = new FakeKeySource().publish(DIRECTORY_URL, organisationKeys());

        assertThat(reasons(verify(TrustedDirectory.builder("OB", "OpenBanking Ltd", DIRECTORY_URL), keys, SSA)))
                .as("a set with the key, x5c unread")
                .isEmpty();
        keys.publish(ORG_URL, organisationKeys());
        assertThat(reasons(verify(TrustedDirectory.builder("OB", "OpenBanking Ltd", ORG_URL), keys, SSA)))
                .containsExactly(SsaReason.SELF_SIGNED);
        Verdict<VerifiedSsa> accepted = verify(
                TrustedDirectory.builder("OB", "OpenBanking Ltd", ORG_URL).acceptSelfSigned("documented"), keys, SSA);
        assertThat(accepted.toOptional().orElseThrow().selfSigned()).isTrue();
    }

    @Test
    @DisplayName("The WSO2 statement does not verify when only the directory is trusted: its key is unknown there")
    void keyNotFound() {
        FakeKeySource keys = new FakeKeySource().publish(DIRECTORY_URL, TestKey.DIRECTORY.published());

        assertThat(reasons(verify(TrustedDirectory.builder("OB", "OpenBanking Ltd", DIRECTORY_URL), keys, SSA)))
                .containsExactly(SsaReason.KEY_NOT_FOUND);
    }

    @Test
    @DisplayName("The WSO2 request verifies for its own audience, and for another bank is refused for that alone")
    void request() {
        String request = token(REQUEST);
        String statement = statementIn(request);
        FakeKeySource keys = new FakeKeySource().publish(ORG_URL, organisationKeys());
        JsonObject claims = claims(statement);
        keys.publish(claims.text("software_jwks_endpoint").orElseThrow(), organisationKeys());
        VerifiedSsa ssa = SsaVerifier.builder(
                        TrustedDirectories.of(TrustedDirectory.builder("OB", "OpenBanking Ltd", ORG_URL)
                                .acceptSelfSigned("documented")
                                .build()),
                        keys)
                .build()
                .verify(statement, AT)
                .toOptional()
                .orElseThrow();

        Verdict<VerifiedRequest> verdict =
                verifier("https://secure.api.dataholder.com/issuer", keys).verify(request, ssa, AT);
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.toOptional().orElseThrow().metadata().values(RequestClaim.SCOPE))
                .containsExactly("openid", "accounts", "payments");
        assertThat(verdict.toOptional()
                        .orElseThrow()
                        .metadata()
                        .toJson(ScopeForm.TEXT)
                        .text("scope"))
                .contains("openid accounts payments");
        assertThat(reasons(verifier("another bank", keys).verify(request, ssa, AT)))
                .containsExactly(RequestReason.AUDIENCE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-RS256-888a41295561-x-ed8b36b6",
                "request-HS256-None-1499805848-0e7e3d71",
                "ssa-RS256-6e7b5352-73c-1542023579-58e8a463"
            })
    @DisplayName("ALG-08: RS256 and HS256 tokens fall by their algorithm before any key is looked up")
    void algorithms(String file) {
        Scenario scenario = new Scenario();
        Verdict<?> verdict = file.startsWith("ssa")
                ? scenario.ssaVerifier().verify(token(file), AT)
                : scenario.validator().validate(new RegistrationSubmission(token(file), PresentedCertificates.none()));

        assertThat(reasons(verdict)).contains(TokenReason.ALG_NOT_ALLOWED);
        assertThat(scenario.keys.asked()).isEmpty();
    }

    private static RequestJwtVerifier verifier(String audience, FakeKeySource keys) {
        return RequestJwtVerifier.builder(
                        RequestRequirements.forAudience(audience)
                                .withRevokedKeys(RequestRequirements.RevokedKeys.NOT_CHECKED),
                        keys)
                .build();
    }

    private static Verdict<VerifiedSsa> verify(TrustedDirectory.Builder directory, FakeKeySource keys, String file) {
        return SsaVerifier.builder(
                        TrustedDirectories.of(directory
                                .allowedHosts(AllowedHosts.of("keystore.openbankingtest.org.uk"))
                                .build()),
                        keys)
                .build()
                .verify(token(file), AT);
    }

    private static List<Object> reasons(Verdict<?> verdict) {
        return verdict.violations().stream().<Object>map(Violation::reason).toList();
    }

    private static String token(String file) {
        Path path = Vectors.realData("jwt/" + file + ".jwt");
        return new String(Vectors.bytes(path), US_ASCII).strip();
    }

    private static String statementIn(String request) {
        return claims(request).text("software_statement").orElseThrow();
    }

    private static JsonObject claims(String token) {
        return json(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    /** The usable signing keys of the organisation's set; reading sets is another module's work, so this reads n and e only. */
    private static PublishedKey[] organisationKeys() {
        JsonObject set = json(Vectors.bytes(Vectors.realData("jwt/organisation-keystore.jwks.json")));
        List<PublishedKey> keys = new ArrayList<>();
        for (JsonValue element : ((JsonArray) set.get("keys").orElseThrow()).elements()) {
            JsonObject jwk = (JsonObject) element;
            if (jwk.text("use").orElse("").equals("sig")) {
                keys.add(key(jwk));
            }
        }
        return keys.toArray(PublishedKey[]::new);
    }

    private static PublishedKey key(JsonObject jwk) {
        try {
            return PublishedKey.of(
                    jwk.text("kid").orElseThrow(),
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"))),
                    KeyUse.SIGNATURE,
                    "thumbprint");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger number(JsonObject jwk, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.text(member).orElseThrow()));
    }

    private static JsonObject json(byte[] text) {
        return (JsonObject) ((Parsed) StrictJson.parse(text, JsonLimits.forKeySet())).value();
    }
}
