package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;
import static org.dcrkit.certs.ReadCertificate.violation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/**
 * Decides about X.509 certificates of Open Banking and eIDAS: read, path, purpose, kind, roles, binding.
 *
 * <p>Path and belonging are independent: faults of both are reported together, whatever else could not be found out. For a
 * certificate without a path that stands no key set is fetched, and what can be compared without one is.
 */
public final class X509CertificateVerifier implements CertificateVerifier {

    private final CertificatePathValidator paths;
    private final CertificateClassifier classifier;
    private final Set<CertificateKind> kinds;
    private final Map<CertificateKind, BindingRule> rules;
    private final QcStatementSyntax syntax;
    private final NameMatching names;
    private final Map<CertificateReason, String> waived;
    private final boolean revokedKeySets;
    private final ExpiryWatch expiry;

    private X509CertificateVerifier(Builder builder) {
        this.paths = builder.paths.purpose(builder.purpose).build();
        this.classifier = builder.classifier;
        this.kinds = Set.copyOf(builder.kinds.isEmpty() ? builder.purpose.kinds() : builder.kinds);
        this.rules = builder.ruleOfEachKind();
        this.syntax = builder.syntax;
        this.names = builder.names;
        this.waived = Map.copyOf(builder.waived);
        this.revokedKeySets = builder.revokedKeySets;
        this.expiry = builder.expiry;
    }

    /** A verifier that trusts these anchors. */
    public static Builder builder(TrustAnchors trust) {
        requireNonNull(trust, "trust");
        return builder(() -> trust);
    }

    /** A verifier that asks for the anchors anew each time, so that they can be replaced while it runs. */
    public static Builder builder(Supplier<TrustAnchors> trust) {
        return new Builder(trust);
    }

    @Override
    public Verdict<CertificateFacts> verify(
            PresentedCertificates presented,
            SoftwareStatement statement,
            StatementKeySets keySets,
            Instant at,
            CheckLog log)
            throws CheckUnavailableException, KeySetRefusedException {
        Verdict<List<ReadCertificate>> read = CertificateReader.readAll(presented.der());
        Optional<List<ReadCertificate>> certificates = read.toOptional();
        if (certificates.isEmpty()) {
            return Verdict.rejected(read.violations(), read.evidence());
        }
        NotedChecks noted = new NotedChecks(log);
        noted.read(certificates.get());
        expiry.check(at);
        Verdict<CertificatePathValidator.Standing> path = paths.search(certificates.get(), at);
        BindingCandidate candidate = new BindingCandidate(
                certificates.get().get(0),
                certificates.get(),
                statement,
                path.isAccepted() ? keySets : KeySetQuestion.nobodyAsked(keySets),
                at,
                log);
        path.toOptional()
                .ifPresent(found ->
                        noted.path(candidate.certificate(), found.paths().get(0).toString(), path.evidence(), at));
        Verdict<Belonging> belonging = belonging(candidate, noted);
        if (!path.isAccepted() || !belonging.isAccepted()) {
            Verdict<CertificatePathValidator.Standing> named = path.then(standing -> Verdict.accepted(
                    standing,
                    Evidence.of("certificate.path", standing.paths().get(0).toString())));
            return Verdict.both(named, belonging, (standing, found) -> {
                throw new IllegalStateException("neither may be joined unless both are accepted");
            });
        }
        Verdict<ValidatedPath> unrevoked =
                path.then(standing -> paths.unrevoked(standing, List.of(), at, keySets.statementVerified()));
        return Verdict.both(unrevoked, belonging, this::facts);
    }

    @Override
    public List<Reason> reasons() {
        return List.of(CertificateReason.values());
    }

    private record Belonging(
            ReadCertificate certificate, CertificateKind kind, QcStatements statements, String boundBy) {}

    private Verdict<Belonging> belonging(BindingCandidate candidate, NotedChecks noted) {
        ReadCertificate certificate = candidate.certificate();
        Verdict<QcStatements> read = certificate.qcStatements(syntax);
        Optional<QcStatements> statements = read.toOptional();
        if (statements.isEmpty()) {
            return Verdict.rejected(read.violations(), read.evidence());
        }
        CertificateKind kind = classifier.kind(certificate, statements.get());
        if (!kinds.contains(kind)) {
            return Verdict.rejected(violation(CertificateReason.KIND, CertificateReason.KIND.text())
                    .got(kind.name())
                    .expected(kinds.stream().sorted().toList().toString()));
        }
        noted.passed(
                CertificateReason.KIND,
                kind.name(),
                kinds.stream().sorted().toList().toString());
        List<Violation> violations = new ArrayList<>();
        Evidence evidence = Evidence.none();
        List<Violation> lacking = roles(kind, statements.get(), candidate.statement());
        if (lacking.isEmpty()) {
            noteRoles(statements.get(), candidate.statement(), noted);
        }
        for (Violation violation : lacking) {
            String why = waived.get(violation.reason());
            if (why == null) {
                violations.add(violation);
            } else {
                evidence =
                        evidence.with("certificate.waived", violation.reason().code() + ": " + why);
            }
        }
        BindingRule rule = requireNonNull(rules.get(kind));
        Verdict<Boolean> unrevoked = revokedKeySets
                ? KeySetRules.unrevoked(certificate, candidate.statement(), candidate.keySets())
                : Verdict.accepted(true);
        Verdict<String> bound =
                KeySetQuestion.answer(candidate.keySets(), Obstacle.Kind.SOFTWARE_KEYS, () -> rule.bind(candidate));
        Verdict<Belonging> belonging =
                bound.map(what -> new Belonging(certificate, kind, statements.get(), rule.name() + ": " + what));
        Verdict<Boolean> unhindered =
                violations.isEmpty() ? Verdict.accepted(true, evidence) : Verdict.rejected(violations, evidence);
        return Verdict.both(
                Verdict.both(unhindered, unrevoked, (roles, keys) -> true), belonging, (ignored, found) -> found);
    }

    private static List<Violation> roles(CertificateKind kind, QcStatements statements, SoftwareStatement statement) {
        boolean legacy = kind == CertificateKind.OB_TRANSPORT || kind == CertificateKind.OB_SIGNING;
        if (statements.psd2().isEmpty()) {
            return legacy
                    ? List.of()
                    : List.of(violation(CertificateReason.QC_STATEMENTS, "no PSD2 statement in a " + kind));
        }
        return RoleComparison.fault(statements.psd2().get(), statement).stream().toList();
    }

    private CertificateFacts facts(ValidatedPath path, Belonging belonging) {
        ReadCertificate certificate = belonging.certificate();
        CertificateFacts.Builder facts = CertificateFacts.builder(
                        belonging.kind(),
                        certificate.subject().comparedBy(names),
                        certificate.x509().getPublicKey(),
                        certificate.der())
                .fingerprint(certificate.fingerprint())
                .path(path.subjects())
                .trustAnchor(path.anchor().certificate().subject().rfc4514())
                .boundBy(belonging.boundBy())
                .revocation(path.revocation());
        belonging.statements().psd2().ifPresent(psd2 -> facts.roles(psd2.obieRoles()));
        certificate.single(AttributeTypes.ORGANIZATION_IDENTIFIER).ifPresent(facts::organizationIdentifier);
        return facts.build();
    }

    private static void noteRoles(QcStatements statements, SoftwareStatement statement, NotedChecks noted) {
        String carried = statements
                .psd2()
                .map(psd2 -> new TreeSet<>(psd2.obieRoles()).toString())
                .orElse("no PSD2 statement");
        noted.passed(CertificateReason.QC_STATEMENTS, carried, "a PSD2 statement, except in a legacy certificate");
        noted.passed(
                CertificateReason.ROLES,
                carried,
                statements.psd2().isEmpty()
                        ? "nothing of a legacy certificate"
                        : "at least " + new TreeSet<>(statement.roles()));
    }

    /** Collects the options. */
    public static final class Builder {

        private static final Set<CertificateReason> WAIVABLE =
                EnumSet.of(CertificateReason.ROLES, CertificateReason.QC_STATEMENTS);

        private final CertificatePathValidator.Builder paths;
        private CertificatePurpose purpose = CertificatePurpose.TRANSPORT;
        private CertificateClassifier classifier = CertificateClassifier.standard();
        private final Set<CertificateKind> kinds = EnumSet.noneOf(CertificateKind.class);
        private List<BindingRule> rules = BindingRules.standard();
        private QcStatementSyntax syntax = QcStatementSyntax.STRICT;
        private NameMatching names = NameMatching.exact();
        private final Map<CertificateReason, String> waived = new EnumMap<>(CertificateReason.class);

        private boolean revokedKeySets;
        private ExpiryWatch expiry;

        private Builder(Supplier<TrustAnchors> trust) {
            this.paths = CertificatePathValidator.builder(trust);
            this.expiry = ExpiryWatch.logging(trust);
        }

        /** What certificates are used for; transport unless told otherwise. */
        public Builder purpose(CertificatePurpose use) {
            this.purpose = requireNonNull(use, "use");
            return this;
        }

        /** The kinds that are accepted; unless told otherwise, those made for the purpose. */
        public Builder accept(CertificateKind first, CertificateKind... more) {
            kinds.clear();
            kinds.addAll(EnumSet.of(first, more));
            return this;
        }

        /** The rules by which a certificate belongs; the first that is meant for its kind is applied. */
        public Builder bindBy(BindingRule first, BindingRule... more) {
            List<BindingRule> all = new ArrayList<>(List.of(first));
            all.addAll(List.of(more));
            this.rules = all;
            return this;
        }

        /** How kinds are told; for a directory that is not Open Banking's. */
        public Builder classifyBy(CertificateClassifier other) {
            this.classifier = requireNonNull(other, "other");
            return this;
        }

        /** How strictly PSD2 statements are read; strictly unless told otherwise. */
        public Builder qcStatements(QcStatementSyntax other) {
            this.syntax = requireNonNull(other, "other");
            return this;
        }

        /** How a {@code tls_client_auth_dn} is compared with the subject; exactly unless told otherwise. */
        public Builder matchNames(NameMatching mode) {
            this.names = requireNonNull(mode, "mode");
            return this;
        }

        /** How many intermediates a path may have, self-issued ones not counted; 5 unless told otherwise. */
        public Builder maxIntermediates(int most) {
            paths.maxIntermediates(most);
            return this;
        }

        /**
         * Accepts only certificates that are issued under one of these certificate policies.
         *
         * @param oids the policies' object identifiers, such as {@code 0.4.0.194112.1.4} for a QWAC
         */
        public Builder requirePolicy(String... oids) {
            paths.requirePolicy(oids);
            return this;
        }

        /** Whether and where it is asked if certificates are revoked; this or {@link #withoutRevocation} has to be said. */
        public Builder revocation(RevocationChecking checking) {
            paths.revocation(checking);
            return this;
        }

        /**
         * Asks nobody if certificates are revoked.
         *
         * @param because why the bank takes the risk, or who else checks; part of every verdict
         * @throws IllegalArgumentException if that is blank
         */
        public Builder withoutRevocation(String because) {
            return revocation(RevocationChecking.disabled(because));
        }

        /** Also refuses certificates whose key is in a revoked key set that the statement names. */
        public Builder refuseKeysRevokedAtDirectory() {
            this.revokedKeySets = true;
            return this;
        }

        /** What warns of anchors that end soon; unless told otherwise, the log, from 182 days before. */
        public Builder warnOfExpiry(ExpiryWatch watch) {
            this.expiry = requireNonNull(watch, "watch");
            return this;
        }

        /**
         * Lets certificates pass in spite of a fault.
         *
         * @param reason {@link CertificateReason#KEY_USAGE}, {@link CertificateReason#EXTENDED_KEY_USAGE},
         *     {@link CertificateReason#ROLES} or {@link CertificateReason#QC_STATEMENTS} where a PSD2 statement is missing
         * @param why for the evidence of each verdict that made use of it
         * @throws IllegalArgumentException for any other reason, or none given
         */
        public Builder waive(CertificateReason reason, String why) {
            if (!WAIVABLE.contains(reason)) {
                paths.waive(reason, why);
            } else if (why.isBlank()) {
                throw new IllegalArgumentException("a waiver needs a reason");
            } else {
                waived.put(reason, why);
            }
            return this;
        }

        /**
         * The verifier.
         *
         * @throws IllegalArgumentException if an accepted kind has no binding rule, or if nothing was said of revocation
         */
        public X509CertificateVerifier build() {
            return new X509CertificateVerifier(this);
        }

        private Map<CertificateKind, BindingRule> ruleOfEachKind() {
            Map<CertificateKind, BindingRule> chosen = new EnumMap<>(CertificateKind.class);
            for (CertificateKind kind : kinds.isEmpty() ? purpose.kinds() : kinds) {
                chosen.put(
                        kind,
                        BindingRules.forKind(rules, kind)
                                .orElseThrow(() ->
                                        new IllegalArgumentException("no binding rule for the accepted kind " + kind)));
            }
            return Map.copyOf(chosen);
        }
    }
}
