package org.dcrkit.policy;

import java.time.Duration;
import java.util.List;
import org.dcrkit.SsaRequirements;
import org.dcrkit.VerifiedSsa;
import org.dcrkit.claims.JsonValue.JsonBoolean;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;

/**
 * Registration at a bank's portal: a person signs in through the directory and uploads a software statement; no request JWT
 * exists.
 *
 * <p>{@code SsaVerifier} verifies the statement with {@link #ssaRequirements()}; this decides on what it has proven. The
 * statement's environment says for which environment credentials are made.
 */
public final class ManualRegistration {

    private static final String TPP_ASSOCIATED = "tpp_associated";

    private ManualRegistration() {}

    /** A statement at most 30 minutes old, the directory's own example for manual registration. */
    public static SsaRequirements ssaRequirements() {
        return SsaRequirements.defaults().withMaxAge(Duration.ofMinutes(30));
    }

    /**
     * Whether credentials may be made.
     *
     * @param ssa the uploaded statement, verified
     * @param idToken the claims of the directory's ID token, which the portal has verified when it signed the person in
     * @return accepted with the environment that credentials are to be made for
     */
    public static Verdict<String> judge(VerifiedSsa ssa, JsonObject idToken) {
        boolean associated = idToken.get(TPP_ASSOCIATED)
                .filter(value -> value.equals(new JsonBoolean(true)))
                .isPresent();
        Evidence evidence = Evidence.of("policy", "manual-registration").with("environment", ssa.environment());
        return associated
                ? Verdict.accepted(ssa.environment(), evidence)
                : Verdict.rejected(
                        List.of(Violation.of(
                                        PolicyReason.TPP_NOT_ASSOCIATED,
                                        ClaimPath.of(Document.SUBMISSION, TPP_ASSOCIATED))
                                .expected("true in the ID token")),
                        evidence);
    }
}
