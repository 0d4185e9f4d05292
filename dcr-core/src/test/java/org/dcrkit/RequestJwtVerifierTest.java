package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.Scenario.DIRECTORY_URL;
import static org.dcrkit.Scenario.NOW;
import static org.dcrkit.Scenario.ORG_URL;
import static org.dcrkit.Scenario.REVOKED_URL;
import static org.dcrkit.Scenario.SOFTWARE_URL;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.Json;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SkippedKey;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("OBIE DCR: the request is signed with a key of the JWKS that the SSA names, for this bank, and valid now")
class RequestJwtVerifierTest {

    private Scenario scenario;

    @BeforeEach
    void scenario() {
        scenario = new Scenario();
    }

    @Test
    @DisplayName("A request of the statement's software is verified, with that key alone looked up, on an allowed host")
    void verified() {
        assertOnly();
        assertThat(scenario.keys.asked().subList(0, 3)).containsExactly(DIRECTORY_URL, DIRECTORY_URL, SOFTWARE_URL);
        assertThat(scenario.keys.wantedKids().subList(1, 3)).containsExactly("directory-key", "software-key");
        assertThat(scenario.keys.locations())
                .allSatisfy(location -> assertThat(location.isAllowed()).isTrue());
    }

    @Test
    @DisplayName("The request MUST be signed with PS256 or ES256, and either is verified")
    void es256() {
        scenario.requestKey = TestKey.EC_SOFTWARE;
        scenario.requestHeader = scenario.requestHeader.with("alg", "ES256").with("kid", "software-ec-key");

        assertOnly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "Software-Key", "software-key ", "directory-key"})
    @DisplayName("HDR-19, HDR-24: a key that is not in the software's set is not found")
    void keyNotFound(String kid) {
        scenario.requestHeader = scenario.requestHeader.with("kid", kid);

        assertOnly(RequestReason.KEY_NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(SkippedKey.Cause.class)
    @DisplayName("JWK-01, JWK-08: a key that cannot be used is told from one that is not there")
    void skippedKeys(SkippedKey.Cause cause) {
        scenario.keys.publish(SOFTWARE_URL, List.of(), List.of(new SkippedKey("software-key", cause, "why")));

        Reason expected = switch (cause) {
            case WEAK -> RequestReason.KEY_WEAK;
            case DUPLICATE_KID -> RequestReason.KEY_AMBIGUOUS;
            case MALFORMED, UNSUPPORTED, TOO_LARGE, CONTRADICTORY, EXPIRED -> RequestReason.KEY_UNSUITABLE;
        };
        assertOnly(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyUse.class,
            names = {"ENCRYPTION", "TRANSPORT"})
    @DisplayName("JWK-03: a key that is published for something else does not sign")
    void keyUnsuitable(KeyUse use) {
        scenario.keys.publish(
                SOFTWARE_URL, PublishedKey.of("software-key", TestKey.SOFTWARE.publicKey(), use, "thumbprint"));

        assertOnly(RequestReason.KEY_UNSUITABLE);
    }

    @Test
    @DisplayName("ALG-24: another key's signature, or another token's, is not valid")
    void signature() {
        scenario.requestKey = TestKey.STRANGER;
        assertOnly(RequestReason.SIGNATURE_INVALID);

        Scenario spliced = new Scenario();
        String[] good = spliced.requestToken().split("\\.");
        String[] other = TestKey.SOFTWARE
                .sign(
                        spliced.requestHeader,
                        spliced.request
                                .with("software_statement", spliced.ssaToken())
                                .with("jti", "2"))
                .split("\\.");
        spliced.requestToken = good[0] + "." + other[1] + "." + good[2];
        assertOnly(spliced, RequestReason.SIGNATURE_INVALID);
    }

    @Test
    @DisplayName("CCH-06: a new key under an old id is found by asking once more")
    void keyUnderOldId() {
        scenario.requestKey = TestKey.STRANGER;
        scenario.keys.rotate(
                SOFTWARE_URL,
                PublishedKey.of("software-key", TestKey.STRANGER.publicKey(), KeyUse.SIGNATURE, "another thumbprint"));

        assertOnly();
    }

    @Test
    @DisplayName("A bad signature is the only fault told: nothing that the request claims is repeated")
    void signatureAlone() {
        scenario.requestKey = TestKey.STRANGER;
        scenario.request = scenario.request.with("aud", "x").with("exp", 1);

        assertOnly(RequestReason.SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keystore.example/x.jwks",
                "https://evil.example/x.jwks",
                "https://keystore.example.evil.example/x.jwks",
                "https://keystore.example@evil.example/x.jwks",
                "https://KEYSTORE.example./x.jwks",
                "https://keystore.example:8443/x.jwks",
                "https://127.0.0.1/x.jwks",
                "https://169.254.169.254/latest",
                "file:///etc/passwd",
                "jar:file:/x!/y",
                "TODO"
            })
    @DisplayName(
            "SSC-19, FET-01, FET-02, FET-09: a key set on a host that the directory does not vouch for is not fetched")
    void keySetNotAllowed(String url) {
        scenario.ssa = scenario.ssa.with("software_jwks_endpoint", url);

        assertOnly(SsaReason.KEY_SET_NOT_ALLOWED);
        assertThat(scenario.keys.asked()).containsOnly(DIRECTORY_URL);
    }

    @Test
    @DisplayName("FET-04: a key set that its source refuses to contact is a fault of the statement")
    void keySetRefusedBySource() {
        scenario.keys.refuse(SOFTWARE_URL);

        assertOnly(SsaReason.KEY_SET_NOT_ALLOWED);
    }

    @Test
    @DisplayName("A key set out of reach is an obstacle, never a fault of the request")
    void keySetDown() {
        scenario.keys.takeDown(SOFTWARE_URL);

        assertThat(scenario.validate().obstacles())
                .containsExactly(
                        new Obstacle(Obstacle.Kind.SOFTWARE_KEYS, "connection refused", Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"by kid", "by key", "by skipped kid"})
    @DisplayName("SSC-16: a key that the directory lists as revoked, by its id or by itself, is refused")
    void keyRevoked(String how) {
        scenario.ssa = scenario.ssa.with("software_jwks_revoked_endpoint", REVOKED_URL);
        PublishedKey other = TestKey.STRANGER.published();
        switch (how) {
            case "by kid" ->
                scenario.keys.publish(
                        REVOKED_URL,
                        other,
                        TestKey.STRANGER.named("software-key").published());
            case "by key" ->
                scenario.keys.publish(
                        REVOKED_URL, other, TestKey.SOFTWARE.named("renamed").published());
            default ->
                scenario.keys.publish(
                        REVOKED_URL,
                        List.of(other),
                        List.of(new SkippedKey("software-key", SkippedKey.Cause.MALFORMED, "why")));
        }

        assertOnly(RequestReason.KEY_REVOKED);
    }

    @Test
    @DisplayName("A key that is not on the lists is not revoked; both lists are read where the statement names them")
    void keyNotRevoked() {
        scenario.ssa = scenario.ssa
                .with("software_jwks_revoked_endpoint", REVOKED_URL)
                .with("org_jwks_revoked_endpoint", ORG_URL);
        scenario.keys.publish(REVOKED_URL).publish(ORG_URL, TestKey.STRANGER.published());

        assertOnly();
        assertThat(scenario.keys.asked()).contains(REVOKED_URL, ORG_URL);
    }

    @Test
    @DisplayName("A list of revoked keys out of reach is an obstacle, but hides no fault that is known without it")
    void revokedKeysDown() {
        scenario.ssa = scenario.ssa.with("software_jwks_revoked_endpoint", REVOKED_URL);
        scenario.keys.takeDown(REVOKED_URL);
        assertThat(scenario.validate().obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.REVOKED_KEYS);

        scenario.request = scenario.request.with("aud", "another bank");
        scenario.requestToken = null;
        assertOnly(RequestReason.AUDIENCE_MISMATCH);

        scenario.requestKey = TestKey.STRANGER;
        scenario.requestToken = null;
        assertOnly(RequestReason.SIGNATURE_INVALID);
    }

    @Test
    @DisplayName("Lists of revoked keys are read as the bank says: required, where listed, or not at all")
    void revokedKeysPolicy() {
        scenario.requestRequirements = scenario.requestRequirements.withRevokedKeys(RevokedKeys.REQUIRED);
        assertOnly(SsaReason.KEY_SET_NOT_ALLOWED, SsaReason.KEY_SET_NOT_ALLOWED);

        Scenario elsewhere = new Scenario();
        elsewhere.ssa = elsewhere.ssa.with("software_jwks_revoked_endpoint", "https://evil.example/r.jwks");
        assertOnly(elsewhere);

        Scenario notChecked = new Scenario();
        notChecked.requestRequirements = notChecked.requestRequirements.withRevokedKeys(RevokedKeys.NOT_CHECKED);
        notChecked.ssa = notChecked.ssa.with("software_jwks_revoked_endpoint", REVOKED_URL);
        notChecked.keys.publish(REVOKED_URL, TestKey.SOFTWARE.published());
        assertOnly(notChecked);
        assertThat(notChecked.validate().isAccepted()).isFalse();
        assertThat(notChecked.keys.asked()).doesNotContain(REVOKED_URL);
    }

    @Test
    @DisplayName("A statement whose signing key is in the software's own set is self-signed")
    void selfSigned() {
        scenario.keys.publish(SOFTWARE_URL, TestKey.SOFTWARE.published(), TestKey.DIRECTORY.published());
        assertOnly(SsaReason.SELF_SIGNED);

        Scenario accepting = new Scenario();
        accepting.keys.publish(SOFTWARE_URL, TestKey.SOFTWARE.published(), TestKey.DIRECTORY.published());
        accepting.directory = builder -> builder.acceptSelfSigned("a sandbox");
        Verdict<AcceptedRegistration> verdict = accepting.validate();
        assertThat(verdict.evidence().find("ssa.self_signed")).contains("accepted because: a sandbox");

        Scenario sameKid = new Scenario();
        sameKid.keys.publish(
                SOFTWARE_URL,
                TestKey.SOFTWARE.published(),
                TestKey.STRANGER.named("directory-key").published());
        assertOnly(sameKid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.is/invalid", "x", "EBSQTNQMQXFYZ6VTWGXZAA", "ebSqTNqmQXFYz6VtWGXZAa "})
    @DisplayName("SSC-12, SSC-13: iss must be the software_id of the statement")
    void issuerMismatch(String issuer) {
        scenario.request = scenario.request.with("iss", issuer);

        assertOnly(RequestReason.ISSUER_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"'other'", "['other']", "'ebSqTNqmQXFYz6VtWGXZA'"})
    @DisplayName("SSC-12: if software_id is present it MUST equal the software_id of the statement")
    void softwareIdMismatch(String json) {
        scenario.request = scenario.request.with("software_id", Json.value(json));

        assertOnly(RequestReason.SOFTWARE_ID_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"null", "''", "['ebSqTNqmQXFYz6VtWGXZAa']"})
    @DisplayName("software_id may be absent, or an array of one")
    void softwareIdAbsent(String json) {
        scenario.request = scenario.request.with("software_id", Json.value(json));

        assertOnly();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'other'",
                "['other']",
                "[]",
                "'*'",
                "'0015800001041RHAAY/'",
                "'0015800001041rhaay'",
                "'https://0015800001041RHAAY.evil.example'",
                "'0015800001041RHAAY '"
            })
    @DisplayName("REQ-01, REQ-02: a request that does not name this bank, exactly, is for somebody else or for nobody")
    void audienceMismatch(String json) {
        scenario.request = scenario.request.with("aud", Json.value(json));

        assertOnly(RequestReason.AUDIENCE_MISMATCH);
    }

    @Test
    @DisplayName(
            "POS-03: aud may be an array, of one or of many, that has this bank in it; a bank may have several names")
    void audiences() {
        scenario.request = scenario.request.with("aud", List.of("other", Scenario.AUDIENCE));
        assertOnly();

        Scenario two = new Scenario();
        two.requestRequirements = RequestRequirements.forAudience(Set.of("https://as.bank.example", "org"));
        two.request = two.request.with("aud", "https://as.bank.example");
        assertOnly(two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "iat", "exp", "aud", "jti"})
    @DisplayName("TIM-03: iss, iat, exp, aud and jti are 1..1: one that is absent is missing, a blank one empty")
    void required(String claim) {
        scenario.request = scenario.request.without(claim);
        assertOnly(ClaimReason.MISSING);

        if (!Set.of("iat", "exp").contains(claim)) {
            Scenario blank = new Scenario();
            blank.request = blank.request.with(claim, " ");
            assertOnly(blank, ClaimReason.EMPTY);
            Scenario none = new Scenario();
            none.request = none.request.with(claim, Json.value("null"));
            assertOnly(none, ClaimReason.MISSING);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1767225900'", "true", "{}", "[]", "''", "null", "1767225900.9", "1.7e9"})
    @DisplayName(
            "TIM-09, TIM-11: a date that is not a whole number of seconds is refused for its type and nothing else")
    void dateType(String json) {
        for (String claim : List.of("exp", "iat", "nbf")) {
            Scenario wrong = new Scenario();
            wrong.request = wrong.request.with(claim, Json.value(json));
            assertOnly(wrong, ClaimReason.TYPE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1767225900000", "9223372036854775807", "9223372036854776", "99999999999999999999", "-1"})
    @DisplayName("TIM-12, TIM-13, TIM-14: a date that overflows is refused, for exp, iat and nbf alike")
    void dateOverflow(String json) {
        for (String claim : List.of("exp", "iat", "nbf")) {
            Scenario wrong = new Scenario();
            wrong.request = wrong.request.with(claim, Json.value(json));
            assertOnly(wrong, ClaimReason.DATE_RANGE);
        }
    }

    static Stream<Arguments> times() {
        long now = NOW.getEpochSecond();
        return Stream.of(
                Arguments.of(
                        "TIM-01: exp a second beyond the skew", "exp", now - 31, new Reason[] {RequestReason.EXPIRED}),
                Arguments.of("TIM-04: exp + skew is now", "exp", now - 30, new Reason[] {RequestReason.EXPIRED}),
                Arguments.of("TIM-04, POS-01: exp + skew is in a second", "exp", now - 29, new Reason[0]),
                Arguments.of("TIM-04: exp is now", "exp", now, new Reason[0]),
                Arguments.of("TIM-06: iat a second beyond the skew", "iat", now + 31, new Reason[] {
                    RequestReason.ISSUED_IN_FUTURE
                }),
                Arguments.of("POS-02: iat at the skew", "iat", now + 30, new Reason[0]),
                Arguments.of("TIM-08: nbf in an hour", "nbf", now + 3600, new Reason[] {RequestReason.NOT_YET_VALID}),
                Arguments.of("TIM-08: nbf at the skew", "nbf", now + 30, new Reason[0]),
                Arguments.of("TIM-08: iat is exp", "iat", now + 300, new Reason[] {
                    RequestReason.ISSUED_IN_FUTURE, RequestReason.LIFETIME
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    @DisplayName("RFC 7519, sections 4.1.4 to 4.1.6: ASPSP MUST reject when now is after exp; nbf and iat likewise")
    void time(String title, String claim, long seconds, Reason... expected) {
        scenario.request =
                scenario.request.with("iat", NOW.getEpochSecond() - 100).with(claim, seconds);

        assertOnly(scenario, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "-60,540,''",
        "-60,541,LIFETIME",
        "-60,-60,EXPIRED LIFETIME",
        "-60,-61,EXPIRED LIFETIME",
        "-60,0,EXPIRED"
    })
    @DisplayName("TIM-08: exp lies behind iat, and no further than the bank accepts")
    void lifetime(long issued, long expires, String expected) {
        scenario.requestRequirements = scenario.requestRequirements
                .withMaxLifetime(Duration.ofMinutes(10))
                .withSkew(Duration.ZERO);
        long now = NOW.getEpochSecond();
        scenario.request = scenario.request.with("iat", now + issued).with("exp", now + expires);

        assertOnly(Stream.of(expected.split(" "))
                .filter(name -> !name.isEmpty())
                .map(RequestReason::valueOf)
                .toArray(Reason[]::new));
    }

    @Test
    @DisplayName("TIM-07: a request issued longer ago than the bank accepts is too old")
    void tooOld() {
        scenario.requestRequirements =
                scenario.requestRequirements.withMaxAge(Duration.ofMinutes(1)).withSkew(Duration.ZERO);
        scenario.request = scenario.request.with("iat", NOW.getEpochSecond() - 61);
        assertOnly(RequestReason.TOO_OLD);

        Scenario justInTime = new Scenario();
        justInTime.requestRequirements = scenario.requestRequirements;
        justInTime.request = justInTime.request.with("iat", NOW.getEpochSecond() - 60);
        assertOnly(justInTime);
    }

    @Test
    @DisplayName("Alone, the verifier takes the request of the statement that was verified and of no other")
    void anotherStatement() {
        VerifiedSsa ssa = scenario.ssaVerifier()
                .verify(scenario.ssaToken(), NOW)
                .toOptional()
                .orElseThrow();
        String otherStatement = TestKey.DIRECTORY.sign(scenario.ssaHeader, scenario.ssa);
        RequestJwtVerifier verifier = scenario.requestVerifier();

        assertThat(verifier.verify(
                                TestKey.SOFTWARE.sign(
                                        scenario.requestHeader,
                                        scenario.request.with("software_statement", otherStatement)),
                                ssa,
                                NOW)
                        .violations())
                .extracting(Violation::reason)
                .containsExactly(SsaReason.MISSING);
        assertThat(verifier.verify(TestKey.SOFTWARE.sign(scenario.requestHeader, scenario.request), ssa, NOW)
                        .violations())
                .extracting(Violation::reason)
                .containsExactly(SsaReason.MISSING);
        assertThat(verifier.verify(scenario.ssaToken(), ssa, NOW).violations())
                .extracting(Violation::reason)
                .containsExactly(RequestReason.IS_SOFTWARE_STATEMENT);
        assertThat(verifier.verify("x", ssa, NOW).violations())
                .extracting(Violation::reason)
                .containsExactly(TokenReason.NOT_COMPACT);
        assertThat(scenario.keys.asked()).containsExactly(DIRECTORY_URL);
    }

    @Test
    @DisplayName("A verifier that takes the key from the certificate is not asked without one")
    void certificateNeeded() {
        scenario.requestRequirements = scenario.requestRequirements.withKeys(RequestKeys.TRANSPORT_CERTIFICATE);
        scenario.requestKey = TestKey.STRANGER;
        AcceptedRegistration accepted = scenario.validate().toOptional().orElseThrow();

        assertThat(scenario.requestVerifier()
                        .verify(
                                scenario.requestToken(),
                                accepted.ssa(),
                                accepted.certificate().orElseThrow(),
                                NOW)
                        .isAccepted())
                .isTrue();
        assertThatThrownBy(() -> scenario.requestVerifier().verify(scenario.requestToken(), accepted.ssa(), NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(RequestReason.class)
    @DisplayName("RFC 7591, section 3.2.2: a fault of the request is invalid_client_metadata")
    void errors(RequestReason reason) {
        assertThat(reason.error()).isEqualTo(RegistrationError.INVALID_CLIENT_METADATA);
        assertThat(reason.code()).matches("request\\.[a-z_]+");
        assertThat(reason.text()).matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+\\.");
        assertThat(reason.spec()).isNotBlank();
    }

    @Test
    @DisplayName("Requirements that make no sense fail when they are made")
    void configuration() {
        assertThatThrownBy(() -> RequestRequirements.forAudience(Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestRequirements.forAudience("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scenario.requestRequirements.withMaxLifetime(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scenario.requestRequirements.withMaxAge(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scenario.requestRequirements.withSkew(Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenLimits(0, org.dcrkit.claims.JsonLimits.forToken()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertOnly(Reason... reasons) {
        assertOnly(scenario, reasons);
    }

    /** The whole submission, and the request alone beside its verified statement, are refused for just these reasons. */
    private static void assertOnly(Scenario scenario, Reason... reasons) {
        VerifiedSsa ssa = scenario.ssaVerifier()
                .verify(scenario.ssaToken(), NOW)
                .toOptional()
                .orElseThrow();
        Verdict<AcceptedRegistration> verdict = scenario.validate();
        assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(reasons);
        assertThat(verdict.obstacles()).isEmpty();
        assertThat(scenario.requestVerifier()
                        .verify(scenario.requestToken(), ssa, NOW)
                        .violations())
                .isEqualTo(verdict.violations());
    }
}
