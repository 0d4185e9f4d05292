package org.dcrkit.jwks;

import java.util.Set;

/**
 * Keys of which everybody can read the private half, by the SHA-256 of their RFC 7638 canonical form.
 *
 * <p>Examples printed in RFCs find their way into real key sets; whoever has the RFC can sign with them.
 */
final class PublishedPrivateKeys {

    private static final Set<String> THUMBPRINTS = Set.of(
            // RFC 6605, section 6.1
            "eD0PULZNVbjzVUEYhTXrPIGeIfttetyz2TinbRRrDh8",
            // RFC 7515, appendix A.3
            "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U",
            // RFC 7516, appendix A.1
            "xtIsOV1FqKH77AI_A3jdTg5QfdabzqI-LNpYTPi0IgI",
            // RFC 7516, appendix A.2
            "_K0fXS8wlsT7Tn3vvZrs9qdKUIqi5AxQ5EVk41xi_BM",
            // RFC 7517, appendix A.2
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
            "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s",
            // RFC 7520, section 3.4
            "9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI",
            // RFC 8946
            "2Adrg41OmmlV3DfecmcVTVFAPYcsZnNR62HYhWRZJ8Y");

    private PublishedPrivateKeys() {}

    static boolean contains(String thumbprint) {
        return THUMBPRINTS.contains(thumbprint);
    }
}
