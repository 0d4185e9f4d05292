package org.dcrkit.certs;

import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;

/** Key sets of a statement that names none: whoever asks has asked too much. */
final class NoKeySets implements StatementKeySets {

    @Override
    public boolean statementVerified() {
        return true;
    }

    @Override
    public KeySet software(WantedKey wanted) throws KeySetRefusedException {
        throw new KeySetRefusedException("the statement names no such set");
    }

    @Override
    public KeySet organisation(WantedKey wanted) throws KeySetRefusedException {
        throw new KeySetRefusedException("the statement names no such set");
    }

    @Override
    public KeySet revokedSoftware() throws KeySetRefusedException {
        throw new KeySetRefusedException("the statement names no such set");
    }

    @Override
    public KeySet revokedOrganisation() throws KeySetRefusedException {
        throw new KeySetRefusedException("the statement names no such set");
    }
}
