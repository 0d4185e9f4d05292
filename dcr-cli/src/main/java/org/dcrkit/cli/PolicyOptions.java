package org.dcrkit.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.Mettle;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.policy.Profiles;
import picocli.CommandLine.Option;

/** The options that say by which rules. */
final class PolicyOptions {

    private static final String METTLE = Mettle.PRODUCTION.profileName();

    @Option(
            names = {"--policy", "--profile"},
            defaultValue = "obie-3.3",
            paramLabel = "NAME",
            description = {
                "The rules: obie-3.1 to obie-3.4, or those of a bank or vendor.",
                "dcr policy describe lists them. Unless told otherwise: obie-3.3."
            })
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--audience",
            paramLabel = "AUD",
            description = "The aud that the bank accepts; may be given several times.")
    private Set<String> audiences = new LinkedHashSet<>();

    PolicyProfile profile() {
        return named(name);
    }

    ClaimPolicy policy(RevokedKeys revokedKeys) {
        PolicyProfile profile = profile();
        if (audiences.isEmpty() && name.startsWith(METTLE)) {
            audiences = Set.of(Mettle.AUDIENCE);
        }
        if (audiences.isEmpty()) {
            throw new UnusableInputException("Say with --audience which aud the bank accepts.");
        }
        return profile.policy(
                RequestRequirements.forAudience(Set.copyOf(audiences)).withRevokedKeys(revokedKeys));
    }

    static PolicyProfile named(String name) {
        return Profiles.named(name)
                .orElseThrow(() -> new UnusableInputException(
                        "There is no policy " + name + ". There are: " + names(Profiles.all()) + "."));
    }

    private static String names(List<PolicyProfile> profiles) {
        return profiles.stream().map(PolicyProfile::profileName).collect(Collectors.joining(", "));
    }
}
