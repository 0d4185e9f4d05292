package org.dcrkit.certs;

import java.util.Optional;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.StatementKeySets;
import org.dcrkit.spi.WantedKey;

/** Key sets of a statement that names some. */
record KeySets(
        Optional<KeySet> softwareSet,
        Optional<KeySet> organisationSet,
        Optional<KeySet> revokedSoftwareSet,
        Optional<KeySet> revokedOrganisationSet)
        implements StatementKeySets {

    static KeySets software(KeySet set) {
        return new KeySets(Optional.of(set), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static KeySets organisation(KeySet set) {
        return new KeySets(Optional.empty(), Optional.of(set), Optional.empty(), Optional.empty());
    }

    static KeySets revoked(KeySet software, KeySet organisation) {
        return new KeySets(Optional.empty(), Optional.empty(), Optional.of(software), Optional.of(organisation));
    }

    @Override
    public boolean statementVerified() {
        return true;
    }

    @Override
    public KeySet software(WantedKey wanted) throws KeySetRefusedException {
        return get(softwareSet);
    }

    @Override
    public KeySet organisation(WantedKey wanted) throws KeySetRefusedException {
        return get(organisationSet);
    }

    @Override
    public KeySet revokedSoftware() throws KeySetRefusedException {
        return get(revokedSoftwareSet);
    }

    @Override
    public KeySet revokedOrganisation() throws KeySetRefusedException {
        return get(revokedOrganisationSet);
    }

    private static KeySet get(Optional<KeySet> set) throws KeySetRefusedException {
        return set.orElseThrow(() -> new KeySetRefusedException("the statement names no such set"));
    }
}
