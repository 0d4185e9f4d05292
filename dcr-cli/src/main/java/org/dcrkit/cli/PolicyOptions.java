package org.dcrkit.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.Mettle;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.policy.Profiles;
import org.dcrkit.policy.ResponseForm;
import picocli.CommandLine.Option;

/** The options that say by which rules. */
final class PolicyOptions {

    private static final String METTLE = Mettle.PRODUCTION.profileName();

    @Option(
            names = {"--policy", "--profile"},
            defaultValue = "obie-3.3",
            paramLabel = "NAME|FILE",
            description = {
                "The rules: obie-3.1 to obie-3.4, those of a bank or vendor, or a policy file in JSON.",
                "dcr policy describe lists them. Unless told otherwise: obie-3.3."
            })
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--audience",
            paramLabel = "AUD",
            description = "The aud that the bank accepts, where the policy does not say; may be given several times.")
    private Set<String> audiences = new LinkedHashSet<>();

    /** The policy; a profile does not know the bank, a file does. */
    ClaimPolicy policy(RevokedKeys revokedKeys) {
        if (Profiles.named(name).isEmpty()) {
            ClaimPolicy file = PolicyInput.read(name);
            return audiences.isEmpty()
                    ? file
                    : file.derive(file.name())
                            .request(asked -> RequestRequirements.forAudience(Set.copyOf(audiences))
                                    .withRevokedKeys(asked.revokedKeys())
                                    .withKeys(asked.keys())
                                    .withSkew(asked.skew()))
                            .build();
        }
        PolicyProfile profile = Profiles.named(name).orElseThrow();
        if (audiences.isEmpty() && name.startsWith(METTLE)) {
            audiences = Set.of(Mettle.AUDIENCE);
        }
        if (audiences.isEmpty()) {
            throw new UnusableInputException("Say with --audience which aud the bank accepts.");
        }
        return profile.policy(
                RequestRequirements.forAudience(Set.copyOf(audiences)).withRevokedKeys(revokedKeys));
    }

    ResponseForm responseForm() {
        return Profiles.named(name).map(PolicyProfile::responseForm).orElse(ResponseForm.standard());
    }
}
