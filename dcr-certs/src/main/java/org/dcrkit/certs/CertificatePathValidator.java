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
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

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
    private final CertificatePurpose purpose;
    private final int maxIntermediates;
    private final Map<CertificateReason, String> waived;

    private CertificatePathValidator(Builder builder) {
        this.trust = builder.trust;
        this.purpose = builder.purpose;
        this.maxIntermediates = builder.maxIntermediates;
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
     * Judges the first of the presented certificates.
     *
     * @return the path that stands, or a violation for each rule that is broken
     */
    public Verdict<ValidatedPath> validate(PresentedCertificates presented, Instant at) {
        return CertificateReader.readAll(presented.der()).then(read -> judge(read, at));
    }

    private Verdict<ValidatedPath> judge(List<ReadCertificate> presented, Instant at) {
        ReadCertificate client = presented.get(0);
        List<Violation> own = new ArrayList<>(PathRules.certificate(client, true, at));
        own.addAll(UsageRules.neverAnAuthority(client));
        Evidence evidence = Evidence.of("certificate.sha256", client.fingerprint());
        for (Violation violation : UsageRules.forPurpose(client, purpose)) {
            String why = waived.get(violation.reason());
            if (why == null) {
                own.add(violation);
            } else {
                evidence =
                        evidence.with("certificate.waived", violation.reason().code() + ": " + why);
            }
        }
        List<PathSearch.Path> paths = PathSearch.find(trust.get(), presented, maxIntermediates);
        List<Violation> least =
                List.of(violation(CertificateReason.UNTRUSTED, "no path to a trust anchor from " + client));
        boolean first = true;
        for (PathSearch.Path path : paths) {
            List<Violation> broken = PathRules.violations(path, purpose, at);
            if (broken.isEmpty() && own.isEmpty()) {
                broken = PathRules.platform(path, at);
            }
            if (broken.isEmpty() && own.isEmpty()) {
                ValidatedPath valid = new ValidatedPath(path.certificates(), path.anchor(), "not checked");
                return Verdict.accepted(valid, evidence.with("certificate.path", valid.toString()));
            }
            least = first || broken.size() < least.size() ? broken : least;
            first = false;
        }
        own.addAll(least);
        return Verdict.rejected(own, evidence);
    }

    /** Collects the options. */
    public static final class Builder {

        private final Supplier<TrustAnchors> trust;
        private CertificatePurpose purpose = CertificatePurpose.TRANSPORT;
        private int maxIntermediates = DEFAULT_INTERMEDIATES;
        private final Map<CertificateReason, String> waived = new EnumMap<>(CertificateReason.class);

        private Builder(Supplier<TrustAnchors> trust) {
            this.trust = trust;
        }

        /** What the certificate is used for; transport unless told otherwise. */
        public Builder purpose(CertificatePurpose use) {
            this.purpose = requireNonNull(use, "use");
            return this;
        }

        /**
         * How many intermediates a path may have; 5 unless told otherwise.
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

        /** The validator. */
        public CertificatePathValidator build() {
            return new CertificatePathValidator(this);
        }
    }
}
