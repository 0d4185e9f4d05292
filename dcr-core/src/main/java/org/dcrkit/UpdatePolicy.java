package org.dcrkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Violation;

/**
 * A bank's policy with the rules of an update on top: same directory and environment, same software, same organisation, same
 * client, nothing left out that still goes with the rest (OBIE DCR, PUT; RFC 7592, section 2.2).
 */
record UpdatePolicy(RegistrationPolicy policy, RegisteredClient registered) implements RegistrationPolicy {

    private static final List<Reason> REASONS = List.of(
            RegistrationReason.DIRECTORY_CHANGED,
            RegistrationReason.ENVIRONMENT_CHANGED,
            RegistrationReason.SOFTWARE_CHANGED,
            RegistrationReason.ORGANISATION_CHANGED,
            RegistrationReason.CLIENT_CHANGED,
            RegistrationReason.CLAIM_NOT_REPEATED);

    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public SsaRequirements ssaRequirements() {
        return policy.ssaRequirements();
    }

    @Override
    public RequestRequirements requestRequirements() {
        return policy.requestRequirements();
    }

    @Override
    public PolicyOutcome evaluate(RegistrationFacts facts, CheckLog log) {
        PolicyOutcome outcome = policy.evaluate(facts, log);
        List<Violation> violations = new ArrayList<>(outcome.violations());
        compare(
                facts.directory(),
                registered.directory(),
                RegistrationReason.DIRECTORY_CHANGED,
                ClaimPath.ssa("iss"),
                log,
                violations);
        compare(
                facts.environment(),
                registered.environment(),
                RegistrationReason.ENVIRONMENT_CHANGED,
                ClaimPath.ssa(facts.statement().dialect().nameOf(SsaClaim.ENVIRONMENT)),
                log,
                violations);
        compare(
                facts.statement().softwareId().orElse(""),
                registered.softwareId(),
                RegistrationReason.SOFTWARE_CHANGED,
                ClaimPath.ssa(facts.statement().dialect().nameOf(SsaClaim.SOFTWARE_ID)),
                log,
                violations);
        compare(
                facts.statement().organisationId().orElse(""),
                registered.organisationId(),
                RegistrationReason.ORGANISATION_CHANGED,
                ClaimPath.ssa(facts.statement().dialect().nameOf(SsaClaim.ORG_ID)),
                log,
                violations);
        Optional<String> clientId = facts.requested().text(RequestClaim.CLIENT_ID);
        compare(
                clientId.orElse(registered.clientId()),
                registered.clientId(),
                RegistrationReason.CLIENT_CHANGED,
                ClaimPath.request(RequestClaim.CLIENT_ID.claimName()),
                log,
                violations);
        for (RequestClaim claim : RequestClaim.values()) {
            if (registered.metadata().has(claim)
                    && !isComplainedOf(claim, violations)
                    && policy.allowsBeside(claim, outcome.effective())) {
                repeat(claim, outcome.effective(), log, violations);
            }
        }
        return new PolicyOutcome(violations, outcome.effective(), outcome.evidence());
    }

    private static boolean isComplainedOf(RequestClaim claim, List<Violation> violations) {
        ClaimPath where = ClaimPath.request(claim.claimName());
        return violations.stream().anyMatch(violation -> violation.where().equals(where));
    }

    private static void repeat(RequestClaim claim, ClientMetadata now, CheckLog log, List<Violation> violations) {
        compare(
                now.has(claim) ? "present" : "absent",
                "present",
                RegistrationReason.CLAIM_NOT_REPEATED,
                ClaimPath.request(claim.claimName()),
                log,
                violations);
    }

    private static void compare(
            String got, String expected, Reason reason, ClaimPath where, CheckLog log, List<Violation> violations) {
        if (got.equals(expected)) {
            log.passed(reason, where, got, expected);
        } else {
            violations.add(Violation.of(reason, where).got(got).expected(expected));
        }
    }

    @Override
    public List<Reason> reasons() {
        return Stream.concat(policy.reasons().stream(), REASONS.stream()).toList();
    }
}
