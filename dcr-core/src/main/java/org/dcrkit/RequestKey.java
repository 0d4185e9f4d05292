package org.dcrkit;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SignatureEngine;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Obstacle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key that a request must be signed with, in the verified statement's key set or the presented certificate,
 * verifies the signature with it, and then sees whether the directory has revoked it.
 */
final class RequestKey {

    private static final ClaimPath WHOLE = ClaimPath.of(Document.REQUEST);

    private final RequestRequirements requirements;
    private final KeySource keySource;
    private final SignatureGate signatures;

    RequestKey(RequestRequirements requirements, KeySource keySource, SignatureEngine engine) {
        this.requirements = requirements;
        this.keySource = keySource;
        this.signatures = new SignatureGate(
                engine,
                Document.REQUEST,
                new SignatureGate.Reasons(
                        RequestReason.KEY_NOT_FOUND,
                        RequestReason.KEY_WEAK,
                        RequestReason.KEY_AMBIGUOUS,
                        RequestReason.KEY_UNSUITABLE,
                        RequestReason.SIGNATURE_INVALID));
    }

    /** Whether the signature stands. A revoked key, or a list out of reach, is among the findings all the same. */
    boolean signed(
            CompactJws jws,
            @Nullable SignedStatement ssa,
            @Nullable CertificateFacts certificate,
            Instant at,
            Findings findings) {
        if (ssa == null || jws.kid().isEmpty() || jws.algorithm().isEmpty()) {
            String why = ssa == null
                    ? "no key set is fetched for a software statement that is not verified"
                    : "no key is looked up for this header";
            findings.notCheckable(RequestReason.SIGNATURE_INVALID, WHOLE, why);
            return false;
        }
        return requirements.keys() == RequestKeys.TRANSPORT_CERTIFICATE
                ? signedByCertificate(jws, ssa, certificate, at, findings)
                : signedBySoftware(jws, ssa, at, findings);
    }

    private boolean signedBySoftware(CompactJws jws, SignedStatement ssa, Instant at, Findings findings) {
        StatementEndpoints endpoints = new StatementEndpoints(ssa, keySource);
        ClaimPath where = endpoints.where(SsaClaim.SOFTWARE_JWKS_ENDPOINT);
        WantedKey wanted = WantedKey.kid(jws.kid().orElseThrow());
        Optional<KeySet> found = SignatureGate.fetch(
                () -> endpoints.software(wanted),
                findings,
                RequestReason.SIGNATURE_INVALID,
                where,
                Obstacle.Kind.SOFTWARE_KEYS,
                SsaReason.KEY_SET_NOT_ALLOWED);
        if (found.isEmpty()) {
            return false;
        }
        KeySet keySet = found.get();
        findings.require(
                true,
                SsaReason.KEY_SET_NOT_ALLOWED,
                where,
                keySet::source,
                () -> "a host of: " + ssa.directory().allowedHosts());
        SelfSignature.inKeySet(keySet, ssa, findings);
        Optional<PublishedKey> signer = signatures.signer(jws, keySet, endpoints::software, at, findings);
        signer.ifPresent(key -> revocation(new Signer(key.kid(), key.publicKey()), endpoints, at, findings));
        return signer.isPresent();
    }

    private boolean signedByCertificate(
            CompactJws jws,
            SignedStatement ssa,
            @Nullable CertificateFacts certificate,
            Instant at,
            Findings findings) {
        if (certificate == null) {
            findings.notCheckable(RequestReason.SIGNATURE_INVALID, WHOLE, "the certificate is not verified");
            return false;
        }
        SignatureAlgorithm algorithm = jws.algorithm().orElseThrow();
        boolean fits = findings.require(
                SignatureGate.fits(certificate.publicKey(), algorithm),
                RequestReason.KEY_UNSUITABLE,
                ClaimPath.of(Document.REQUEST_HEADER, "kid"),
                () -> certificate.publicKey().getAlgorithm() + " key of the transport certificate",
                () -> "a key for " + algorithm);
        boolean signed = fits
                && signatures.verify(
                        jws, certificate.publicKey(), "of certificate " + certificate.fingerprint(), findings);
        if (signed) {
            Signer signer = new Signer(jws.kid().orElseThrow(), certificate.publicKey());
            revocation(signer, new StatementEndpoints(ssa, keySource), at, findings);
        }
        return signed;
    }

    /** The key that signed, and the id that the token gives it. */
    private record Signer(String kid, PublicKey publicKey) {}

    private void revocation(Signer key, StatementEndpoints endpoints, Instant at, Findings findings) {
        ClaimPath statement = ClaimPath.of(Document.SSA);
        if (requirements.revokedKeys() == RevokedKeys.NOT_CHECKED) {
            findings.rely("request.key.revoked", "not checked");
            findings.notCheckable(RequestReason.KEY_REVOKED, statement, "the bank does not ask for it");
            return;
        }
        boolean required = requirements.revokedKeys() == RevokedKeys.REQUIRED;
        List<SsaClaim> lists = Stream.of(SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT, SsaClaim.ORG_JWKS_REVOKED_ENDPOINT)
                .filter(endpoint -> required || endpoints.names(endpoint))
                .toList();
        if (lists.isEmpty()) {
            String why = "the statement names no list that may be asked";
            findings.rely("request.key.revoked", why);
            findings.notCheckable(RequestReason.KEY_REVOKED, statement, why);
        }
        lists.forEach(endpoint -> revocation(key, endpoint, endpoints, at, findings));
    }

    private static void revocation(
            Signer key, SsaClaim endpoint, StatementEndpoints endpoints, Instant at, Findings findings) {
        ClaimPath where = endpoints.where(endpoint);
        SignatureGate.fetch(
                        () -> endpoint == SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT
                                ? endpoints.revokedSoftware()
                                : endpoints.revokedOrganisation(),
                        findings,
                        RequestReason.KEY_REVOKED,
                        where,
                        Obstacle.Kind.REVOKED_KEYS,
                        SsaReason.KEY_SET_NOT_ALLOWED)
                .ifPresent(revoked -> {
                    boolean unlisted = findings.require(
                            !lists(revoked, key),
                            RequestReason.KEY_REVOKED,
                            where,
                            key::kid,
                            () -> "not among the revoked keys of " + revoked.source());
                    if (unlisted) {
                        findings.rely(
                                "request.key.revoked",
                                "not in " + revoked.source() + ", age " + SignatureGate.age(revoked, at));
                    }
                });
    }

    /** Whether a set has the key, by its id or by the key itself. */
    private static boolean lists(KeySet revoked, Signer key) {
        return revoked.find(key.kid()).isPresent()
                || revoked.findSkipped(key.kid()).isPresent()
                || revoked.keys().stream().anyMatch(listed -> listed.publicKey().equals(key.publicKey()));
    }
}
