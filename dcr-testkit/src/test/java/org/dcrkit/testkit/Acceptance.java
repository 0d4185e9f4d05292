package org.dcrkit.testkit;

import java.util.List;
import org.dcrkit.PolicyOutcome;
import org.dcrkit.RegistrationFacts;
import org.dcrkit.RegistrationPolicy;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.RequestRequirements;
import org.dcrkit.SsaRequirements;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.spi.CheckLog;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Reason;

/** A bank that looks at tokens only and has no rules about claims. */
final class Acceptance implements RegistrationPolicy {

    static final String AUDIENCE = "0015800000jfwxXAAQ";

    static RegistrationValidator bank(FakeDirectory directory) {
        return RegistrationValidator.builder(
                        directory.trustedAlone(), directory.keySource(), new Acceptance(), directory.clock())
                .withoutCertificates("this test looks at tokens")
                .withoutReplayGuard("this test looks at tokens")
                .build();
    }

    @Override
    public String name() {
        return "none";
    }

    @Override
    public SsaRequirements ssaRequirements() {
        return SsaRequirements.defaults();
    }

    @Override
    public RequestRequirements requestRequirements() {
        return RequestRequirements.forAudience(AUDIENCE);
    }

    @Override
    public PolicyOutcome evaluate(RegistrationFacts facts, CheckLog log) {
        return new PolicyOutcome(List.of(), ClientMetadata.none(), Evidence.none());
    }

    @Override
    public List<Reason> reasons() {
        return List.of();
    }
}
