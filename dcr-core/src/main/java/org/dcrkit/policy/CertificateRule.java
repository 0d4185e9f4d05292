package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.SubjectName;
import org.dcrkit.verdict.ClaimPath;
import org.jspecify.annotations.Nullable;

/**
 * What a bank asks of the presented certificate beyond that it is trusted and the software's.
 *
 * <p>Judged where the certificate was checked; a validator without a certificate gate leaves nothing to compare with.
 */
public final class CertificateRule {

    private static final List<RequestClaim> NAMES =
            List.of(RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN, RequestClaim.TLS_CLIENT_AUTH_DN);
    private static final CertificateRule DEFAULTS =
            new CertificateRule(EnumSet.allOf(CertificateKind.class), true, Map.of());

    private final Set<CertificateKind> kinds;
    private final boolean subjectNamed;
    private final Map<String, SsaClaim> attributes;

    private CertificateRule(Set<CertificateKind> kinds, boolean subjectNamed, Map<String, SsaClaim> attributes) {
        this.kinds = Set.copyOf(kinds);
        this.subjectNamed = subjectNamed;
        this.attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** Any kind, and the subject that the request names must be the one presented. */
    static CertificateRule defaults() {
        return DEFAULTS;
    }

    /** Only these kinds are accepted. */
    public CertificateRule kinds(CertificateKind first, CertificateKind... more) {
        return new CertificateRule(EnumSet.of(first, more), subjectNamed, attributes);
    }

    /** The request may name the subject of another certificate than the presented one, for use at the token endpoint. */
    public CertificateRule anySubject() {
        return subjectNamed(false);
    }

    CertificateRule subjectNamed(boolean asked) {
        return new CertificateRule(kinds, asked, attributes);
    }

    /**
     * An attribute of the presented subject must be there once and equal a claim of the software statement.
     *
     * @param oid the attribute's object identifier: 2.5.4.3 for the common name, 2.5.4.11 for the organisational unit
     */
    public CertificateRule attribute(String oid, SsaClaim claim) {
        Map<String, SsaClaim> changed = new TreeMap<>(attributes);
        changed.put(requireNonNull(oid, "oid"), requireNonNull(claim, "claim"));
        return new CertificateRule(kinds, subjectNamed, changed);
    }

    /** An attribute of the presented subject may be anything. */
    public CertificateRule withoutAttribute(String oid) {
        Map<String, SsaClaim> changed = new TreeMap<>(attributes);
        changed.remove(oid);
        return new CertificateRule(kinds, subjectNamed, changed);
    }

    /** The kinds that are accepted. */
    public Set<CertificateKind> kinds() {
        return kinds;
    }

    /** Whether the subject that the request names has to be that of the presented certificate. */
    public boolean subjectNamed() {
        return subjectNamed;
    }

    /** The claims of the software statement that attributes of the subject must equal, by object identifier. */
    public Map<String, SsaClaim> attributes() {
        return attributes;
    }

    void judge(PolicyEvaluation evaluation) {
        evaluation.facts().certificate().ifPresent(certificate -> {
            evaluation.require(
                    kinds.contains(certificate.kind()),
                    PolicyReason.CERTIFICATE_KIND_NOT_ACCEPTED,
                    ClaimPath.certificate(),
                    certificate.kind().name(),
                    words(kinds));
            attributes.forEach((oid, claim) -> judgeAttribute(evaluation, oid, claim, certificate));
            if (subjectNamed) {
                NAMES.forEach(claim -> judgeSubject(evaluation, claim, certificate));
            }
        });
    }

    private static void judgeAttribute(
            PolicyEvaluation evaluation, String oid, SsaClaim claim, CertificateFacts certificate) {
        SoftwareStatement statement = evaluation.facts().statement();
        List<String> values = certificate.subject().values(oid);
        Optional<String> stated = statement.text(claim);
        evaluation.require(
                stated.isPresent() && values.equals(List.of(stated.get())),
                PolicyReason.CERTIFICATE_ATTRIBUTE_MISMATCH,
                ClaimPath.certificate(),
                values.isEmpty() ? "no " + oid : oid + "=" + String.join(", ", values),
                oid + "=" + stated.orElse("") + ", the statement's "
                        + statement.dialect().nameOf(claim));
    }

    private static void judgeSubject(PolicyEvaluation evaluation, RequestClaim claim, CertificateFacts certificate) {
        ClientMetadata metadata = evaluation.metadata();
        metadata.text(claim).filter(written -> evaluation.sound(claim)).ifPresent(written -> {
            SubjectName.Match match = certificate.subject().match(written);
            String presented = certificate.subject().rfc4514();
            boolean readable = evaluation.require(
                    match != SubjectName.Match.UNREADABLE,
                    claim,
                    PolicyReason.SUBJECT_DN_UNREADABLE,
                    PolicyEvaluation.path(claim),
                    written,
                    "a distinguished name such as " + presented);
            if (readable) {
                evaluation.require(
                        match == SubjectName.Match.SAME,
                        claim,
                        PolicyReason.SUBJECT_DN_MISMATCH,
                        PolicyEvaluation.path(claim),
                        written,
                        presented);
            }
        });
    }

    private static String words(Set<CertificateKind> kinds) {
        return kinds.stream().sorted().map(CertificateKind::name).collect(Collectors.joining(", "));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CertificateRule that && contents().equals(that.contents());
    }

    @Override
    public int hashCode() {
        return contents().hashCode();
    }

    @Override
    public String toString() {
        return "certificates " + contents();
    }

    private List<Object> contents() {
        return List.of(kinds, subjectNamed, attributes);
    }
}
