package org.dcrkit.testkit;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.certs.X509CertificateVerifier;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.ObieProfile;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.spi.ReplayGuard;

/** A bank of the tests: a policy, and how a registration has to be to please it. */
record Bank(RegistrationPolicy policy, UnaryOperator<RegistrationDraft> pleased) {

    static final String AUDIENCE = "0015800000jfwxXAAQ";

    /** The ordinary bank first, then those with a rule that it has not. */
    static List<Bank> all() {
        ClaimPolicy obie = ObieProfile.V3_3.policy(AUDIENCE);
        ClaimPolicy strict = obie.derive("strict")
                .ssa(ssa -> ssa.withSkew(Duration.ZERO)
                        .withMaxAge(Duration.ofMinutes(5))
                        .withExpiryRequired())
                .request(request -> request.withMaxLifetime(Duration.ofHours(1)))
                .build();
        ClaimPolicy impatient = obie.derive("impatient")
                .request(request -> request.withMaxAge(Duration.ofMinutes(5)))
                .build();
        return List.of(
                new Bank(obie, UnaryOperator.identity()),
                new Bank(strict, draft -> draft.ssa(ssa -> ssa.claim("exp", now(draft) + 60))),
                new Bank(impatient, UnaryOperator.identity()));
    }

    /** An acceptable registration at this bank, in a directory of its own. */
    RegistrationDraft registration(CertificateKind kind, TestClock clock) {
        return pleased.apply(FakeDirectory.openBanking(clock)
                .build()
                .tpp("Acme")
                .transport(kind)
                .build()
                .registration(AUDIENCE));
    }

    boolean notices(Sabotage sabotage, CertificateKind kind, TestClock clock) {
        return sabotage.appliesTo(registration(kind, clock), policy);
    }

    RegistrationValidator validator(FakeDirectory directory) {
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        for (X509Certificate anchor : directory.trustAnchors()) {
            anchors.anchor(anchor.getSubjectX500Principal().getName(), anchor);
        }
        Set<ReplayGuard.TokenUse> used = ConcurrentHashMap.newKeySet();
        return RegistrationValidator.builder(directory.trustedAlone(), directory.keySource(), policy, directory.clock())
                .certificates(X509CertificateVerifier.builder(anchors.build()).build())
                .replayGuard((use, until, at) -> used.add(use))
                .build();
    }

    private static long now(RegistrationDraft draft) {
        return draft.tpp().directory().clock().instant().getEpochSecond();
    }

    @Override
    public String toString() {
        return policy.name();
    }
}
