package org.dcrkit;

import java.util.Optional;
import org.dcrkit.claims.HttpsUrl;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetLocation;
import org.dcrkit.spi.KeySetLocation.Purpose;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;

/** The key sets of one statement whose signature stands; it takes a {@link SignedStatement} to make one, so no other is ever asked. */
final class StatementEndpoints implements StatementKeySets {

    private final SignedStatement ssa;
    private final KeySource keySource;

    StatementEndpoints(SignedStatement ssa, KeySource keySource) {
        this.ssa = ssa;
        this.keySource = keySource;
    }

    @Override
    public boolean statementVerified() {
        return true;
    }

    @Override
    public KeySet software(WantedKey wanted) throws CheckUnavailableException, KeySetRefusedException {
        return keySet(SsaClaim.SOFTWARE_JWKS_ENDPOINT, Purpose.SOFTWARE, wanted);
    }

    @Override
    public KeySet organisation(WantedKey wanted) throws CheckUnavailableException, KeySetRefusedException {
        return keySet(SsaClaim.ORG_JWKS_ENDPOINT, Purpose.ORGANISATION, wanted);
    }

    @Override
    public KeySet revokedSoftware() throws CheckUnavailableException, KeySetRefusedException {
        return keySet(SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT, Purpose.REVOKED, WantedKey.any());
    }

    @Override
    public KeySet revokedOrganisation() throws CheckUnavailableException, KeySetRefusedException {
        return keySet(SsaClaim.ORG_JWKS_REVOKED_ENDPOINT, Purpose.REVOKED, WantedKey.any());
    }

    /** Whether the statement names a set there that may be asked. */
    boolean names(SsaClaim endpoint) {
        return location(endpoint, Purpose.REVOKED)
                .filter(KeySetLocation::isAllowed)
                .isPresent();
    }

    /** Where the statement says that a set is. */
    ClaimPath where(SsaClaim endpoint) {
        return ClaimPath.ssa(ssa.statement().dialect().nameOf(endpoint));
    }

    private Optional<KeySetLocation> location(SsaClaim endpoint, Purpose purpose) {
        return ssa.statement()
                .text(endpoint)
                .flatMap(HttpsUrl::parse)
                .map(url -> new KeySetLocation(url, purpose, ssa.directory().allowedHosts()));
    }

    private KeySet keySet(SsaClaim endpoint, Purpose purpose, WantedKey wanted)
            throws CheckUnavailableException, KeySetRefusedException {
        KeySetLocation location = location(endpoint, purpose)
                .orElseThrow(() -> new KeySetRefusedException(
                        ssa.statement().dialect().nameOf(endpoint) + " is not a plain https URL"));
        if (!location.isAllowed()) {
            throw new KeySetRefusedException("the host of " + location + " is not one that "
                    + ssa.directory().name() + " vouches for");
        }
        return keySource.keySet(location, wanted);
    }
}
