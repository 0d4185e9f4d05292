package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.RegisteredSoftware;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/** The way of one submission through the gates, for validation and explanation alike; lives for one call. */
final class Judgement {

    private final Parts parts;
    private final Instant at;
    private final boolean explaining;
    private final Map<Gate, Findings> reached = new EnumMap<>(Gate.class);

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
            @Nullable RegisteredSoftware registered,
            Evidence configured) {

        Parts {
            if (certificates == null && requestVerifier.needsCertificate()) {
                throw new IllegalArgumentException(
                        "the request's key is to come from the certificate, which is not checked");
            }
        }

        /** The same, for an update of that client rather than a registration. */
        Parts updating(RegisteredClient client) {
            return new Parts(
                    ssaVerifier,
                    requestVerifier,
                    certificates,
                    new UpdatePolicy(policy, client),
                    replayGuard,
                    null,
                    configured);
        }
    }

    /** The two tokens of a submission. */
    private record Tokens(CompactJws request, CompactJws ssa) {}

    /** The three proofs, the last one absent where certificates are checked by somebody else. */
    private record Proofs(
            VerifiedSsa ssa,
            VerifiedRequest request,
            @Nullable CertificateBinding certificate) {}

    Explanation of(RegistrationSubmission submission) {
        Findings shape = enter(Gate.SHAPE);
        Optional<CompactJws> request =
                CompactJws.read(submission.requestJwt(), parts.requestVerifier().limits(), Document.REQUEST, shape);
        Optional<CompactJws> ssa = request.flatMap(jws -> EmbeddedStatement.in(jws, shape))
                .flatMap(token -> CompactJws.read(token, parts.ssaVerifier().limits(), Document.SSA, shape));
        Verdict<Tokens> tokens = shape.verdict(() -> new Tokens(request.orElseThrow(), ssa.orElseThrow()));
        boolean goOn = explaining ? ssa.isPresent() : tokens.isAccepted();
        return conclude(
                goOn ? gates(submission, new Tokens(request.orElseThrow(), ssa.orElseThrow()), tokens) : ended(tokens));
    }

    /** The rest of the way; past a fault only when explaining, for what can be read all the same. */
    private Verdict<AcceptedRegistration> gates(
            RegistrationSubmission submission, Tokens tokens, Verdict<Tokens> soFar) {
        Findings ssaFindings = enter(Gate.SOFTWARE_STATEMENT);
        SsaVerifier.Examined ssa = parts.ssaVerifier().examine(tokens.ssa(), at, ssaFindings);
        Verdict<VerifiedSsa> ssaVerdict = soFar.then(ok -> ssaFindings.verdict(ssa::proof));
        if (!explaining && !ssaVerdict.isAccepted()) {
            return ended(ssaVerdict);
        }

        Findings certificateFindings = enter(Gate.CERTIFICATE);
        Optional<CertificateFacts> certificate = certificate(submission, ssa, certificateFindings);
        Findings requestFindings = enter(Gate.REQUEST);
        RequestJwtVerifier.Examined request =
                parts.requestVerifier().examine(tokens.request(), ssa, certificate.orElse(null), at, requestFindings);
        Verdict<Proofs> proofs = ssaVerdict.then(verified -> merge(
                verified,
                certificateFindings.verdict(() -> certificate.map(CertificateBinding::new)),
                () -> requestFindings.verdict(request::proof)));
        if (!explaining && !proofs.isAccepted()) {
            return ended(proofs);
        }
        return replay(unique(decide(ssa, request, certificate, proofs)));
    }

    /** Both verdicts; but a request whose key is the certificate's says nothing while there is no such certificate. */
    private Verdict<Proofs> merge(
            VerifiedSsa ssa,
            Verdict<Optional<CertificateBinding>> certificate,
            Supplier<Verdict<VerifiedRequest>> request) {
        if (parts.requestVerifier().needsCertificate() && !certificate.isAccepted()) {
            return ended(certificate);
        }
        return Verdict.both(
                request.get(), certificate, (proof, binding) -> new Proofs(ssa, proof, binding.orElse(null)));
    }

    private Optional<CertificateFacts> certificate(
            RegistrationSubmission submission, SsaVerifier.Examined ssa, Findings findings) {
        CertificateBindingChecker checker = parts.certificates();
        if (checker == null) {
            return Optional.empty();
        }
        if (ssa.signed() == null) {
            findings.unverified();
        }
        return checker.examine(submission.certificates(), ssa.statement(), ssa.signed(), at, findings);
    }

    private Verdict<AcceptedRegistration> decide(
            SsaVerifier.Examined ssa,
            RequestJwtVerifier.Examined request,
            Optional<CertificateFacts> certificate,
            Verdict<Proofs> proofs) {
        Findings findings = enter(Gate.POLICY);
        if (ssa.signed() == null || !request.signed()) {
            findings.unverified();
        }
        TrustedDirectory directory = ssa.directory();
        RegistrationFacts facts = new RegistrationFacts(
                ssa.statement(),
                request.metadata(),
                certificate.orElse(null),
                directory == null ? "" : directory.name(),
                directory == null ? "" : directory.environment(),
                at);
        PolicyOutcome outcome = parts.policy().evaluate(facts, findings);
        findings.fail(outcome.violations());
        findings.rely(outcome.evidence());
        return proofs.then(proven -> findings.verdict(() -> new AcceptedRegistration(
                proven.ssa(), proven.request(), proven.certificate(), outcome.effective(), at)));
    }

    /** Refuses software that is registered already, where the bank wants each only once. */
    private Verdict<AcceptedRegistration> unique(Verdict<AcceptedRegistration> decided) {
        RegisteredSoftware registered = parts.registered();
        if (registered == null) {
            return decided;
        }
        return decided.then(accepted -> {
            Findings findings = requireNonNull(reached.get(Gate.POLICY));
            VerifiedSsa ssa = accepted.ssa();
            ClaimPath where = ClaimPath.ssa(ssa.statement().dialect().nameOf(SsaClaim.SOFTWARE_ID));
            try {
                Optional<String> client = registered.clientOf(
                        ssa.directory().name(),
                        ssa.environment(),
                        ssa.statement().softwareId().orElseThrow());
                findings.require(
                        client.isEmpty(),
                        RegistrationReason.DUPLICATE,
                        where,
                        client.map(id -> "registered as " + id).orElse("not registered"),
                        "software that is not registered");
            } catch (CheckUnavailableException e) {
                findings.obstructed(
                        RegistrationReason.DUPLICATE,
                        where,
                        new Obstacle(Obstacle.Kind.CLIENT_STORE, e.detail(), e.retryAfter()));
            }
            return findings.verdict(() -> accepted);
        });
    }

    private Verdict<AcceptedRegistration> replay(Verdict<AcceptedRegistration> decided) {
        return decided.then(accepted -> {
            Findings findings = enter(Gate.REPLAY);
            firstUse(accepted.request(), findings);
            return findings.verdict(() -> accepted);
        });
    }

    private void firstUse(VerifiedRequest request, Findings findings) {
        ClaimPath where = ClaimPath.request("jti");
        ReplayGuard guard = parts.replayGuard();
        if (guard == null || explaining) {
            findings.notCheckable(
                    RequestReason.REPLAYED,
                    where,
                    guard == null ? "the bank does not ask for it" : "an explanation marks no request as used");
            return;
        }
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

    private Findings enter(Gate gate) {
        Findings findings = new Findings(gate, explaining);
        reached.put(gate, findings);
        return findings;
    }

    /** A verdict without a value, as the outcome of the whole. */
    private static <T, U> Verdict<U> ended(Verdict<T> verdict) {
        return verdict.then(ignored -> {
            throw new IllegalStateException("only a verdict without a value ends the way");
        });
    }

    private Explanation conclude(Verdict<AcceptedRegistration> verdict) {
        return new Explanation(
                verdict.precededBy(parts.configured()), explaining ? new Account(parts, reached).checks() : List.of());
    }
}
