package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A root, an issuing CA below it, and presets that reproduce the layouts of real Open Banking and eIDAS certificates:
 * subject order and string types, key usages, extensions and their order, QC statements.
 *
 * <p>Each preset gives a {@link CertificateDraft}, in which anything can still be changed. A leaf is valid from 30 days
 * before the clock's instant to 365 days after it.
 */
public final class CertificateAuthority {

    private static final Duration LEAF_AGE = Duration.ofDays(30);
    private static final Duration LEAF_REST = Duration.ofDays(365);
    private static final Duration CA_AGE = Duration.ofDays(1_000);
    private static final Duration CA_REST = Duration.ofDays(5_000);

    private final String name;
    private final boolean openBanking;
    private final TestKeys keys;
    private final InstantSource clock;
    private final SeededRandom serials;
    private final RevocationRegister register;
    private final MintedCertificate root;
    private final MintedCertificate issuing;
    private volatile String statusUrl = "http://ca.example";

    private CertificateAuthority(String name, long seed, InstantSource clock, boolean openBanking) {
        this.name = name;
        this.openBanking = openBanking;
        this.keys = TestKeys.seeded(seed);
        this.clock = requireNonNull(clock, "clock");
        this.serials = SeededRandom.of("serial", seed, name);
        this.register = new RevocationRegister(clock);
        CertificateDraft rootDraft = draft(null, keys.rsa(name + " root"), CA_AGE, CA_REST);
        this.root = CertificateLayout.root(rootDraft, openBanking).mint();
        CertificateDraft issuingDraft = draft(root, keys.rsa(name + " issuing"), CA_AGE, CA_REST.dividedBy(2));
        this.issuing =
                CertificateLayout.issuing(issuingDraft, openBanking, statusUrl).mint();
    }

    /** The Open Banking directory's own CA, which issues legacy, OBWAC and OBSeal certificates. */
    public static CertificateAuthority openBanking(long seed, InstantSource clock) {
        return new CertificateAuthority("Open Banking CA", seed, clock, true);
    }

    /** A qualified trust service provider, which issues QWACs and QSealCs. */
    public static CertificateAuthority qualified(long seed, InstantSource clock) {
        return new CertificateAuthority("qualified CA", seed, clock, false);
    }

    /** A CA that nobody trusts and that has the same names as the Open Banking directory's: only the keys differ. */
    public static CertificateAuthority impostor(long seed, InstantSource clock) {
        return new CertificateAuthority("impostor CA", seed, clock, true);
    }

    /** The self-signed root: the trust anchor. */
    public MintedCertificate root() {
        return root;
    }

    /** The issuing CA. */
    public MintedCertificate issuing() {
        return issuing;
    }

    /** Revokes a certificate of this CA from now on. */
    public void revoke(MintedCertificate certificate) {
        register.revoke(certificate.x509().getSerialNumber());
    }

    /** Knows nothing of a certificate from now on: its OCSP responder answers "unknown" (RFC 6960, section 2.2). */
    public void forget(MintedCertificate certificate) {
        register.forget(certificate.x509().getSerialNumber());
    }

    /** The issuing CA's revocation list as of now, in DER. */
    public byte[] revocationList() {
        return register.list(issuing);
    }

    /** The root's revocation list as of now, in DER. */
    public byte[] rootRevocationList() {
        return register.list(root);
    }

    /** The answer to an OCSP request about a certificate of the issuing CA, both in DER. */
    public byte[] ocspResponse(byte[] request) {
        return register.ocsp(request, issuing);
    }

    /** Serves all of that over HTTP; certificates that are drafted from now on name the server. */
    public StatusServer serveStatus() {
        StatusServer server = StatusServer.start(this);
        statusUrl(server.url());
        return server;
    }

    /** Names where revocation is asked for in the certificates that are drafted from now on. */
    public void statusUrl(String base) {
        this.statusUrl = requireNonNull(base, "base");
    }

    /** Legacy transport: {@code C=GB, O=OpenBanking, OU=<organisation>, CN=<software>}. */
    public CertificateDraft obTransport(String organisationId, String softwareId) {
        return CertificateLayout.obTransport(leaf("obTransport", softwareId), organisationId, softwareId, statusUrl);
    }

    /** Legacy signing: the subject of legacy transport, another use. */
    public CertificateDraft obSigning(String organisationId, String softwareId) {
        return CertificateLayout.obSigning(leaf("obSigning", softwareId), organisationId, softwareId, statusUrl);
    }

    /** OBWAC: {@code C=GB, O=<legal name>, organizationIdentifier=<PSDGB-…>, CN=<organisation>}, for TLS. */
    public CertificateDraft obwac(Psd2Subject subject, Collection<String> roles) {
        return CertificateLayout.obwac(leaf("obwac", subject.commonName()), subject, roles, statusUrl);
    }

    /** OBSeal: the subject of an OBWAC, for signatures. */
    public CertificateDraft obseal(Psd2Subject subject, Collection<String> roles) {
        return CertificateLayout.obseal(leaf("obseal", subject.commonName()), subject, roles, statusUrl);
    }

    /** QWAC: {@code CN} is a host name; only organizationIdentifier names the TPP. */
    public CertificateDraft qwac(Psd2Subject subject, Collection<String> roles) {
        return CertificateLayout.qwac(leaf("qwac", subject.commonName()), subject, roles, statusUrl);
    }

    /** QSealC: as a QWAC, but {@code CN} is a legal name, and it is for signatures. */
    public CertificateDraft qseal(Psd2Subject subject, Collection<String> roles) {
        return CertificateLayout.qseal(leaf("qseal", subject.commonName()), subject, roles, statusUrl);
    }

    /** The certificate of a server on the loopback interface. */
    public CertificateDraft server() {
        return CertificateLayout.server(leaf("server", "localhost"));
    }

    /** A further issuing CA below the root, with the same subject as the standard one. */
    public CertificateDraft subordinate(String purpose) {
        CertificateDraft draft = draft(root, keys.rsa(name + " subordinate " + purpose), CA_AGE, CA_REST.dividedBy(2));
        return CertificateLayout.issuing(draft, openBanking, statusUrl);
    }

    /** A certificate of this CA with no subject, extension or use yet. */
    public CertificateDraft leaf(String purpose, String owner) {
        return draft(issuing, keys.rsa(name + ' ' + purpose + ' ' + owner), LEAF_AGE, LEAF_REST);
    }

    private CertificateDraft draft(@Nullable MintedCertificate issuer, KeyPair pair, Duration age, Duration rest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        BigInteger serial = new BigInteger(62, serials).setBit(61);
        return new CertificateDraft(issuer, pair, now.minus(age), now.plus(rest), serial);
    }

    /**
     * Whom a PSD2 certificate names.
     *
     * @param commonName the organisation id (OBWAC, OBSeal), a host name (QWAC) or a legal name (QSealC)
     * @param legalName the organisation's name
     * @param organizationIdentifier such as {@code PSDGB-FCA-123456} (ETSI TS 119 495, GEN-5.2.1-3)
     */
    public record Psd2Subject(String commonName, String legalName, String organizationIdentifier) {

        /** Requires all three. */
        public Psd2Subject {
            requireNonNull(commonName, "commonName");
            requireNonNull(legalName, "legalName");
            requireNonNull(organizationIdentifier, "organizationIdentifier");
        }
    }
}
