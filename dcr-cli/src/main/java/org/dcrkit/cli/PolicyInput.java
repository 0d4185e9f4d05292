package org.dcrkit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.dcrkit.policy.ClaimPolicy;
import org.dcrkit.policy.PolicyFile;
import org.dcrkit.policy.PolicyParse;
import org.dcrkit.policy.PolicyProfile;
import org.dcrkit.policy.Profiles;

/** A policy by the name of a profile, or from a JSON file. */
final class PolicyInput {

    private static final String ANY_AUDIENCE = "the bank's own id";

    private PolicyInput() {}

    /** The policy; a profile's is for no bank in particular. */
    static ClaimPolicy read(String nameOrFile) {
        return Profiles.named(nameOrFile)
                .map(profile -> profile.policy(ANY_AUDIENCE))
                .orElseGet(() -> file(nameOrFile));
    }

    private static ClaimPolicy file(String given) {
        Path file = Path.of(given);
        if (!given.endsWith(".json") && !Files.exists(file)) {
            throw new UnusableInputException("There is no policy " + given + ". There are: "
                    + Profiles.all().stream().map(PolicyProfile::profileName).collect(Collectors.joining(", "))
                    + ", and files in JSON.");
        }
        PolicyParse parse = PolicyFile.read(InputFile.bytes(file));
        if (parse instanceof PolicyParse.Parsed parsed) {
            return parsed.policy();
        }
        PolicyParse.Refused refused = (PolicyParse.Refused) parse;
        throw new UnusableInputException(given + " is no policy:\n  "
                + refused.faults().stream().map(Object::toString).collect(Collectors.joining("\n  ")));
    }
}
