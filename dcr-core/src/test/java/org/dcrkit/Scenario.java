package org.dcrkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.SubjectName;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.RegistrationError;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/** A registration in which all is well until a test changes a part of it; everything in it truly verifies. */
final class Scenario {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final String DIRECTORY_URL = "https://keystore.example/keystore/directory.jwks";
    static final String SOFTWARE_URL = "https://keystore.example/org-1/software-1.jwks";
    static final String ORG_URL = "https://keystore.example/org-1/org-1.jwks";
    static final String REVOKED_URL = "https://keystore.example/org-1/revoked/software-1.jwks";
    static final String AUDIENCE = "0015800001041RHAAY";

    final FakeKeySource keys = new FakeKeySource();
    JsonObject ssaHeader = Json.object("{'alg':'PS256','kid':'directory-key','typ':'JWT'}");
    JsonObject ssa = Json.object("""
            {'iss':'OpenBanking Ltd','iat':1767225000,'jti':'368d6415abdd4591',
             'software_id':'ebSqTNqmQXFYz6VtWGXZAa','software_client_name':'Software','software_mode':'Live',
             'software_redirect_uris':['https://tpp.example/cb','https://tpp.example/cb2'],
             'software_roles':['AISP','PISP'],'org_id':'0015800001041REAAY','org_status':'Active'}""").with("software_jwks_endpoint", SOFTWARE_URL);
    JsonObject requestHeader = Json.object("{'alg':'PS256','kid':'software-key','typ':'JWT'}");
    JsonObject request = Json.object("""
            {'iss':'ebSqTNqmQXFYz6VtWGXZAa','iat':1767225590,'exp':1767225900,
             'jti':'0f8c6a3e-7b8f-4a59-9c0e-1f0b3c2d4e5f','software_id':'ebSqTNqmQXFYz6VtWGXZAa',
             'redirect_uris':['https://tpp.example/cb'],'token_endpoint_auth_method':'private_key_jwt',
             'grant_types':['authorization_code'],'scope':'openid accounts'}""").with("aud", AUDIENCE);
    TestKey ssaKey = TestKey.DIRECTORY;
    TestKey requestKey = TestKey.SOFTWARE;
    String ssaToken;
    String requestToken;
    SsaRequirements ssaRequirements = SsaRequirements.defaults();
    RequestRequirements requestRequirements = RequestRequirements.forAudience(AUDIENCE);
    UnaryOperator<TrustedDirectory.Builder> directory = UnaryOperator.identity();
    UnaryOperator<RegistrationValidator.Builder> options = UnaryOperator.identity();
    TokenLimits limits = TokenLimits.defaults();
    final FakeCertificates certificates = new FakeCertificates();
    final FakePolicy policy = new FakePolicy();
    final FakeGuard guard = new FakeGuard();

    Scenario() {
        keys.publish(DIRECTORY_URL, TestKey.DIRECTORY.published(), TestKey.EC_DIRECTORY.published());
        keys.publish(SOFTWARE_URL, TestKey.SOFTWARE.published(), TestKey.EC_SOFTWARE.published());
    }

    String ssaToken() {
        ssaToken = ssaToken != null ? ssaToken : ssaKey.sign(ssaHeader, ssa);
        return ssaToken;
    }

    String requestToken() {
        if (requestToken == null) {
            JsonObject claims =
                    request.has("software_statement") ? request : request.with("software_statement", ssaToken());
            requestToken = requestKey.sign(requestHeader, claims);
        }
        return requestToken;
    }

    TrustedDirectories directories() {
        return TrustedDirectories.of(directory
                .apply(TrustedDirectory.builder("OB Directory", "OpenBanking Ltd", DIRECTORY_URL)
                        .allowedHosts(AllowedHosts.of("keystore.example")))
                .build());
    }

    SsaVerifier ssaVerifier() {
        return SsaVerifier.builder(directories(), keys)
                .requirements(ssaRequirements)
                .limits(limits)
                .build();
    }

    RequestJwtVerifier requestVerifier() {
        return RequestJwtVerifier.builder(requestRequirements, keys)
                .limits(limits)
                .build();
    }

    RegistrationValidator validator() {
        return options.apply(RegistrationValidator.builder(directories(), keys, policy, () -> NOW)
                        .certificates(certificates)
                        .replayGuard(guard)
                        .limits(limits))
                .build();
    }

    RegistrationSubmission submission() {
        return new RegistrationSubmission(
                requestToken(), PresentedCertificates.ofDer(List.of(new byte[] {0x30, 0x00})));
    }

    Verdict<AcceptedRegistration> validate() {
        return validator().validate(submission());
    }

    Explanation explain() {
        return validator().explain(submission());
    }

    /** A certificate check that says what a test wants it to say. */
    final class FakeCertificates implements CertificateVerifier {

        TestKey key = TestKey.STRANGER;
        List<Violation> violations = List.of();
        boolean down;
        boolean asksSoftwareKeys;
        int calls;
        boolean statementVerified;

        @Override
        public Verdict<CertificateFacts> verify(
                PresentedCertificates presented,
                org.dcrkit.claims.SoftwareStatement statement,
                StatementKeySets keySets,
                Instant at,
                CheckLog log)
                throws CheckUnavailableException, KeySetRefusedException {
            calls++;
            statementVerified = keySets.statementVerified();
            if (down) {
                throw new CheckUnavailableException("OCSP responder silent", Duration.ofSeconds(60));
            }
            if (asksSoftwareKeys) {
                keySets.software(WantedKey.any());
            }
            if (!violations.isEmpty()) {
                return Verdict.rejected(violations, Evidence.of("certificate.kind", "UNKNOWN"));
            }
            log.passed(BankReason.CERTIFICATE, ClaimPath.certificate(), "CN=x", "CN=x");
            return Verdict.accepted(CertificateFacts.builder(
                            CertificateKind.OB_TRANSPORT, new FakeName(), key.publicKey(), new byte[] {0x30, 0x00})
                    .fingerprint("00ff")
                    .boundBy("CN is the software_id")
                    .path(List.of("CN=x", "CN=root"))
                    .trustAnchor("CN=root")
                    .build());
        }

        @Override
        public List<Reason> reasons() {
            return List.of(BankReason.CERTIFICATE, BankReason.CERTIFICATE_OTHER);
        }
    }

    private static final class FakeName implements SubjectName {
        @Override
        public String rfc4514() {
            return "CN=x";
        }

        @Override
        public List<String> values(String oid) {
            return List.of("x");
        }

        @Override
        public Match match(String written) {
            return written.equals("CN=x") ? Match.SAME : Match.DIFFERENT;
        }
    }

    /** A policy that finds what a test wants it to find. */
    final class FakePolicy implements RegistrationPolicy {

        final List<Violation> violations = new ArrayList<>();
        final List<RegistrationFacts> judged = new ArrayList<>();

        @Override
        public String name() {
            return "test policy";
        }

        @Override
        public SsaRequirements ssaRequirements() {
            return ssaRequirements;
        }

        @Override
        public RequestRequirements requestRequirements() {
            return requestRequirements;
        }

        @Override
        public PolicyOutcome evaluate(RegistrationFacts facts, CheckLog log) {
            judged.add(facts);
            log.passed(BankReason.POLICY, ClaimPath.request("scope"), "openid accounts", "any");
            return new PolicyOutcome(violations, facts.requested(), Evidence.of("policy.rules", "1"));
        }

        @Override
        public List<Reason> reasons() {
            return List.of(BankReason.POLICY);
        }
    }

    /** A replay guard in memory. */
    static final class FakeGuard implements ReplayGuard {

        final Set<TokenUse> used = new HashSet<>();
        final List<Instant> until = new ArrayList<>();
        boolean down;
        int calls;

        @Override
        public boolean firstUse(TokenUse use, Instant untilThen, Instant at) throws CheckUnavailableException {
            calls++;
            if (down) {
                throw new CheckUnavailableException("store down", Duration.ofSeconds(10));
            }
            until.add(untilThen);
            return used.add(use);
        }
    }

    /** Reasons of the parts that a bank brings along. */
    enum BankReason implements Reason {
        CERTIFICATE,
        CERTIFICATE_OTHER,
        POLICY;

        @Override
        public String code() {
            return "bank." + name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public RegistrationError error() {
            return RegistrationError.INVALID_CLIENT_METADATA;
        }

        @Override
        public String text() {
            return "The bank does not like the " + name() + ".";
        }

        @Override
        public String spec() {
            return "the bank's documentation";
        }

        Violation violation() {
            return Violation.of(this, ClaimPath.certificate());
        }
    }
}
