package org.dcrkit.policy;

import org.dcrkit.RequestRequirements;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.claims.ClientMetadata.ScopeForm;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CertificateKind;

/**
 * The rules that Metro Bank publishes for its registration endpoint: OBIE 3.1 and these differences.
 *
 * <p>The request is signed with the key of the transport certificate, an OBWAC or a QWAC.
 */
public enum MetroBank implements PolicyProfile {
    /** The published endpoint. */
    PRODUCTION;

    @Override
    public String profileName() {
        return "metro-bank";
    }

    @Override
    public ResponseForm responseForm() {
        return ResponseForm.standard().withScope(ScopeForm.ARRAY);
    }

    /** The directories whose statements are taken: Open Banking's. */
    public TrustedDirectories directories() {
        return TrustedDirectories.of(OpenBankingDirectories.live());
    }

    @Override
    public ClaimPolicy policy(RequestRequirements request) {
        return ObieProfile.V3_1
                .policy(request.withKeys(RequestKeys.TRANSPORT_CERTIFICATE))
                .derive(profileName())
                .claim(RequestClaim.JWT_ID, ClaimRule::anyForm)
                .redirectUris(rule -> rule.atMost(1))
                .claim(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, rule -> rule.allowed("tls_client_auth"))
                .claim(
                        RequestClaim.GRANT_TYPES,
                        rule -> rule.exactly("client_credentials", "authorization_code", "refresh_token"))
                .claim(
                        RequestClaim.RESPONSE_TYPES,
                        rule -> rule.exactly("code id_token").defaultsTo("code id_token"))
                .claim(
                        RequestClaim.SCOPE,
                        rule -> rule.allowed("openid", "accounts", "payments")
                                .requires("openid")
                                .defaultsTo("openid", "accounts", "payments"))
                .claim(RequestClaim.APPLICATION_TYPE, rule -> rule.allowed("web", "mobile"))
                .claim(RequestClaim.ID_TOKEN_SIGNED_RESPONSE_ALG, rule -> rule.allowed("PS256"))
                .claim(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, rule -> rule.allowed("PS256"))
                .claim(
                        RequestClaim.TOKEN_ENDPOINT_AUTH_SIGNING_ALG,
                        rule -> rule.optional().allowed("PS256"))
                .claim(RequestClaim.TLS_CLIENT_AUTH_DN, ClaimRule::mandatory)
                .certificate(rule -> rule.kinds(CertificateKind.OBWAC, CertificateKind.QWAC))
                .build();
    }
}
