package org.dcrkit.spi;

/**
 * The key sets that a verified software statement names, each fetched when it is asked for.
 *
 * <p>Every method refuses ({@link KeySetRefusedException}) where the statement names no such set, or one on a host that
 * its directory does not vouch for.
 */
public interface StatementKeySets {

    /**
     * Whether the statement's signature stands. While it does not, because a submission is being explained after a fault,
     * no set is fetched, and a {@link CertificateVerifier} must contact nobody else either.
     */
    boolean statementVerified();

    /** The set at the statement's {@code software_jwks_endpoint}. */
    KeySet software(WantedKey wanted) throws CheckUnavailableException, KeySetRefusedException;

    /** The set at the statement's {@code org_jwks_endpoint}. */
    KeySet organisation(WantedKey wanted) throws CheckUnavailableException, KeySetRefusedException;

    /** The set at the statement's {@code software_jwks_revoked_endpoint}. */
    KeySet revokedSoftware() throws CheckUnavailableException, KeySetRefusedException;

    /** The set at the statement's {@code org_jwks_revoked_endpoint}. */
    KeySet revokedOrganisation() throws CheckUnavailableException, KeySetRefusedException;
}
