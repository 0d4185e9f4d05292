package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;
import static org.dcrkit.certs.ReadCertificate.violation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a presented certificate chains to a trust anchor and is fit for its purpose at an instant.
 *
 * <p>Of the presented certificates only the first is judged; the others are hints for the way to an anchor, whatever their
 * order, beside the intermediates that the bank has configured. Of several ways to the anchors one that stands is enough;
 * if none does, the one that breaks the fewest rules is reported.
 */
public final class CertificatePathValidator {

    private static final int DEFAULT_INTERMEDIATES = 5;
    private static final Set<CertificateReason> WAIVABLE =
            Set.of(CertificateReason.KEY_USAGE, CertificateReason.EXTENDED_KEY_USAGE);

    private final Supplier<TrustAnchors> trust;
    private final @Nullable CertificatePurpose purpose;
    private final RevocationChecking revocation;
    private final KeyStrength keys = new KeyStrength();
    private final int maxIntermediates;
    private final Set<String> policies;
    private final Map<CertificateReason, String> waived;

    private CertificatePathValidator(Builder builder, RevocationChecking revocation) {
        this.trust = builder.trust;
        this.purpose = builder.purpose;
        this.revocation = revocation;
        this.maxIntermediates = builder.maxIntermediates;
        this.policies = builder.policies;
        this.waived = Map.copyOf(builder.waived);
    }

    /** A validator that trusts these anchors. */
    public static Builder builder(TrustAnchors trust) {
        requireNonNull(trust, "trust");
        return new Builder(() -> trust);
    }

    /** A validator that asks for the anchors anew each time, so that they can be replaced while it runs. */
    public static Builder builder(Supplier<TrustAnchors> trust) {
        return new Builder(requireNonNull(trust, "trust"));
    }

    /**
     * Judges the first of the presented certificates, its revocation included.
     *
     * @return the path that stands; a violation for each rule that is broken; or an obstacle if the revocation has to be
     *     known and is not
     */
    public Verdict<ValidatedPath> validate(PresentedCertificates presented, Instant at) {
        return validate(presented, List.of(), at);
    }

    /**
     * The same with OCSP responses that came with the certificates.
     *
     * @param stapled OCSP responses in DER, believed only if they are in order
     */
    public Verdict<ValidatedPath> validate(PresentedCertificates presented, List<byte[]> stapled, Instant at) {
        return CertificateReader.readAll(presented.der())
                .then(read -> search(read, at).then(standing -> unrevoked(standing, stapled, at, true)));
    }

    /** Paths that stand but for revocation, and what they rest on. */
    record Standing(List<PathSearch.Path> paths) {}

    /** Finds the paths that stand; asks nobody. */
    Verdict<Standing> search(List<ReadCertificate> presented, Instant at) {
        ReadCertificate client = presented.get(0);
        List<Violation> own = new ArrayList<>(PathRules.certificate(client, true, keys, at));
        own.addAll(UsageRules.neverAnAuthority(client));
        Evidence evidence = Evidence.of("certificate.sha256", client.fingerprint());
        for (Violation violation : purpose == null ? List.<Violation>of() : UsageRules.forPurpose(client, purpose)) {
            String why = waived.get(violation.reason());
            if (why == null) {
                own.add(violation);
            } else {
                evidence =
                        evidence.with("certificate.waived", violation.reason().code() + ": " + why);
            }
        }
        List<PathSearch.Path> standing = new ArrayList<>();
        List<Violation> least =
                List.of(violation(CertificateReason.UNTRUSTED, "no path to a trust anchor from " + client));
        boolean first = true;
        for (PathSearch.Path path : PathSearch.find(trust.get(), presented, maxIntermediates)) {
            List<Violation> broken = PathRules.violations(path, purpose, keys, at);
            if (broken.isEmpty() && own.isEmpty()) {
                broken = PathRules.platform(path, policies, at);
            }
            if (broken.isEmpty() && own.isEmpty()) {
                standing.add(path);
            }
            least = first || broken.size() < least.size() ? broken : least;
            first = false;
        }
        if (!standing.isEmpty()) {
            return Verdict.accepted(new Standing(standing), evidence);
        }
        own.addAll(least);
        return Verdict.rejected(own, evidence);
    }

    /** Chooses the first of the paths on which nothing is revoked. */
    Verdict<ValidatedPath> unrevoked(Standing standing, List<byte[]> stapled, Instant at, boolean mayFetch) {
        List<Violation> revoked = new ArrayList<>();
        List<Obstacle> unknown = new ArrayList<>();
        for (PathSearch.Path path : standing.paths()) {
            RevocationChecking.Outcome outcome = revocation.check(path, stapled, at, mayFetch);
            switch (outcome.state()) {
                case REVOKED -> revoked.add(violation(CertificateReason.REVOKED, outcome.detail()));
                case UNKNOWN ->
                    unknown.add(
                            new Obstacle(Obstacle.Kind.CERTIFICATE_STATUS, outcome.detail(), revocation.retryAfter()));
                case GOOD -> {
                    ValidatedPath valid = new ValidatedPath(path.certificates(), path.anchor(), outcome.detail());
                    return Verdict.accepted(
                            valid,
                            Evidence.of("certificate.path", valid.toString())
                                    .with("certificate.revocation", outcome.detail()));
                }
            }
        }
        return unknown.isEmpty()
                ? Verdict.rejected(revoked, Evidence.none())
                : new Verdict.Indeterminate<>(unknown, Evidence.none());
    }

    /** Collects the options. */
    public static final class Builder {

        private final Supplier<TrustAnchors> trust;
        private @Nullable CertificatePurpose purpose = CertificatePurpose.TRANSPORT;
        private @Nullable RevocationChecking revocation;
        private int maxIntermediates = DEFAULT_INTERMEDIATES;
        private Set<String> policies = Set.of();
        private final Map<CertificateReason, String> waived = new EnumMap<>(CertificateReason.class);

        private Builder(Supplier<TrustAnchors> trust) {
            this.trust = trust;
        }

        /** What the certificate is used for; transport unless told otherwise. */
        public Builder purpose(CertificatePurpose use) {
            this.purpose = requireNonNull(use, "use");
            return this;
        }

        /** For paths whose purpose somebody else judges. */
        Builder anyPurpose() {
            this.purpose = null;
            return this;
        }

        /** Whether and where it is asked if certificates are revoked; this or {@link #withoutRevocation} has to be said. */
        public Builder revocation(RevocationChecking checking) {
            this.revocation = requireNonNull(checking, "checking");
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

        /**
         * How many intermediates a path may have, self-issued ones not counted; 5 unless told otherwise.
         *
         * @throws IllegalArgumentException if it is negative or above 8
         */
        public Builder maxIntermediates(int most) {
            if (most < 0 || most > 8) {
                throw new IllegalArgumentException("0 to 8 intermediates: " + most);
            }
            this.maxIntermediates = most;
            return this;
        }

        /**
         * Accepts only paths that are valid for one of these certificate policies (RFC 5280, section 6.1.1, c and e).
         *
         * @param oids the policies' object identifiers, such as {@code 0.4.0.194112.1.4} for a QWAC
         */
        public Builder requirePolicy(String... oids) {
            this.policies = Set.of(oids);
            return this;
        }

        /**
         * Lets certificates pass although their usages do not allow the purpose: sandbox certificates without key usage, or
         * QWACs that public authorities no longer issue for client authentication.
         *
         * @param reason {@link CertificateReason#KEY_USAGE} or {@link CertificateReason#EXTENDED_KEY_USAGE}
         * @param why for the evidence of each verdict that made use of it
         * @throws IllegalArgumentException for any other reason, or none given
         */
        public Builder waive(CertificateReason reason, String why) {
            if (!WAIVABLE.contains(reason) || why.isBlank()) {
                throw new IllegalArgumentException("only " + WAIVABLE + " can be waived, and with a reason");
            }
            waived.put(reason, why);
            return this;
        }

        /**
         * The validator.
         *
         * @throws IllegalArgumentException if nothing was said of revocation
         */
        public CertificatePathValidator build() {
            if (revocation == null) {
                throw new IllegalArgumentException(
                        "say revocation(...), or withoutRevocation(because) with the reason why nobody is asked");
            }
            return new CertificatePathValidator(this, revocation);
        }
    }
}
