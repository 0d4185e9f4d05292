package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.Scenario.DIRECTORY_URL;
import static org.dcrkit.Scenario.NOW;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonNull;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
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

@DisplayName("OBIE Directory: the SSA MUST be validated per RFC 7519, signature and validity window included")
class SsaVerifierTest {

    private Scenario scenario;

    @BeforeEach
    void scenario() {
        scenario = new Scenario();
    }

    @Test
    @DisplayName("A statement signed by a trusted directory is verified, with that key alone looked up")
    void verified() {
        VerifiedSsa ssa = verify().toOptional().orElseThrow();

        assertThat(ssa.directory().name()).isEqualTo("OB Directory");
        assertThat(ssa.statement().softwareId()).contains("ebSqTNqmQXFYz6VtWGXZAa");
        assertThat(ssa.selfSigned()).isFalse();
        assertThat(scenario.keys.asked()).containsExactly(DIRECTORY_URL);
        assertThat(scenario.keys.wantedKids()).containsExactly("directory-key");
    }

    @Test
    @DisplayName("alg MUST be ES256 or PS256, and either is verified")
    void es256() {
        scenario.ssaKey = TestKey.EC_DIRECTORY;
        scenario.ssaHeader = scenario.ssaHeader.with("alg", "ES256").with("kid", "directory-ec-key");

        assertThat(verify().isAccepted()).isTrue();
        assertThat(verify().evidence().find("ssa.alg")).contains("ES256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenBanking Ltd ", "openbanking ltd", "O\u0440enBanking Ltd", "evil", " ", ""})
    @DisplayName("SSC-01: the issuer is compared exactly, and nothing is fetched for another")
    void issuerNotTrusted(String issuer) {
        scenario.ssa = scenario.ssa.with("iss", issuer);

        assertOnly(SsaReason.ISSUER_NOT_TRUSTED);
        assertThat(scenario.keys.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"['OpenBanking Ltd'],TYPE", "7,TYPE", "null,TYPE", "{},TYPE"})
    @DisplayName("SSC-02: an issuer that is no text is refused for its type, and nothing is fetched")
    void issuerType(String json, ClaimReason reason) {
        scenario.ssa = scenario.ssa.with("iss", Json.value(json));

        assertOnly(reason);
        assertThat(scenario.keys.asked()).isEmpty();
    }

    @Test
    @DisplayName("RFC 7591, section 2.3: the software statement MUST contain an iss claim")
    void issuerMissing() {
        scenario.ssa = scenario.ssa.without("iss");

        assertOnly(ClaimReason.MISSING);
        assertThat(scenario.keys.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"'Test'", "'sandbox'", "7", "null", "['Live']"})
    @DisplayName("SSC-17, SSC-18: a statement for another environment is refused, and nothing is fetched")
    void environment(String mode) {
        scenario.directory = builder -> builder.when(SsaClaim.MODE, "live").environment("production");
        assertThat(verify().isAccepted()).isTrue();

        Scenario other = new Scenario();
        other.directory = scenario.directory;
        other.ssa = other.ssa.with("software_mode", Json.value(mode));
        assertOnly(other, SsaReason.ENVIRONMENT_NOT_ACCEPTED);
        assertThat(other.keys.asked()).isEmpty();
    }

    @Test
    @DisplayName("The condition of an entry is compared without case and surrounding blanks")
    void environmentSpelling() {
        scenario.directory = builder -> builder.when(SsaClaim.MODE, " live ");
        scenario.ssa = scenario.ssa.with("software_mode", " LIVE");

        assertThat(verify().isAccepted()).isTrue();
    }

    @Test
    @DisplayName("An algorithm that this directory does not use is refused before its key is looked up")
    void algorithm() {
        scenario.directory = builder -> builder.algorithms(SignatureAlgorithm.ES256);

        assertOnly(SsaReason.ALG_NOT_ALLOWED);
        assertThat(scenario.keys.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "DIRECTORY-KEY",
                "directory-key ",
                "directory\u2011key",
                "' UNION SELECT '1' --",
                "|sleep 10",
                "$(curl x)",
                "${jndi:ldap://x/a}",
                "#{7*7}",
                "{{7*7}}",
                "classpath:",
                "jar:file:!/",
                "__proto__",
                "../../etc/passwd",
                "a\r\n\u001b[31m\u202eb",
                " "
            })
    @DisplayName(
            "HDR-19, HDR-21, HDR-22, HDR-24: a kid is compared exactly and never evaluated; what is shown of it is one line")
    void keyNotFound(String kid) {
        scenario.ssaHeader = scenario.ssaHeader.with("kid", kid);

        assertOnly(SsaReason.KEY_NOT_FOUND);
        assertThat(verify().violations().get(0).toString()).matches("[\\x20-\\x7e]+");
        assertThat(scenario.keys.asked()).containsOnly(DIRECTORY_URL);
    }

    @ParameterizedTest
    @EnumSource(SkippedKey.Cause.class)
    @DisplayName("JWK-01, JWK-08: a key that cannot be used is told from one that is not there")
    void skippedKeys(SkippedKey.Cause cause) {
        scenario.keys.publish(DIRECTORY_URL, List.of(), List.of(new SkippedKey("directory-key", cause, "why")));

        assertOnly(
                switch (cause) {
                    case WEAK -> SsaReason.KEY_WEAK;
                    case DUPLICATE_KID -> SsaReason.KEY_AMBIGUOUS;
                    case MALFORMED, UNSUPPORTED, TOO_LARGE, CONTRADICTORY, EXPIRED -> SsaReason.KEY_UNSUITABLE;
                });
    }

    static Stream<PublishedKey> unsuitableKeys() {
        PublishedKey rsa = TestKey.DIRECTORY.published();
        return Stream.of(
                PublishedKey.of("directory-key", rsa.publicKey(), KeyUse.ENCRYPTION, "t"),
                PublishedKey.of("directory-key", rsa.publicKey(), KeyUse.TRANSPORT, "t"),
                rsa.onlyFor(SignatureAlgorithm.ES256),
                TestKey.EC_DIRECTORY.named("directory-key").published(),
                TestKey.P384.named("directory-key").published());
    }

    @ParameterizedTest
    @MethodSource("unsuitableKeys")
    @DisplayName("ALG-11, JWK-03: a key for another use, algorithm or of another type is not for this signature")
    void keyUnsuitable(PublishedKey key) {
        scenario.keys.publish(DIRECTORY_URL, key);

        assertOnly(SsaReason.KEY_UNSUITABLE);
    }

    @Test
    @DisplayName("ALG-11: ES256 takes a key on P-256 and on no other curve")
    void curves() {
        scenario.ssaKey = TestKey.EC_DIRECTORY;
        scenario.ssaHeader = scenario.ssaHeader.with("alg", "ES256");
        scenario.keys.publish(DIRECTORY_URL, TestKey.P384.named("directory-key").published());
        assertOnly(SsaReason.KEY_UNSUITABLE);

        Scenario rsa = new Scenario();
        rsa.ssaHeader = scenario.ssaHeader;
        assertOnly(rsa, SsaReason.KEY_UNSUITABLE);
    }

    @Test
    @DisplayName("A key that does not say what it is for may sign")
    void unspecifiedUse() {
        scenario.keys.publish(
                DIRECTORY_URL,
                PublishedKey.of("directory-key", TestKey.DIRECTORY.publicKey(), KeyUse.UNSPECIFIED, "t")
                        .onlyFor(SignatureAlgorithm.PS256));

        assertThat(verify().isAccepted()).isTrue();
    }

    @Test
    @DisplayName("SSC-03, SSC-04: a key of another directory, even under this one's kid, does not sign for this one")
    void signature() {
        scenario.ssaKey = TestKey.STRANGER;

        assertOnly(SsaReason.SIGNATURE_INVALID);
    }

    @Test
    @DisplayName("CCH-06: a new key under an old id is found by asking once more, and the evidence names the newer set")
    void keyUnderOldId() {
        scenario.ssaKey = TestKey.STRANGER;
        scenario.keys.rotate(DIRECTORY_URL, newKeyUnderOldId());
        Verdict<VerifiedSsa> verdict = verify();

        assertThat(verdict.isAccepted()).isTrue();
        assertThat(verdict.evidence().find("ssa.keys.age")).contains("0 s");
        assertThat(scenario.keys.asked()).containsExactly(DIRECTORY_URL, DIRECTORY_URL);
    }

    @Test
    @DisplayName("CCH-06: where a bad signature's key cannot be asked for once more, what is known stands")
    void keyUnderOldIdDown() {
        scenario.ssaKey = TestKey.STRANGER;
        scenario.keys.takeDownNext(DIRECTORY_URL);

        assertOnly(SsaReason.SIGNATURE_INVALID);
        assertThat(verify().obstacles()).isEmpty();
    }

    private static PublishedKey newKeyUnderOldId() {
        return PublishedKey.of("directory-key", TestKey.STRANGER.publicKey(), KeyUse.SIGNATURE, "another thumbprint");
    }

    @ParameterizedTest
    @CsvSource({"x5t,SHA-1", "x5t#S256,SHA-256"})
    @DisplayName("HDR-07: a certificate thumbprint must be that of the key's certificate where one is published")
    void thumbprints(String member, String digest) throws Exception {
        byte[] certificate = "a certificate".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        String right =
                TestKey.encode(java.security.MessageDigest.getInstance(digest).digest(certificate));
        scenario.keys.publish(DIRECTORY_URL, TestKey.DIRECTORY.published().withCertificates(List.of(certificate)));
        for (String accepted : List.of(right, right + "=")) {
            scenario.ssaToken = TestKey.DIRECTORY.sign(scenario.ssaHeader.with(member, accepted), scenario.ssa);
            assertThat(verify().isAccepted()).isTrue();
        }
        for (String refused : List.of("'AAAA'", "''", "7", "null", "'" + "=".repeat(30_000) + "'")) {
            scenario.ssaToken =
                    TestKey.DIRECTORY.sign(scenario.ssaHeader.with(member, Json.value(refused)), scenario.ssa);
            assertOnly(SsaReason.KEY_UNSUITABLE);
        }
        scenario.keys.publish(DIRECTORY_URL, TestKey.DIRECTORY.published());
        scenario.ssaToken = TestKey.DIRECTORY.sign(scenario.ssaHeader.with(member, "AAAA"), scenario.ssa);
        assertThat(verify().isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Revoked", "Withdrawn", "Suspended", "Requested", "act ive"})
    @DisplayName("SSC-08: org_status is not Active")
    void organisationNotActive(String status) {
        scenario.ssa = scenario.ssa.with("org_status", status);

        assertOnly(SsaReason.ORGANISATION_NOT_ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "ACTIVE ", "Active"})
    @DisplayName("SSC-08: status flags are compared without case and surrounding blanks")
    void organisationActive(String status) {
        scenario.ssa = scenario.ssa.with("org_status", status);

        assertThat(verify().isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_id",
                "client_secret",
                "client_id_issued_at",
                "client_secret_expires_at",
                "registration_access_token",
                "registration_client_uri",
                "software_statement"
            })
    @DisplayName(
            "FMT-31: a claim that only an authorization server makes, or a nested statement, is refused and not followed")
    void forbidden(String claim) {
        scenario.ssa = scenario.ssa.with(claim, JsonNull.NULL);

        assertOnly(SsaReason.FORBIDDEN_CLAIM);
    }

    @Test
    @DisplayName("FMT-31: statements nested fifty deep are one refusal")
    void nested() {
        String token = "x";
        for (int i = 0; i < 50 && token.length() < 20_000; i++) {
            token = TestKey.DIRECTORY.sign(scenario.ssaHeader, scenario.ssa.with("software_statement", token));
        }
        scenario.ssaToken = token;

        assertOnly(SsaReason.FORBIDDEN_CLAIM);
        assertThat(scenario.keys.asked()).containsOnly(DIRECTORY_URL);
    }

    static Stream<Arguments> times() {
        long now = NOW.getEpochSecond();
        return Stream.of(
                Arguments.of("TIM-02: exp an hour ago", "exp", now - 3600, SsaReason.EXPIRED),
                Arguments.of("TIM-04: exp + skew is now", "exp", now - 30, SsaReason.EXPIRED),
                Arguments.of("TIM-04, POS-01: exp + skew is in a second", "exp", now - 29, null),
                Arguments.of("TIM-04: exp is now", "exp", now, null),
                Arguments.of("TIM-06: iat in an hour", "iat", now + 3600, SsaReason.ISSUED_IN_FUTURE),
                Arguments.of("TIM-06: iat a second beyond the skew", "iat", now + 31, SsaReason.ISSUED_IN_FUTURE),
                Arguments.of("POS-02: iat at the skew", "iat", now + 30, null),
                Arguments.of("TIM-08: nbf in an hour", "nbf", now + 3600, SsaReason.NOT_YET_VALID),
                Arguments.of("TIM-08: nbf a second beyond the skew", "nbf", now + 31, SsaReason.NOT_YET_VALID),
                Arguments.of("TIM-08: nbf at the skew", "nbf", now + 30, null),
                Arguments.of("iat of 1970 where any age is accepted", "iat", 0L, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    @DisplayName("RFC 7519, sections 4.1.4 to 4.1.6: exp, nbf and iat against the one instant of decision")
    void time(String title, String claim, long seconds, SsaReason expected) {
        scenario.ssa = scenario.ssa.with(claim, seconds);

        assertOnly(scenario, expected == null ? new Reason[0] : new Reason[] {expected});
    }

    @ParameterizedTest
    @CsvSource({"60,0,true", "61,0,false", "90,30,true", "91,30,false"})
    @DisplayName("TIM-07: an SSA issued longer ago than the bank accepts, skew included, is too old")
    void age(long age, long skew, boolean accepted) {
        scenario.ssaRequirements =
                SsaRequirements.defaults().withMaxAge(Duration.ofMinutes(1)).withSkew(Duration.ofSeconds(skew));
        scenario.ssa = scenario.ssa.with("iat", NOW.getEpochSecond() - age);

        assertOnly(scenario, accepted ? new Reason[0] : new Reason[] {SsaReason.TOO_OLD});
    }

    @Test
    @DisplayName("TIM-03: where the bank asks for an expiry, a statement without is refused")
    void expiryRequired() {
        scenario.ssaRequirements = SsaRequirements.defaults().withExpiryRequired();
        assertOnly(SsaReason.EXPIRY_MISSING);

        Scenario other = new Scenario();
        other.ssaRequirements = scenario.ssaRequirements;
        other.ssa = other.ssa.with("exp", NOW.getEpochSecond() + 60);
        assertOnly(other);
    }

    @Test
    @DisplayName("FMT-33: an ID token that the directory signed lacks what makes a statement")
    void idToken() {
        scenario.ssa = Json.object("{'iss':'OpenBanking Ltd','iat':1767225000,'exp':1767229000,'sub':'x','aud':'y'}");

        assertThat(verify().violations())
                .isNotEmpty()
                .extracting(Violation::reason)
                .containsOnly(ClaimReason.MISSING);
    }

    @Test
    @DisplayName("FMT-32: a request in the place of a statement is nobody's statement")
    void requestAsStatement() {
        scenario.ssaToken = scenario.requestKey.sign(scenario.requestHeader, scenario.request);

        assertOnly(SsaReason.ISSUER_NOT_TRUSTED);
        assertThat(scenario.keys.asked()).isEmpty();
    }

    @Test
    @DisplayName("SSC-22: 200 claims that nobody knows are ignored")
    void unknownClaims() {
        for (int i = 0; i < 200; i++) {
            scenario.ssa = scenario.ssa.with("x" + i, i);
        }

        assertThat(verify().isAccepted()).isTrue();
    }

    @Test
    @DisplayName(
            "A self-signed SSA, by the key set's address, is refused unless the bank accepts it, and then is called so")
    void selfSignedByAddress() {
        scenario.ssa = scenario.ssa.with("org_jwks_endpoint", DIRECTORY_URL);
        assertOnly(SsaReason.SELF_SIGNED);

        Scenario accepting = new Scenario();
        accepting.ssa = scenario.ssa;
        accepting.directory = builder -> builder.acceptSelfSigned("sandbox documentation");
        Verdict<VerifiedSsa> verdict = accepting.ssaVerifier().verify(accepting.ssaToken(), NOW);
        assertThat(verdict.toOptional().orElseThrow().selfSigned()).isTrue();
        assertThat(verdict.evidence().find("ssa.self_signed")).contains("accepted because: sandbox documentation");
    }

    @ParameterizedTest
    @CsvSource({
        "ebSqTNqmQXFYz6VtWGXZAa,0x13,true",
        "0015800001041REAAY,0x0c,true",
        "0015800001041REAAY,0x04,false",
        "0015800001041REAAYX,0x13,false",
        "ebSqTNqmQXFYz6VtWGXZA,0x13,false"
    })
    @DisplayName("A self-signed SSA, by the name in the certificate of the signing key, is refused")
    void selfSignedByCertificate(String name, String tag, boolean selfSigned) {
        byte[] text = name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] der = new byte[text.length + 6];
        Arrays.fill(der, (byte) 0x30);
        der[2] = Integer.decode(tag).byteValue();
        der[3] = (byte) text.length;
        System.arraycopy(text, 0, der, 4, text.length);
        scenario.keys.publish(DIRECTORY_URL, TestKey.DIRECTORY.published().withCertificates(List.of(der)));

        assertOnly(scenario, selfSigned ? new Reason[] {SsaReason.SELF_SIGNED} : new Reason[0]);
    }

    @Test
    @DisplayName("A directory out of reach is an obstacle, with the wait that its source names")
    void directoryDown() {
        scenario.keys.takeDown(DIRECTORY_URL);

        assertThat(verify().obstacles())
                .containsExactly(
                        new Obstacle(Obstacle.Kind.DIRECTORY_KEYS, "connection refused", Duration.ofSeconds(30)));
    }

    @Test
    @DisplayName("A verifier reads statements in the dialect of their directory")
    void dialect() {
        scenario.directory = builder -> builder.dialect(SsaDialect.cdrAustralia());
        scenario.ssa = Json.object("""
                {'iss':'OpenBanking Ltd','iat':1767225000,'software_id':'s','org_id':'o','client_name':'n',
                 'redirect_uris':['https://a.example/'],'jwks_uri':'https://a.example/j','software_roles':'r'}""");

        assertThat(verify().toOptional().orElseThrow().statement().softwareJwksEndpoint())
                .contains("https://a.example/j");
    }

    @ParameterizedTest
    @EnumSource(SsaReason.class)
    @DisplayName(
            "RFC 7591, section 3.2.2: a fault of the statement is invalid or unapproved software statement, never less")
    void errors(SsaReason reason) {
        assertThat(reason.error())
                .isIn(RegistrationError.INVALID_SOFTWARE_STATEMENT, RegistrationError.UNAPPROVED_SOFTWARE_STATEMENT);
        assertThat(reason.code()).matches("ssa\\.[a-z_]+");
        assertThat(reason.text()).matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+\\.");
        assertThat(reason.spec()).isNotBlank();
    }

    @Test
    @DisplayName("A configuration that makes no sense fails when it is made")
    void configuration() {
        assertThatThrownBy(TrustedDirectories::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustedDirectory.builder("n", "i", "http://a.example/"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustedDirectory.builder("n", " ", DIRECTORY_URL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> TrustedDirectory.builder("n", "i", DIRECTORY_URL).acceptSelfSigned(" "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SsaRequirements.defaults().withSkew(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SsaRequirements.defaults().withSkew(Duration.ofMinutes(11)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SsaRequirements.defaults().withMaxAge(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SsaRequirements.defaults().withMaxAge(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Two issuers of one name and environment cannot be told apart by clients, so they do not build")
    void namesakes() {
        TrustedDirectory one = TrustedDirectory.builder("Directory", "one", Scenario.DIRECTORY_URL)
                .build();
        TrustedDirectory other = TrustedDirectory.builder("Directory", "other", Scenario.DIRECTORY_URL)
                .build();
        TrustedDirectory sandbox = TrustedDirectory.builder("Directory", "other", Scenario.DIRECTORY_URL)
                .environment("sandbox")
                .build();
        assertThatThrownBy(() -> TrustedDirectories.of(one, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one, other");
        assertThat(TrustedDirectories.of(one, sandbox)).hasToString("Directory, Directory");
    }

    @Test
    @DisplayName(
            "Two entries of one issuer need different values of the same claims, so that one statement has one entry")
    void overlap() {
        TrustedDirectory live = entry("live", "LIVE");
        TrustedDirectory test = entry("test", "Test");

        assertThat(TrustedDirectories.of(live, test)).hasToString("live, test");
        assertThatThrownBy(() -> TrustedDirectories.of(live, entry("again", "live")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustedDirectories.of(
                        live,
                        TrustedDirectory.builder("any", "OpenBanking Ltd", DIRECTORY_URL)
                                .build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TrustedDirectory entry(String name, String mode) {
        return TrustedDirectory.builder(name, "OpenBanking Ltd", DIRECTORY_URL)
                .when(SsaClaim.MODE, mode)
                .build();
    }

    private Verdict<VerifiedSsa> verify() {
        return scenario.ssaVerifier().verify(scenario.ssaToken(), NOW);
    }

    private void assertOnly(Reason reason) {
        assertOnly(scenario, reason);
    }

    /** The statement alone, and the whole request with it, are refused for just these reasons. */
    private static void assertOnly(Scenario scenario, Reason... reasons) {
        Verdict<VerifiedSsa> alone = scenario.ssaVerifier().verify(scenario.ssaToken(), NOW);
        assertThat(alone.violations()).extracting(Violation::reason).containsExactly(reasons);
        scenario.requestToken = null;
        assertThat(scenario.validate().violations()).isEqualTo(alone.violations());
    }
}
