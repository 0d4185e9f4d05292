package org.dcrkit.policy;

import org.dcrkit.TrustedDirectory;
import org.dcrkit.claims.SsaClaim;

/** The directories of Open Banking UK as banks publish their addresses, ready to be trusted. */
public final class OpenBankingDirectories {

    private static final String ISSUER = "OpenBanking Ltd";

    private OpenBankingDirectories() {}

    /** The directory itself, for statements whose {@code software_mode} is {@code Live}. */
    public static TrustedDirectory live() {
        return TrustedDirectory.builder(
                        "Open Banking Directory",
                        ISSUER,
                        "https://keystore.openbanking.org.uk/keystore/openbanking.jwks")
                .environment("production")
                .when(SsaClaim.MODE, "Live")
                .build();
    }

    /** Its sandbox, for statements whose {@code software_mode} is {@code Test}. */
    public static TrustedDirectory test() {
        return TrustedDirectory.builder(
                        "Open Banking Directory Sandbox",
                        ISSUER,
                        "https://keystore.openbankingtest.org.uk/keystore/openbanking.jwks")
                .environment("sandbox")
                .when(SsaClaim.MODE, "Test")
                .build();
    }

    /** ForgeRock's directory of test software. */
    public static TrustedDirectory forgeRock() {
        return TrustedDirectory.builder(
                        "ForgeRock Directory",
                        "ForgeRock",
                        "https://service.directory.ob.forgerock.financial/api/directory/keys/jwk_uri")
                .environment("sandbox")
                .when(SsaClaim.MODE, "Test")
                .build();
    }
}
