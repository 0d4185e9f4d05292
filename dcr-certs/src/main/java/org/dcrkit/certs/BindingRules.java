package org.dcrkit.certs;

import static org.dcrkit.certs.ReadCertificate.violation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;

/** The binding rules in use. */
public final class BindingRules {

    private BindingRules() {}

    /** The rules for every kind, in the order in which a verifier tries them: what OBIE and ETSI lay down. */
    public static List<BindingRule> standard() {
        return List.of(legacy(), openBanking(), qualified());
    }

    /**
     * Legacy Open Banking certificates: {@code CN} is the {@code software_id}, {@code OU} the {@code org_id}.
     *
     * <p>Both attributes must be there exactly once. Values are compared exactly, capitals included.
     */
    public static BindingRule legacy() {
        return named("legacy", EnumSet.of(CertificateKind.OB_TRANSPORT, CertificateKind.OB_SIGNING), candidate -> {
            SoftwareStatement statement = candidate.statement();
            SubjectComparison comparison = new SubjectComparison(candidate);
            comparison.equal("CN", "software_id", statement.softwareId(), CertificateReason.OTHER_SOFTWARE);
            comparison.equal("OU", "org_id", statement.organisationId(), CertificateReason.OTHER_ORGANISATION);
            return comparison.verdict();
        });
    }

    /**
     * OBWAC and OBSeal: {@code CN} is the {@code org_id}, organizationIdentifier the authority and registration id of one of
     * the statement's authority claims.
     *
     * <p>Such a certificate belongs to an organisation, not to one software of it.
     */
    public static BindingRule openBanking() {
        return named("open-banking", EnumSet.of(CertificateKind.OBWAC, CertificateKind.OBSEAL), candidate -> {
            SoftwareStatement statement = candidate.statement();
            SubjectComparison comparison = new SubjectComparison(candidate);
            comparison.equal("CN", "org_id", statement.organisationId(), CertificateReason.OTHER_ORGANISATION);
            comparison.registered(statement.authorities());
            return comparison.verdict();
        });
    }

    /**
     * QWAC and QSealC: organizationIdentifier is the authority and registration id of one of the statement's authority
     * claims ({@code FCAGBR} and {@code 123456} make {@code PSDGB-FCA-123456}).
     */
    public static BindingRule qualified() {
        return named("qualified", EnumSet.of(CertificateKind.QWAC, CertificateKind.QSEALC), candidate -> {
            SubjectComparison comparison = new SubjectComparison(candidate);
            comparison.registered(candidate.statement().authorities());
            return comparison.verdict();
        });
    }

    /** Any kind: the certificate is in the key set at the statement's {@code software_jwks_endpoint}. */
    public static BindingRule inSoftwareKeySet(KeySetMatch match) {
        return KeySetRules.inSoftwareKeySet(match);
    }

    /** Any kind: the certificate is in the key set at the statement's {@code org_jwks_endpoint}. */
    public static BindingRule inOrganisationKeySet(KeySetMatch match) {
        return KeySetRules.inOrganisationKeySet(match);
    }

    /**
     * Any kind: the certificate is, or chains to, a certificate found at the statement's {@code org_jwks_endpoint}.
     *
     * <p>Beside the bank's own trust anchors, never instead of them. Only certificates of authorities in the {@code x5c} of
     * the organisation's keys serve as anchors.
     */
    public static BindingRule chainsToOrganisation() {
        return KeySetRules.chainsToOrganisation();
    }

    static BindingRule named(String name, Set<CertificateKind> kinds, Comparison comparison) {
        return new Named(name, kinds, comparison);
    }

    static BindingRule all(BindingRule first, List<BindingRule> others) {
        List<BindingRule> rules = new ArrayList<>(List.of(first));
        rules.addAll(others);
        String name = String.join(" and ", rules.stream().map(BindingRule::name).toList());
        return named(name, first.kinds(), candidate -> {
            Verdict<List<String>> all = Verdict.accepted(List.of());
            for (BindingRule rule : rules) {
                Verdict<String> one = KeySetQuestion.answer(
                        candidate.keySets(), Obstacle.Kind.SOFTWARE_KEYS, () -> rule.bind(candidate));
                all = Verdict.both(all, one, BindingRules::joined);
            }
            return all.map(matched -> String.join("; ", matched));
        });
    }

    private static List<String> joined(List<String> matched, String more) {
        List<String> joined = new ArrayList<>(matched);
        joined.add(more);
        return joined;
    }

    static Verdict<String> refused(CertificateReason reason, String detail) {
        return Verdict.rejected(violation(reason, detail));
    }

    /** The comparison that a rule makes. */
    @FunctionalInterface
    interface Comparison {
        Verdict<String> bind(BindingCandidate candidate) throws CheckUnavailableException, KeySetRefusedException;
    }

    private record Named(String name, Set<CertificateKind> kinds, Comparison comparison) implements BindingRule {

        Named {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public Verdict<String> bind(BindingCandidate candidate)
                throws CheckUnavailableException, KeySetRefusedException {
            return comparison.bind(candidate);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The first rule that is meant for a kind. */
    static Optional<BindingRule> forKind(List<BindingRule> rules, CertificateKind kind) {
        return rules.stream().filter(rule -> rule.kinds().contains(kind)).findFirst();
    }
}
