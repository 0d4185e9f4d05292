package org.dcrkit.examples.spring.trust;

import java.util.List;
import org.dcrkit.certs.RevocationChecking;
import org.dcrkit.examples.spring.trust.TrustProperties.Revocation;
import org.dcrkit.jwks.GuardedRevocationFetcher;
import org.dcrkit.spi.AllowedHosts;

/** Reads from the configuration whom to ask if certificates are revoked. */
final class Revocations {

    private Revocations() {}

    /**
     * How revocation is checked.
     *
     * @throws IllegalArgumentException if it is to be checked and nobody can be asked, or if it is not said why not
     */
    static RevocationChecking checking(TrustProperties trust) {
        Revocation given = trust.revocation();
        return switch (given.mode()) {
            case DISABLED -> RevocationChecking.disabled(given.because());
            case TOLERATE_UNKNOWN -> asking(RevocationChecking.tolerateUnknown(given.because()), trust);
            case REQUIRE -> asking(RevocationChecking.require(), trust);
        };
    }

    private static RevocationChecking asking(RevocationChecking.Builder checking, TrustProperties trust) {
        Revocation given = trust.revocation();
        if (given.allowedHosts().isEmpty()) {
            throw new IllegalArgumentException("dcr.trust.revocation.allowed-hosts has to say who may be asked if"
                    + " certificates are revoked; or dcr.trust.revocation.mode is disabled, and because says why");
        }
        AllowedHosts allowed = hosts(given.allowedHosts());
        GuardedRevocationFetcher.Builder fetcher = GuardedRevocationFetcher.builder(allowed);
        if (!trust.privateHosts().isEmpty()) {
            fetcher.privateHosts(hosts(trust.privateHosts()));
        }
        checking.fetchWith(fetcher.build());
        given.ocspResponders().forEach(checking::ocspResponder);
        given.lists().forEach(checking::revocationList);
        if (given.inCertificates()) {
            checking.locationsInCertificates(allowed);
        }
        return checking.build();
    }

    private static AllowedHosts hosts(List<String> names) {
        return AllowedHosts.of(names.toArray(String[]::new));
    }
}
