package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import org.dcrkit.spi.CertificateVerifier;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.RegisteredSoftware;
import org.dcrkit.spi.ReplayGuard;
import org.dcrkit.spi.SignatureEngine;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The front door: a submission goes in, a verdict comes out.
 *
 * <p>Built once at start-up and shared by all threads. For each submission the clock is read once; then shape, software
 * statement, request and certificate, policy, replay are judged in that order, and the first gate that fails decides. The
 * request and the certificate are judged independently of each other, and the faults of both are reported.
 *
 * <p>Neither method throws for anything that a TPP sends.
 */
public final class RegistrationValidator {

    private final Judgement.Parts parts;
    private final InstantSource clock;

    private RegistrationValidator(Builder builder) {
        this.clock = builder.clock;
        if (builder.certificates == null && builder.uncheckedBecause == null) {
            throw new IllegalArgumentException("say how certificates are checked, or why they are not: "
                    + "certificates(verifier) or withoutCertificates(because)");
        }
        if (builder.replayGuard == null && builder.replayableBecause == null) {
            throw new IllegalArgumentException("say how a second use of a request is noticed, or why it is not: "
                    + "replayGuard(guard) or withoutReplayGuard(because)");
        }
        this.parts = new Judgement.Parts(
                SsaVerifier.builder(builder.directories, builder.keySource)
                        .requirements(builder.policy.ssaRequirements())
                        .limits(builder.limits)
                        .signatureEngine(builder.engine)
                        .build(),
                RequestJwtVerifier.builder(builder.policy.requestRequirements(), builder.keySource)
                        .limits(builder.limits)
                        .signatureEngine(builder.engine)
                        .build(),
                builder.certificates == null
                        ? null
                        : CertificateBindingChecker.of(builder.certificates, builder.keySource),
                builder.policy,
                builder.replayGuard,
                builder.registered,
                configured(builder));
    }

    /** What every verdict rests on, whatever was submitted: the policy, and the checks that are left out. */
    private static Evidence configured(Builder builder) {
        Evidence evidence = Evidence.of("policy", builder.policy.name());
        if (builder.certificates == null) {
            evidence = evidence.with("certificate", "not checked, because: " + builder.uncheckedBecause);
        }
        return builder.replayGuard == null
                ? evidence.with("replay", "not checked, because: " + builder.replayableBecause)
                : evidence;
    }

    /**
     * A validator.
     *
     * @param directories whose software statements to believe
     * @param keySource where key sets come from
     * @param policy the bank's rules
     * @param clock read once for each submission
     */
    public static Builder builder(
            TrustedDirectories directories, KeySource keySource, RegistrationPolicy policy, InstantSource clock) {
        return new Builder(directories, keySource, policy, clock);
    }

    /** Judges a submission and stops at the first gate that fails; an accepted one is marked as used. */
    public Verdict<AcceptedRegistration> validate(RegistrationSubmission submission) {
        return new Judgement(parts, clock.instant(), false).of(submission).verdict();
    }

    /**
     * Judges a submission and reports every check, those after a failed gate included, with unverified values marked.
     *
     * <p>Marks no use at the replay guard. Like {@link #validate} it contacts nobody but the configured directory until the
     * statement's signature stands; past a fault it goes on where {@link #validate} stops, and so may
     * ask for key sets that {@link #validate} would not have asked for.
     */
    public Explanation explain(RegistrationSubmission submission) {
        return new Judgement(parts, clock.instant(), true).of(submission);
    }

    /**
     * Judges the update of a registered client (OBIE PUT /register/{ClientId}; RFC 7592, section 2.2) as {@link #validate} judges
     * a registration, and also that software, organisation and client are the same and no registered claim is left out.
     *
     * <p>That the sender holds the client's access token is for the server to check before.
     */
    public Verdict<AcceptedRegistration> validateUpdate(
            RegistrationSubmission submission, RegisteredClient registered) {
        return new Judgement(parts.updating(registered), clock.instant(), false)
                .of(submission)
                .verdict();
    }

    /** Collects what a validator needs. */
    public static final class Builder {

        private final TrustedDirectories directories;
        private final KeySource keySource;
        private final RegistrationPolicy policy;
        private final InstantSource clock;
        private TokenLimits limits = TokenLimits.defaults();
        private SignatureEngine engine = NimbusSignatureEngine.create();
        private @Nullable CertificateVerifier certificates;
        private @Nullable String uncheckedBecause;
        private @Nullable ReplayGuard replayGuard;
        private @Nullable String replayableBecause;
        private @Nullable RegisteredSoftware registered;

        private Builder(
                TrustedDirectories directories, KeySource keySource, RegistrationPolicy policy, InstantSource clock) {
            this.directories = requireNonNull(directories, "directories");
            this.keySource = requireNonNull(keySource, "keySource");
            this.policy = requireNonNull(policy, "policy");
            this.clock = requireNonNull(clock, "clock");
        }

        /** How presented certificates are checked. */
        public Builder certificates(CertificateVerifier verifier) {
            this.certificates = requireNonNull(verifier, "verifier");
            return this;
        }

        /**
         * Leaves certificates to somebody else. Any TPP's request may then be sent by another; the reason stands in the
         * evidence of every verdict.
         */
        public Builder withoutCertificates(String because) {
            this.uncheckedBecause = reason(because);
            return this;
        }

        /** How a second use of a request is noticed. */
        public Builder replayGuard(ReplayGuard guard) {
            this.replayGuard = requireNonNull(guard, "guard");
            return this;
        }

        /** Lets a request be used any number of times; the reason stands in the evidence of every verdict. */
        public Builder withoutReplayGuard(String because) {
            this.replayableBecause = reason(because);
            return this;
        }

        /** Refuses software that is registered already; OBIE leaves that to the bank, Brazil and Australia ask for it. */
        public Builder refuseDuplicates(RegisteredSoftware software) {
            this.registered = requireNonNull(software, "software");
            return this;
        }

        /** How large a token may be; {@link TokenLimits#defaults()} unless told otherwise. */
        public Builder limits(TokenLimits largest) {
            this.limits = requireNonNull(largest, "largest");
            return this;
        }

        /** What computes signatures; the platform's providers unless told otherwise. */
        public Builder signatureEngine(SignatureEngine computes) {
            this.engine = requireNonNull(computes, "computes");
            return this;
        }

        /**
         * The validator.
         *
         * @throws IllegalArgumentException if it is not said how certificates or replays are checked, nor why not, or the
         *     request's key is to come from a certificate that is not checked
         */
        public RegistrationValidator build() {
            return new RegistrationValidator(this);
        }

        private static String reason(String because) {
            if (because.isBlank()) {
                throw new IllegalArgumentException("leaving out a check needs a reason");
            }
            return because;
        }
    }
}
