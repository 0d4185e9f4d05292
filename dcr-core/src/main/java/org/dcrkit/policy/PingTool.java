package org.dcrkit.policy;

import org.dcrkit.RequestRequirements;
import org.dcrkit.claims.RequestClaim;

/**
 * The explicitly lenient profile: OBIE 3.3 with everything waived that the requests of Ping Identity's registration tool need.
 *
 * <p>For sandboxes. It cannot make the tool's RS256 signature acceptable, because that is for no policy to say.
 */
public enum PingTool implements PolicyProfile {
    /** What the tool's published requests ask for. */
    LENIENT;

    private static final String WHY = "requests of Ping Identity's registration tool";

    @Override
    public String profileName() {
        return "ping-tool";
    }

    @Override
    public ClaimPolicy policy(RequestRequirements request) {
        return ObieProfile.V3_3
                .policy(request)
                .derive(profileName())
                .claim(RequestClaim.ISSUER, ClaimRule::anyForm)
                .claim(RequestClaim.SOFTWARE_ID, ClaimRule::anyForm)
                .claim(RequestClaim.JWT_ID, ClaimRule::anyForm)
                .claim(
                        RequestClaim.GRANT_TYPES,
                        rule -> rule.allowed("client_credentials", "authorization_code", "refresh_token", "implicit"))
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD,
                        rule -> rule.allowed(
                                "tls_client_auth", "private_key_jwt", "client_secret_basic", "client_secret_post"))
                .waive(PolicyReason.FAPI_AUTH_METHOD, WHY)
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                        rule -> rule.optional().allowed("PS256", "ES256", "RS256"))
                .claim(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, rule -> rule.allowed("PS256", "ES256", "RS256"))
                .claim(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, rule -> rule.allowed("PS256", "ES256", "RS256"))
                .waive(PolicyReason.FAPI_ALGORITHM, WHY)
                .claim(RequestClaim.TLS_CLIENT_AUTH_SUBJECT_DN, ClaimRule::optional)
                .claim(RequestClaim.SCOPE, rule -> rule.optional().defaultsTo("openid"))
                .build();
    }
}
