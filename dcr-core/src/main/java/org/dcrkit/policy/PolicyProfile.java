package org.dcrkit.policy;

import java.util.Set;
import org.dcrkit.RequestRequirements;
import org.dcrkit.claims.SsaDialect;

/** A published set of rules that policies start from; it becomes one as soon as it is said whom requests are meant for. */
public interface PolicyProfile {

    /** The name in files and on the command line, such as {@code obie-3.3}. */
    String profileName();

    /** The policy, with what a bank asks of the request as a token. */
    ClaimPolicy policy(RequestRequirements request);

    /** How the software statements of the profile's regime name their claims: OBIE's way unless it says otherwise. */
    default SsaDialect dialect() {
        return SsaDialect.obie();
    }

    /** How responses are written. */
    default ResponseForm responseForm() {
        return ResponseForm.standard();
    }

    /** The policy for that audience: at OBIE the bank's own organisation id, at some banks a URL. */
    default ClaimPolicy policy(String audience) {
        return policy(RequestRequirements.forAudience(Set.of(audience)));
    }
}
