package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dcrkit.Scenario.DIRECTORY_URL;
import static org.dcrkit.Scenario.SOFTWARE_URL;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.Scenario.BankReason;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.ReplayGuard.TokenUse;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A registration request is judged gate by gate, and the first gate that fails decides")
class RegistrationValidatorTest {

    private Scenario scenario;

    @BeforeEach
    void scenario() {
        scenario = new Scenario();
    }

    @Test
    @DisplayName("A good request is accepted with its proofs, the effective metadata and the instant of decision")
    void accepted() {
        AcceptedRegistration accepted = scenario.validate().toOptional().orElseThrow();

        assertThat(accepted.ssa().token()).isEqualTo(scenario.ssaToken());
        assertThat(accepted.ssa().keyId()).isEqualTo("directory-key");
        assertThat(accepted.ssa().selfSigned()).isFalse();
        assertThat(accepted.ssa().environment()).isEqualTo("production");
        assertThat(accepted.request().issuer()).isEqualTo("ebSqTNqmQXFYz6VtWGXZAa");
        assertThat(accepted.request().keyId()).isEqualTo("software-key");
        assertThat(accepted.request().expiresAt()).isEqualTo(Instant.parse("2026-01-01T00:05:00Z"));
        assertThat(accepted.certificate().orElseThrow().certificate().boundBy()).isEqualTo("CN is the software_id");
        assertThat(accepted.metadata()).isEqualTo(accepted.request().metadata());
        assertThat(accepted.decidedAt()).isEqualTo(Scenario.NOW);
    }

    @Test
    @DisplayName("An accepted verdict says which keys, key sets, certificate and policy it rests on")
    void evidence() {
        Evidence evidence = scenario.validate().evidence();

        assertThat(evidence.entries())
                .extracting(Evidence.Entry::toString)
                .containsExactlyInAnyOrder(
                        "policy=test policy",
                        "ssa.keys.source=" + DIRECTORY_URL,
                        "ssa.keys.age=60 s",
                        "ssa.key.id=directory-key",
                        "ssa.alg=PS256",
                        "ssa.directory=OB Directory",
                        "ssa.environment=production",
                        "ssa.software_id=ebSqTNqmQXFYz6VtWGXZAa",
                        "ssa.org_id=0015800001041REAAY",
                        "request.keys.source=" + SOFTWARE_URL,
                        "request.keys.age=60 s",
                        "request.key.id=software-key",
                        "request.alg=PS256",
                        "request.key.revoked=the statement names no list that may be asked",
                        "certificate.kind=OB_TRANSPORT",
                        "certificate.subject=CN=x",
                        "certificate.sha256=00ff",
                        "certificate.path=CN=x <- CN=root",
                        "certificate.bound_by=CN is the software_id",
                        "certificate.revocation=not checked",
                        "policy.rules=1");
    }

    @Test
    @DisplayName("A key set that is served beyond its time is said to be stale")
    void staleEvidence() {
        scenario.keys.makeStale(SOFTWARE_URL);

        assertThat(scenario.validate().evidence().find("request.keys.age")).contains("60 s (stale)");
    }

    @Test
    @DisplayName("The reason for a check that is left out stands in the evidence of every verdict")
    void leftOut() {
        scenario.options = builder -> RegistrationValidator.builder(
                        scenario.directories(), scenario.keys, scenario.policy, () -> Scenario.NOW)
                .withoutCertificates("the gateway checks them")
                .withoutReplayGuard("a sandbox");
        Scenario bad = new Scenario();
        bad.options = scenario.options;
        bad.requestToken = "garbage";

        for (Verdict<?> verdict : List.of(scenario.validate(), bad.validate())) {
            assertThat(verdict.evidence().find("certificate"))
                    .contains("not checked, because: the gateway checks them");
            assertThat(verdict.evidence().find("replay")).contains("not checked, because: a sandbox");
            assertThat(verdict.evidence().find("policy")).contains("test policy");
        }
        assertThat(scenario.validate().toOptional().orElseThrow().certificate()).isEmpty();
    }

    @Test
    @DisplayName("Shape comes first: with a fault there nothing is fetched and nobody else is asked")
    void shapeFirst() {
        scenario.requestHeader = scenario.requestHeader.with("alg", "RS256");
        scenario.ssa = scenario.ssa.with("iss", "nobody");

        assertReasons(scenario.validate(), TokenReason.ALG_NOT_ALLOWED);
        assertThat(scenario.keys.asked()).isEmpty();
        assertThat(scenario.certificates.calls + scenario.guard.calls + scenario.policy.judged.size())
                .isZero();
    }

    @Test
    @DisplayName("Faults of both tokens' form are reported together")
    void shapeOfBoth() {
        scenario.requestHeader = scenario.requestHeader.with("alg", "RS256");
        scenario.ssaHeader = scenario.ssaHeader.with("alg", "none");

        assertThat(scenario.validate().violations())
                .extracting(violation -> violation.where().toString())
                .containsExactly("request-header:/alg", "ssa-header:/alg");
    }

    @Test
    @DisplayName("The statement comes second: with a fault there only its directory was asked")
    void statementSecond() {
        scenario.ssaKey = TestKey.STRANGER;
        scenario.requestKey = TestKey.STRANGER;
        scenario.certificates.violations = List.of(BankReason.CERTIFICATE.violation());

        assertReasons(scenario.validate(), SsaReason.SIGNATURE_INVALID);
        assertThat(scenario.keys.asked()).containsOnly(DIRECTORY_URL);
        assertThat(scenario.certificates.calls + scenario.guard.calls + scenario.policy.judged.size())
                .isZero();
    }

    @Test
    @DisplayName("Request and certificate are judged independently, and the faults of both are reported")
    void merged() {
        scenario.requestKey = TestKey.STRANGER;
        scenario.certificates.violations = List.of(BankReason.CERTIFICATE.violation());

        assertReasons(scenario.validate(), RequestReason.SIGNATURE_INVALID, BankReason.CERTIFICATE);
        assertThat(scenario.guard.calls + scenario.policy.judged.size()).isZero();
    }

    @Test
    @DisplayName(
            "A refused certificate outranks an unreachable key set, and a refused request an unreachable responder")
    void rejectedOutranksIndeterminate() {
        scenario.keys.takeDown(SOFTWARE_URL);
        scenario.certificates.violations = List.of(BankReason.CERTIFICATE.violation());
        assertReasons(scenario.validate(), BankReason.CERTIFICATE);

        Scenario other = new Scenario();
        other.request = other.request.with("aud", "another bank");
        other.certificates.down = true;
        assertReasons(other.validate(), RequestReason.AUDIENCE_MISMATCH);
    }

    @Test
    @DisplayName("What could not be asked makes the verdict indeterminate, with every obstacle and 503")
    void indeterminate() {
        scenario.keys.takeDown(SOFTWARE_URL);
        scenario.certificates.down = true;
        Verdict<AcceptedRegistration> verdict = scenario.validate();

        assertThat(verdict.obstacles())
                .extracting(Obstacle::kind, Obstacle::detail)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Obstacle.Kind.SOFTWARE_KEYS, "connection refused"),
                        org.assertj.core.groups.Tuple.tuple(Obstacle.Kind.CERTIFICATE_STATUS, "OCSP responder silent"));
        assertThat(verdict.violations()).isEmpty();
        assertThat(scenario.guard.calls).isZero();
        ErrorResponse response = verdict.fold(a -> null, r -> null, ErrorResponse::to);
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.headers()).containsEntry("Retry-After", "60");
    }

    @Test
    @DisplayName("A directory out of reach is no fault of the statement, even where its own address is refused")
    void directoryDown() {
        scenario.keys.takeDown(DIRECTORY_URL);
        assertThat(scenario.validate().obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.DIRECTORY_KEYS);

        Scenario refused = new Scenario();
        refused.keys.refuse(DIRECTORY_URL);
        assertThat(refused.validate().obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.DIRECTORY_KEYS);
    }

    @Test
    @DisplayName("The policy judges proven facts, and its violations are all reported")
    void policy() {
        scenario.policy.violations.add(BankReason.POLICY.violation());
        scenario.policy.violations.add(BankReason.CERTIFICATE_OTHER.violation());

        assertReasons(scenario.validate(), BankReason.POLICY, BankReason.CERTIFICATE_OTHER);
        assertThat(scenario.policy.judged).singleElement().satisfies(facts -> {
            assertThat(facts.statement().softwareId()).contains("ebSqTNqmQXFYz6VtWGXZAa");
            assertThat(facts.certificate()).isPresent();
            assertThat(facts.environment()).isEqualTo("production");
            assertThat(facts.at()).isEqualTo(Scenario.NOW);
        });
        assertThat(scenario.guard.calls).isZero();
    }

    @Test
    @DisplayName(
            "SSC-14: a second use of an accepted request is refused; the guard remembers it until exp and skew have passed")
    void replay() {
        assertThat(scenario.validate().isAccepted()).isTrue();
        assertReasons(scenario.validate(), RequestReason.REPLAYED);
        assertThat(scenario.guard.used)
                .containsExactly(new TokenUse("ebSqTNqmQXFYz6VtWGXZAa", "0f8c6a3e-7b8f-4a59-9c0e-1f0b3c2d4e5f"));
        assertThat(scenario.guard.until).containsOnly(Instant.parse("2026-01-01T00:05:30Z"));
    }

    @Test
    @DisplayName("Only an otherwise acceptable request spends its jti")
    void spendsNothing() {
        scenario.policy.violations.add(BankReason.POLICY.violation());
        assertThat(scenario.validate().isAccepted()).isFalse();
        scenario.policy.violations.clear();
        scenario.certificates.down = true;
        assertThat(scenario.validate().isAccepted()).isFalse();
        scenario.certificates.down = false;

        assertThat(scenario.guard.calls).isZero();
        assertThat(scenario.validate().isAccepted()).isTrue();
    }

    @Test
    @DisplayName("A replay guard out of reach makes the verdict indeterminate")
    void guardDown() {
        scenario.guard.down = true;

        assertThat(scenario.validate().obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.REPLAY_GUARD);
    }

    @Test
    @DisplayName("TIM-17: the clock is read once for each submission")
    void oneInstant() {
        java.util.concurrent.atomic.AtomicInteger reads = new java.util.concurrent.atomic.AtomicInteger();
        RegistrationValidator validator = RegistrationValidator.builder(
                        scenario.directories(), scenario.keys, scenario.policy, () -> {
                            reads.incrementAndGet();
                            return Scenario.NOW;
                        })
                .certificates(scenario.certificates)
                .replayGuard(scenario.guard)
                .build();

        assertThat(validator.validate(scenario.submission()).isAccepted()).isTrue();
        assertThat(reads).hasValue(1);
        validator.explain(scenario.submission());
        assertThat(reads).hasValue(2);
    }

    @Test
    @DisplayName(
            "A request signed by the transport certificate's key is refused where the directory lists that key as revoked")
    void revokedCertificateKey() {
        scenario.requestRequirements = scenario.requestRequirements
                .withKeys(RequestKeys.TRANSPORT_CERTIFICATE)
                .withRevokedKeys(RevokedKeys.REQUIRED);
        scenario.requestKey = TestKey.STRANGER;
        scenario.ssa = scenario.ssa
                .with("software_jwks_revoked_endpoint", Scenario.REVOKED_URL)
                .with("org_jwks_revoked_endpoint", Scenario.REVOKED_URL);
        scenario.keys.publish(Scenario.REVOKED_URL, TestKey.EC_SOFTWARE.published());
        assertThat(scenario.validate().evidence().find("request.key.revoked"))
                .hasValueSatisfying(found -> assertThat(found).startsWith("not in " + Scenario.REVOKED_URL));

        scenario.keys.publish(Scenario.REVOKED_URL, TestKey.STRANGER.published());
        assertReasons(scenario.validate(), RequestReason.KEY_REVOKED, RequestReason.KEY_REVOKED);
    }

    @Test
    @DisplayName("Where the bank says so, the request is signed with the key of the transport certificate")
    void certificateKey() {
        scenario.requestRequirements = scenario.requestRequirements.withKeys(RequestKeys.TRANSPORT_CERTIFICATE);
        scenario.requestKey = TestKey.STRANGER;

        assertThat(scenario.validate().isAccepted()).isTrue();
        assertThat(scenario.keys.asked()).containsExactly(DIRECTORY_URL);

        Scenario other = new Scenario();
        other.requestRequirements = scenario.requestRequirements;
        assertReasons(other.validate(), RequestReason.SIGNATURE_INVALID);

        Scenario unsuitable = new Scenario();
        unsuitable.requestRequirements = scenario.requestRequirements;
        unsuitable.certificates.key = TestKey.EC_SOFTWARE;
        assertReasons(unsuitable.validate(), RequestReason.KEY_UNSUITABLE);
    }

    @Test
    @DisplayName(
            "A request that is to be signed with the certificate's key says nothing while the certificate is refused")
    void certificateKeyRefused() {
        scenario.requestRequirements = scenario.requestRequirements.withKeys(RequestKeys.TRANSPORT_CERTIFICATE);
        scenario.certificates.violations = List.of(BankReason.CERTIFICATE.violation());
        assertReasons(scenario.validate(), BankReason.CERTIFICATE);
        assertThat(scenario.explain().verdict().violations())
                .isEqualTo(scenario.validate().violations());

        Scenario down = new Scenario();
        down.requestRequirements = scenario.requestRequirements;
        down.certificates.down = true;
        assertThat(down.validate().obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.CERTIFICATE_STATUS);
    }

    @Test
    @DisplayName("A certificate check reaches only the key sets of the verified statement")
    void certificateKeySets() {
        scenario.certificates.asksSoftwareKeys = true;
        assertThat(scenario.validate().isAccepted()).isTrue();
        assertThat(scenario.certificates.statementVerified).isTrue();

        Scenario foreign = new Scenario();
        foreign.certificates.asksSoftwareKeys = true;
        foreign.requestRequirements = foreign.requestRequirements.withKeys(RequestKeys.TRANSPORT_CERTIFICATE);
        foreign.requestKey = TestKey.STRANGER;
        foreign.ssa = foreign.ssa.with("software_jwks_endpoint", "https://evil.example/x.jwks");
        assertReasons(foreign.validate(), SsaReason.KEY_SET_NOT_ALLOWED);
        assertThat(foreign.keys.asked()).containsExactly(DIRECTORY_URL);
    }

    static Stream<Arguments> badInput() {
        Scenario good = new Scenario();
        String token = good.requestToken();
        String[] parts = token.split("\\.");
        return Stream.of(
                bad("empty", "", TokenReason.NOT_COMPACT),
                bad("1 MiB", "A".repeat(1024 * 1024), TokenReason.TOO_LARGE),
                bad("1 MiB of dots", ".".repeat(1024 * 1024), TokenReason.TOO_LARGE),
                bad("truncated in the payload", token.substring(0, token.length() / 2), TokenReason.NOT_COMPACT),
                bad(
                        "truncated in the signature",
                        token.substring(0, token.length() - 2),
                        RequestReason.SIGNATURE_INVALID),
                bad("not base64url", parts[0] + "." + parts[1] + "!." + parts[2], TokenReason.BASE64URL),
                bad(
                        "not JSON",
                        TestKey.SOFTWARE.sign(
                                good.requestHeader.toString().getBytes(StandardCharsets.UTF_8),
                                "hello".getBytes(StandardCharsets.UTF_8)),
                        TokenReason.JSON),
                bad(
                        "deep nesting",
                        TestKey.SOFTWARE.sign(
                                good.requestHeader.toString().getBytes(StandardCharsets.UTF_8),
                                "[".repeat(30_000).getBytes(StandardCharsets.UTF_8)),
                        TokenReason.JSON_LIMIT),
                bad("a statement as the request", good.ssaToken(), RequestReason.IS_SOFTWARE_STATEMENT),
                bad("no statement", TestKey.SOFTWARE.sign(good.requestHeader, good.request), SsaReason.MISSING),
                bad(
                        "a statement that is no text",
                        TestKey.SOFTWARE.sign(
                                good.requestHeader, good.request.with("software_statement", JsonObject.empty())),
                        ClaimReason.TYPE));
    }

    private static Arguments bad(String title, String token, Reason reason) {
        return Arguments.of(title, token, reason);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badInput")
    @DisplayName("Bad input is refused for its own reason, without a key being looked up, within 5 ms")
    void badInputIsRefused(String title, String token, Reason reason) {
        scenario.requestToken = token;
        RegistrationValidator validator = scenario.validator();
        RegistrationSubmission submission = scenario.submission();

        Verdict<AcceptedRegistration> verdict = validator.validate(submission);

        assertReasons(verdict, reason);
        if (reason != RequestReason.SIGNATURE_INVALID) {
            assertThat(scenario.keys.asked()).isEmpty();
        }
        assertThat(validator.explain(submission).verdict().violations()).isEqualTo(verdict.violations());
        assertThat(best(() -> validator.validate(submission))).isLessThan(Duration.ofMillis(5));
    }

    @Test
    @DisplayName("A body in bytes is judged as the text that it is; what is not ASCII is refused")
    void bytes() {
        RegistrationValidator validator = scenario.validator();
        byte[] body = scenario.requestToken().getBytes(StandardCharsets.US_ASCII);
        byte[] withMark = ("\uFEFF" + scenario.requestToken()).getBytes(StandardCharsets.UTF_8);

        assertReasons(
                validator.validate(RegistrationSubmission.of(withMark, PresentedCertificates.none())),
                TokenReason.BASE64URL);
        assertThat(validator
                        .validate(RegistrationSubmission.of(body, PresentedCertificates.none()))
                        .isAccepted())
                .isTrue();
        assertThat(RegistrationSubmission.of(body, PresentedCertificates.none()))
                .hasToString("submission of " + body.length + " characters and 0 certificates");
    }

    @Test
    @DisplayName("A validator that is not told about certificates or replays is not built")
    void configuration() {
        RegistrationValidator.Builder builder = RegistrationValidator.builder(
                scenario.directories(), scenario.keys, scenario.policy, () -> Scenario.NOW);

        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.certificates(scenario.certificates).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.withoutReplayGuard(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.withoutCertificates("")).isInstanceOf(IllegalArgumentException.class);
        scenario.requestRequirements = scenario.requestRequirements.withKeys(RequestKeys.TRANSPORT_CERTIFICATE);
        assertThatThrownBy(() -> RegistrationValidator.builder(
                                scenario.directories(), scenario.keys, scenario.policy, () -> Scenario.NOW)
                        .withoutCertificates("none")
                        .withoutReplayGuard("none")
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Any thread may judge at any time: of a hundred uses of one request at once, one is accepted")
    void concurrent() {
        RegistrationValidator validator = RegistrationValidator.builder(
                        scenario.directories(), scenario.keys, new Scenario().policy, () -> Scenario.NOW)
                .withoutCertificates("not the subject here")
                .replayGuard(new org.dcrkit.spi.ReplayGuard() {
                    private final java.util.Set<TokenUse> used = java.util.concurrent.ConcurrentHashMap.newKeySet();

                    @Override
                    public boolean firstUse(TokenUse use, Instant until, Instant at) {
                        return used.add(use);
                    }
                })
                .build();
        RegistrationSubmission submission = scenario.submission();

        List<Verdict<AcceptedRegistration>> verdicts = java.util.stream.IntStream.range(0, 100)
                .parallel()
                .mapToObj(i -> validator.validate(submission))
                .toList();

        assertThat(verdicts.stream().filter(Verdict::isAccepted)).hasSize(1);
        assertThat(verdicts.stream().filter(verdict -> !verdict.isAccepted()))
                .allSatisfy(verdict -> assertReasons(verdict, RequestReason.REPLAYED));
    }

    static void assertReasons(Verdict<?> verdict, Reason... reasons) {
        assertThat(verdict.violations()).extracting(Violation::reason).containsExactly(reasons);
    }

    private static Duration best(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 25; i++) {
            long start = System.nanoTime();
            work.run();
            best = i < 5 ? best : Math.min(best, System.nanoTime() - start);
        }
        return Duration.ofNanos(best);
    }

    @Test
    @DisplayName("A claim of the request that cannot be read is refused beside every other fault of the request")
    void allFaultsOfARequest() {
        scenario.request = scenario.request.with("aud", "x").with("iss", "y").with("scope", Json.value("7"));

        assertReasons(
                scenario.validate(), ClaimReason.TYPE, RequestReason.ISSUER_MISMATCH, RequestReason.AUDIENCE_MISMATCH);
    }
}
