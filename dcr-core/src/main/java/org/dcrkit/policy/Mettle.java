package org.dcrkit.policy;

import org.dcrkit.RequestRequirements;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;

/**
 * The rules that Mettle publishes for its registration endpoint: OBIE 3.1 and these differences.
 *
 * <p>Its page offers {@code client_secret_post}, which FAPI does not allow; that stands here as a waiver.
 */
public enum Mettle implements PolicyProfile {
    /** Live software of the Open Banking directory. */
    PRODUCTION("mettle", "production"),
    /** Software under test, ForgeRock's included. */
    SANDBOX("mettle-sandbox", "sandbox");

    /** Mettle's own organisation id: what {@code aud} has to be. */
    public static final String AUDIENCE = "0015800000jfwxXAAQ";

    private static final String ORGANISATIONAL_UNIT = "2.5.4.11";

    private final String profileName;
    private final String environment;

    Mettle(String profileName, String environment) {
        this.profileName = profileName;
        this.environment = environment;
    }

    @Override
    public String profileName() {
        return profileName;
    }

    @Override
    public ResponseForm responseForm() {
        return ResponseForm.standard().withScope(ScopeForm.ARRAY);
    }

    /** The directories whose statements this endpoint takes. */
    public TrustedDirectories directories() {
        return this == PRODUCTION
                ? TrustedDirectories.of(OpenBankingDirectories.live())
                : TrustedDirectories.of(OpenBankingDirectories.test(), OpenBankingDirectories.forgeRock());
    }

    /** The policy for Mettle's own audience. */
    public ClaimPolicy policy() {
        return policy(AUDIENCE);
    }

    @Override
    public ClaimPolicy policy(RequestRequirements request) {
        return ObieProfile.V3_1
                .policy(request)
                .derive(profileName)
                .claim(RequestClaim.ISSUER, ClaimRule::anyForm)
                .claim(RequestClaim.SOFTWARE_ID, ClaimRule::anyForm)
                .claim(RequestClaim.JWT_ID, rule -> rule.form(ValueForm.UUID))
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                        rule -> rule.allowed("tls_client_auth", "client_secret_post"))
                .waive(PolicyReason.FAPI_AUTH_METHOD, "the published page offers client_secret_post")
                .claim(
                        RequestClaim.TLS_CLIENT_AUTH_DN,
                        rule -> rule.mandatoryWhen(
                                        Condition.in(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "tls_client_auth"))
                                .anyTime())
                .claim(RequestClaim.APPLICATION_TYPE, rule -> rule.allowed("web"))
                .claim(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, rule -> rule.allowed("PS256"))
                .claim(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, rule -> rule.allowed("PS256"))
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                        rule -> rule.optional().allowed("PS256"))
                .statement(rule -> rule.environments(environment))
                .certificate(rule -> rule.attribute(ORGANISATIONAL_UNIT, SsaClaim.ORG_ID))
                .build();
    }
}
