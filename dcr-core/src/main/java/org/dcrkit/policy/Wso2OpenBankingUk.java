package org.dcrkit.policy;

import org.dcrkit.RequestRequirements;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CertificateKind;

/**
 * The rules of WSO2's Open Banking UK toolkit: OBIE 3.3, with identifiers of any form, as its samples have them.
 *
 * <p>Its sandbox works with statements that the software's own organisation signed; where a bank wants that, its
 * {@link TrustedDirectory} says so with {@code acceptSelfSigned}.
 */
public enum Wso2OpenBankingUk implements PolicyProfile {
    /** The registration API 3.3.0. */
    V3_3("wso2-uk-3.3"),
    /** As the article on onboarding third parties has it: the certificate is the directory's and names the software. */
    ONBOARDING("wso2-uk-onboarding");

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ORGANISATIONAL_UNIT = "2.5.4.11";

    private final String profileName;

    Wso2OpenBankingUk(String profileName) {
        this.profileName = profileName;
    }

    @Override
    public String profileName() {
        return profileName;
    }

    @Override
    public ResponseForm responseForm() {
        return ResponseForm.standard().withIssuedAt(ResponseForm.DateForm.STRING);
    }

    /**
     * The directories: one key set for statements whose {@code software_environment} is {@code sandbox}, one for {@code
     * production}.
     *
     * @param sandboxKeySetUrl the toolkit's {@code jwks_url_sandbox}
     * @param productionKeySetUrl the toolkit's {@code jwks_url_production}
     */
    public static TrustedDirectories directories(String sandboxKeySetUrl, String productionKeySetUrl) {
        return TrustedDirectories.of(
                directory("sandbox", sandboxKeySetUrl), directory("production", productionKeySetUrl));
    }

    private static TrustedDirectory directory(String environment, String keySetUrl) {
        return TrustedDirectory.builder("Open Banking " + environment, "OpenBanking Ltd", keySetUrl)
                .environment(environment)
                .when(SsaClaim.ENVIRONMENT, environment)
                .build();
    }

    @Override
    public ClaimPolicy policy(RequestRequirements request) {
        ClaimPolicy.Builder policy = ObieProfile.V3_3.policy(request).derive(profileName);
        if (this == ONBOARDING) {
            return policy.certificate(rule -> rule.kinds(CertificateKind.OB_TRANSPORT)
                            .attribute(COMMON_NAME, SsaClaim.SOFTWARE_ID)
                            .attribute(ORGANISATIONAL_UNIT, SsaClaim.ORG_ID))
                    .build();
        }
        return policy.claim(RequestClaim.ISSUER, ClaimRule::anyForm)
                .claim(RequestClaim.SOFTWARE_ID, ClaimRule::anyForm)
                .claim(RequestClaim.JWT_ID, ClaimRule::anyForm)
                .build();
    }
}
