package org.dcrkit.certs;

import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;

/** Key sets of a statement whose signature does not stand. */
final class UnverifiedKeySets implements StatementKeySets {

    private final StatementKeySets none = new NoKeySets();

    @Override
    public boolean statementVerified() {
        return false;
    }

    @Override
    public KeySet software(WantedKey wanted) throws KeySetRefusedException, org.dcrkit.spi.CheckUnavailableException {
        return none.software(wanted);
    }

    @Override
    public KeySet organisation(WantedKey wanted)
            throws KeySetRefusedException, org.dcrkit.spi.CheckUnavailableException {
        return none.organisation(wanted);
    }

    @Override
    public KeySet revokedSoftware() throws KeySetRefusedException, org.dcrkit.spi.CheckUnavailableException {
        return none.revokedSoftware();
    }

    @Override
    public KeySet revokedOrganisation() throws KeySetRefusedException, org.dcrkit.spi.CheckUnavailableException {
        return none.revokedOrganisation();
    }
}
