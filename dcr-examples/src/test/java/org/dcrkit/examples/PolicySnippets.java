package org.dcrkit.examples;

import static org.dcrkit.claims.RequestClaim.APPLICATION_TYPE;
import static org.dcrkit.claims.RequestClaim.CLIENT_NAME;
import static org.dcrkit.claims.RequestClaim.GRANT_TYPES;
import static org.dcrkit.claims.RequestClaim.SCOPE;
import static org.dcrkit.claims.RequestClaim.SUBJECT_TYPE;
import static org.dcrkit.claims.RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.RegisteredClient;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.RequestRequirements;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.DryRunChange;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.LintFinding;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.policy.PastRequest;
import org.dcrkit.policy.PolicyChange;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.policy.PolicyReason;
import org.dcrkit.policy.RegistrationResponse;
import org.dcrkit.policy.ResponseForm;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;

/** The code that docs/policies.md shows, between its marks; {@link PoliciesDocumentTest} compares and runs it. */
final class PolicySnippets {

    private PolicySnippets() {}

    static ClaimPolicy built() {
        // snippet: built
        RequestRequirements request =
                RequestRequirements.forAudience("0015800001EXAMPLEA").withMaxLifetime(Duration.ofMinutes(30));
        ClaimPolicy policy = ObieProfile.V3_3
                .policy(request)
                .derive("Example Bank")
                .redirectUris(rule -> rule.atMost(2))
                .claim(GRANT_TYPES, rule -> rule.exactly("authorization_code", "client_credentials", "refresh_token"))
                .claim(
                        SCOPE,
                        rule -> rule.optional()
                                .allowed("openid", "accounts", "payments")
                                .requires("openid")
                                .defaultsTo("openid", "accounts"))
                .claim(APPLICATION_TYPE, rule -> rule.allowed("web"))
                .ssa(statement -> statement.withMaxAge(Duration.ofHours(1)))
                .build();
        // end
        return policy;
    }

    static List<LintFinding> looked(ClaimPolicy policy, ClaimPolicy obie) {
        // snippet: looked
        String table = policy.describe().markdown(); // or html()
        List<PolicyChange> forTpps = obie.diff(policy);
        List<LintFinding> holes = policy.lint();
        // end
        System.getLogger("examples").log(System.Logger.Level.DEBUG, table + forTpps);
        return holes;
    }

    static ClaimPolicy read(Path file) throws IOException {
        // snippet: read
        ClaimPolicy policy = PolicyFile.read(Files.readAllBytes(file)).orElseThrow();
        // end
        return policy;
    }

    static List<String> judged(ClaimPolicy policy, JsonObject request, JsonObject statement) {
        // snippet: judged
        PastRequest<String> acme = PastRequest.of(
                "Acme", request, statement, SsaDialect.obie(), "production", Instant.parse("2026-01-01T00:00:00Z"));
        PolicyOutcome outcome = policy.evaluate(acme.facts(), CheckLog.none());
        List<String> faults = outcome.violations().stream()
                .map(violation -> violation.reason().code() + " " + violation.where())
                .toList();
        // end
        return faults;
    }

    static List<String> changed(ClaimPolicy present, ClaimPolicy planned, Stream<PastRequest<String>> archive) {
        // snippet: dry run
        List<String> affected = present.dryRun(archive, planned)
                .filter(change -> change.effect() == PolicyChange.Effect.STRICTER)
                .map(DryRunChange::whose)
                .toList();
        // end
        return affected;
    }

    static ClaimPolicy discovered(ClaimPolicy policy, JsonObject wellKnown) {
        // snippet: discovered
        ClaimPolicy agreed = policy.derive("Example Bank").supported(wellKnown).build();
        // end
        return agreed;
    }

    static ClaimPolicy waived(ClaimPolicy policy) {
        // snippet: waived
        ClaimPolicy legacy = policy.derive("Example Bank, until June")
                .claim(TOKEN_ENDPOINT_AUTH_METHOD, rule -> rule.allowed("tls_client_auth", "client_secret_post"))
                .waive(PolicyReason.FAPI_AUTH_METHOD, "four TPPs have until June to leave client secrets")
                .build();
        // end
        return legacy;
    }

    static ClaimPolicy own(ClaimPolicy policy, Set<String> bankNames, Reason nameOfABank) {
        // snippet: own
        ClaimPolicy careful = policy.derive("Example Bank")
                .rule(
                        ClaimPath.request("client_name"),
                        nameOfABank,
                        "not the name of a bank",
                        facts -> facts.requested()
                                .text(CLIENT_NAME)
                                .filter(bankNames::contains)
                                .isEmpty())
                .build();
        // end
        return careful;
    }

    static List<ClaimPolicy> quirks() {
        // snippet: quirks
        // The audience is the issuer URL rather than the organisation id.
        ClaimPolicy issuerUrl = ObieProfile.V3_2.policy("https://api.bank.example/oidc");

        // Two grants and no refresh tokens; the sandbox wants pairwise subjects.
        ClaimPolicy pairwise = ObieProfile.V3_2
                .policy("0015800001EXAMPLEA")
                .derive("no refresh")
                .claim(GRANT_TYPES, rule -> rule.exactly("client_credentials", "authorization_code"))
                .claim(SUBJECT_TYPE, rule -> rule.mandatory().allowed("pairwise"))
                .build();

        // Scopes in an array, in requests (both shapes are always read) and in responses.
        ClaimPolicy arrays = ObieProfile.V3_1.policy("0015800001EXAMPLEA");
        ResponseForm form = ObieProfile.V3_1.responseForm();
        // end
        System.getLogger("examples").log(System.Logger.Level.DEBUG, form);
        return List.of(issuerUrl, pairwise, arrays);
    }

    static RegistrationResponse answered(AcceptedRegistration accepted) {
        // snippet: answered
        IssuedClient client = IssuedClient.of("client-4711", accepted.decidedAt());
        RegistrationResponse response = RegistrationResponse.created(accepted, client, ObieProfile.V3_3.responseForm());
        // end
        return response;
    }

    static Verdict<AcceptedRegistration> updated(
            RegistrationValidator validator, RegistrationSubmission submission, RegisteredClient registered) {
        // snippet: updated
        Verdict<AcceptedRegistration> verdict = validator.validateUpdate(submission, registered);
        // end
        return verdict;
    }
}
