package org.dcrkit.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a policy file. */
public sealed interface PolicyParse {

    /**
     * The file is a policy.
     *
     * @param policy the policy
     */
    record Parsed(ClaimPolicy policy) implements PolicyParse {
        /** Requires the policy. */
        public Parsed {
            requireNonNull(policy, "policy");
        }
    }

    /**
     * The file is none.
     *
     * @param faults everything that is wrong with it, in the order of the file
     */
    record Refused(List<PolicyFault> faults) implements PolicyParse {
        /** Copies the faults. */
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /**
     * The policy, for callers who cannot go on without it.
     *
     * @throws IllegalArgumentException with all faults, one a line
     */
    default ClaimPolicy orElseThrow() {
        if (this instanceof Parsed parsed) {
            return parsed.policy();
        }
        throw new IllegalArgumentException(
                ((Refused) this).faults().stream().map(PolicyFault::toString).collect(Collectors.joining("\n")));
    }
}
