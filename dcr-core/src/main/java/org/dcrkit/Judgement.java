package org.dcrkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/** The way of one submission through the gates, for validation and explanation alike; lives for one call. */
final class Judgement {

    private static final String NOT_REACHED = "not reached after an earlier fault, or not applicable";
    private static final ClaimPath STATEMENT = ClaimPath.request(RequestClaim.SOFTWARE_STATEMENT.claimName());
    private static final List<SsaClaim> SSA_ONLY =
            List.of(SsaClaim.SOFTWARE_JWKS_ENDPOINT, SsaClaim.ORG_JWKS_ENDPOINT, SsaClaim.ORG_ID);

    private final Parts parts;
    private final Instant at;
    private final boolean explaining;
    private final List<Check> checks = new ArrayList<>();

    Judgement(Parts parts, Instant at, boolean explaining) {
        this.parts = parts;
        this.at = at;
        this.explaining = explaining;
    }

    /** What a validator is made of. */
    record Parts(
            SsaVerifier ssaVerifier,
            RequestJwtVerifier requestVerifier,
            @Nullable CertificateBindingChecker certificates,
            RegistrationPolicy policy,
            @Nullable ReplayGuard replayGuard,
            @Nullable String uncheckedBecause,
            @Nullable String replayableBecause) {

        Parts {
            if (certificates == null && requestVerifier.needsCertificate()) {
                throw new IllegalArgumentException(
                        "the request's key is to come from the certificate, which is not checked");
            }
        }
    }

    /** The two tokens of a submission. */
    private record Tokens(CompactJws request, CompactJws ssa) {}

    Explanation of(RegistrationSubmission submission) {
        Findings shape = new Findings(Gate.SHAPE, explaining);
        Optional<CompactJws> request =
                CompactJws.read(submission.requestJwt(), parts.requestVerifier().limits(), Document.REQUEST, shape);
        Optional<CompactJws> ssa = request.flatMap(jws -> statement(jws, shape));
        note(shape, Arrays.asList(TokenReason.values()), ClaimPath.of(Document.SUBMISSION));
        Verdict<Tokens> tokens = shape.verdict(() -> new Tokens(request.orElseThrow(), ssa.orElseThrow()));
        if (ssa.isEmpty() || !(explaining || tokens.isAccepted())) {
            return stop(tokens);
        }
        Tokens read = new Tokens(request.orElseThrow(), ssa.get());
        return gates(submission, read, tokens);
    }

    /** The rest of the way; past a fault only when explaining, for what can be read all the same. */
    private Explanation gates(RegistrationSubmission submission, Tokens tokens, Verdict<Tokens> soFar) {
        Findings ssaFindings = new Findings(Gate.SOFTWARE_STATEMENT, explaining);
        SsaVerifier.Examined ssa = parts.ssaVerifier().examine(tokens.ssa(), at, ssaFindings);
        note(
                ssaFindings,
                reasons(SsaReason.values(), SsaReason.MISSING, SsaReason.KEY_SET_NOT_ALLOWED),
                ClaimPath.of(Document.SSA));
        Verdict<VerifiedSsa> ssaVerdict = soFar.then(ok -> ssaFindings.verdict(ssa::proof));
        if (!ssaVerdict.isAccepted() && !explaining) {
            return stop(ssaVerdict);
        }

        Findings certificateFindings = new Findings(Gate.CERTIFICATE, explaining);
        Optional<CertificateFacts> certificate = certificate(submission, ssa, certificateFindings);
        Findings requestFindings = new Findings(Gate.REQUEST, explaining);
        RequestJwtVerifier.Examined request =
                parts.requestVerifier().examine(tokens.request(), ssa, certificate.orElse(null), at, requestFindings);
        note(
                requestFindings,
                reasons(RequestReason.values(), RequestReason.REPLAYED, RequestReason.IS_SOFTWARE_STATEMENT),
                ClaimPath.of(Document.REQUEST));
        note(
                certificateFindings,
                parts.certificates() == null ? List.of() : parts.certificates().reasons(),
                ClaimPath.certificate());
        Verdict<Proofs> proofs = ssaVerdict.then(verified -> Verdict.both(
                requestFindings.verdict(request::proof),
                certificateFindings.verdict(() -> certificate.map(CertificateBinding::new)),
                (proof, binding) -> new Proofs(verified, proof, binding.orElse(null))));
        if (!proofs.isAccepted() && !explaining) {
            return stop(proofs);
        }
        return decide(ssa, request, certificate, proofs);
    }

    /** The three proofs, the last one absent where certificates are checked by somebody else. */
    private record Proofs(
            VerifiedSsa ssa,
            VerifiedRequest request,
            @Nullable CertificateBinding certificate) {}

    private Explanation decide(
            SsaVerifier.Examined ssa,
            RequestJwtVerifier.Examined request,
            Optional<CertificateFacts> certificate,
            Verdict<Proofs> proofs) {
        Findings policyFindings = new Findings(Gate.POLICY, explaining);
        if (!proofs.isAccepted()) {
            policyFindings.nowUnverified();
        }
        TrustedDirectory directory = ssa.directory();
        RegistrationFacts facts = new RegistrationFacts(
                ssa.statement(),
                request.metadata(),
                certificate.orElse(null),
                directory == null ? "" : directory.environment(),
                at);
        PolicyOutcome outcome = parts.policy().evaluate(facts, policyFindings);
        policyFindings.fail(outcome.violations());
        policyFindings.rely("policy", parts.policy().name());
        policyFindings.rely(outcome.evidence());
        checks.addAll(policyFindings.checks());
        Verdict<AcceptedRegistration> decided =
                proofs.then(proven -> policyFindings.verdict(() -> new AcceptedRegistration(
                        proven.ssa(), proven.request(), proven.certificate(), outcome.effective(), at)));
        return replay(decided);
    }

    private Explanation replay(Verdict<AcceptedRegistration> decided) {
        Findings findings = new Findings(Gate.REPLAY, explaining);
        ClaimPath where = ClaimPath.request(RequestClaim.JWT_ID.claimName());
        if (explaining) {
            checks.add(Check.notReached(
                    Gate.REPLAY, RequestReason.REPLAYED, where, "an explanation marks no request as used"));
            return new Explanation(decided, checks);
        }
        Verdict<AcceptedRegistration> last = decided.then(accepted -> {
            markUsed(accepted, where, findings);
            return findings.verdict(() -> accepted);
        });
        return new Explanation(last, checks);
    }

    private void markUsed(AcceptedRegistration accepted, ClaimPath where, Findings findings) {
        ReplayGuard guard = parts.replayGuard();
        if (guard == null) {
            findings.rely("replay", "not checked, because: " + parts.replayableBecause());
            return;
        }
        VerifiedRequest request = accepted.request();
        Instant until =
                request.expiresAt().plus(parts.policy().requestRequirements().skew());
        try {
            boolean first = guard.firstUse(new ReplayGuard.TokenUse(request.issuer(), request.jwtId()), until, at);
            findings.require(first, RequestReason.REPLAYED, where, request.jwtId(), "a jti that was not used before");
        } catch (CheckUnavailableException e) {
            findings.obstructed(
                    RequestReason.REPLAYED,
                    where,
                    new Obstacle(Obstacle.Kind.REPLAY_GUARD, e.detail(), e.retryAfter()));
        }
    }

    private Optional<CertificateFacts> certificate(
            RegistrationSubmission submission, SsaVerifier.Examined ssa, Findings findings) {
        CertificateBindingChecker checker = parts.certificates();
        if (checker == null) {
            findings.rely("certificate", "not checked, because: " + parts.uncheckedBecause());
            return Optional.empty();
        }
        if (ssa.verified() == null) {
            findings.nowUnverified();
        }
        return checker.examine(submission.certificates(), ssa.statement(), ssa.verified(), at, findings);
    }

    /** The statement inside a request, taken apart. */
    private Optional<CompactJws> statement(CompactJws request, Findings findings) {
        JsonValue claim = request.claims().get(STATEMENT.pointer().substring(1)).orElse(null);
        if (claim == null && looksLikeStatement(request)) {
            findings.fail(Violation.of(RequestReason.IS_SOFTWARE_STATEMENT, ClaimPath.of(Document.REQUEST)));
            return Optional.empty();
        }
        if (!findings.require(claim != null, SsaReason.MISSING, STATEMENT, null, "a software statement")) {
            return Optional.empty();
        }
        if (!(claim instanceof JsonString text)) {
            String kind = claim == null ? "absent" : claim.kind();
            findings.fail(Violation.of(ClaimReason.TYPE, STATEMENT).got(kind).expected("string"));
            return Optional.empty();
        }
        return CompactJws.read(text.value(), parts.ssaVerifier().limits(), Document.SSA, findings);
    }

    private static boolean looksLikeStatement(CompactJws request) {
        return Stream.of(SsaDialect.obie(), SsaDialect.openFinanceBrasil())
                .flatMap(dialect -> SSA_ONLY.stream().map(dialect::nameOf))
                .anyMatch(request.claims()::has);
    }

    private static List<Reason> reasons(Reason[] all, Reason... foundElsewhere) {
        return Stream.of(all)
                .filter(reason -> !Arrays.asList(foundElsewhere).contains(reason))
                .toList();
    }

    private void note(Findings findings, List<? extends Reason> reasons, ClaimPath where) {
        if (explaining) {
            checks.addAll(findings.checksWith(reasons, where, NOT_REACHED));
        }
    }

    private <T> Explanation stop(Verdict<T> verdict) {
        if (explaining) {
            List<Findings> rest = Stream.of(Gate.values())
                    .filter(gate -> checks.stream().noneMatch(check -> check.gate() == gate))
                    .map(gate -> new Findings(gate, true))
                    .toList();
            for (Findings gate : rest) {
                note(gate, reasonsOf(gate.gate()), ClaimPath.of(Document.SUBMISSION));
            }
        }
        return new Explanation(
                verdict.then(ignored -> {
                    throw new IllegalStateException("only a verdict without a value stops the way");
                }),
                checks);
    }

    private List<? extends Reason> reasonsOf(Gate gate) {
        return switch (gate) {
            case SHAPE -> Arrays.asList(TokenReason.values());
            case SOFTWARE_STATEMENT -> reasons(SsaReason.values());
            case REQUEST -> reasons(RequestReason.values(), RequestReason.REPLAYED);
            case CERTIFICATE ->
                parts.certificates() == null
                        ? List.<Reason>of()
                        : parts.certificates().reasons();
            case POLICY -> parts.policy().reasons();
            case REPLAY -> List.of(RequestReason.REPLAYED);
        };
    }
}
