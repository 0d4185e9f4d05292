package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.RequestRequirements.RevokedKeys;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SignatureEngine;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a request JWT: signed by the software of a verified statement, meant for this bank, valid now.
 *
 * <p>The key comes from the key set that the {@link VerifiedSsa} names, chosen strictly by kid, algorithm and use; or, where
 * a bank asks for it, from the presented transport certificate. A statement cannot pass as a request and neither can a
 * client assertion: both lack a software statement.
 */
public final class RequestJwtVerifier {

    private static final Set<KeyUse> SIGNING = EnumSet.of(KeyUse.SIGNATURE, KeyUse.UNSPECIFIED);
    private static final List<RequestClaim> TOKEN_CLAIMS = List.of(
            RequestClaim.ISSUER,
            RequestClaim.ISSUED_AT,
            RequestClaim.EXPIRES_AT,
            RequestClaim.AUDIENCE,
            RequestClaim.JWT_ID);

    private final RequestRequirements requirements;
    private final KeySource keySource;
    private final TokenLimits limits;
    private final SignatureGate signatures;

    private RequestJwtVerifier(Builder builder) {
        this.requirements = builder.requirements;
        this.keySource = builder.keySource;
        this.limits = builder.limits;
        this.signatures = new SignatureGate(
                builder.engine,
                Document.REQUEST,
                new SignatureGate.Reasons(
                        RequestReason.KEY_NOT_FOUND,
                        RequestReason.KEY_WEAK,
                        RequestReason.KEY_AMBIGUOUS,
                        RequestReason.KEY_UNSUITABLE,
                        RequestReason.SIGNATURE_INVALID));
    }

    /**
     * A verifier.
     *
     * @param requirements for whom and for how long a request must be
     * @param keySource where key sets come from
     */
    public static Builder builder(RequestRequirements requirements, KeySource keySource) {
        return new Builder(requirements, keySource);
    }

    /**
     * Verifies a request whose key is in the software's key set.
     *
     * @param token the request as a compact JWS; hostile until shown otherwise
     * @param ssa the statement that it carries, verified
     * @param at the instant of decision
     * @throws IllegalStateException if the requirements take the key from the transport certificate
     */
    public Verdict<VerifiedRequest> verify(String token, VerifiedSsa ssa, Instant at) {
        if (needsCertificate()) {
            throw new IllegalStateException("the requirements take the request's key from the transport certificate");
        }
        return judge(token, ssa, null, at);
    }

    /** Verifies a request whose key may be that of the transport certificate; see the requirements. */
    public Verdict<VerifiedRequest> verify(String token, VerifiedSsa ssa, CertificateBinding binding, Instant at) {
        return judge(token, ssa, binding.certificate(), at);
    }

    private Verdict<VerifiedRequest> judge(
            String token, VerifiedSsa ssa, @Nullable CertificateFacts certificate, Instant at) {
        Findings shape = new Findings(Gate.SHAPE, false);
        Optional<CompactJws> jws = CompactJws.read(token, limits, Document.REQUEST, shape);
        return shape.<CompactJws>verdict(jws::orElseThrow).then(read -> {
            Findings findings = new Findings(Gate.REQUEST, false);
            boolean carriesIt = read.claims()
                    .text(RequestClaim.SOFTWARE_STATEMENT.claimName())
                    .equals(Optional.of(ssa.token()));
            findings.require(
                    carriesIt,
                    SsaReason.MISSING,
                    ClaimPath.request(RequestClaim.SOFTWARE_STATEMENT.claimName()),
                    null,
                    "the statement that was verified");
            SsaVerifier.Examined statement = new SsaVerifier.Examined(ssa.statement(), ssa.directory(), ssa);
            Examined examined = examine(read, statement, certificate, at, findings);
            return findings.verdict(examined::proof);
        });
    }

    /**
     * What could be learnt of a request.
     *
     * @param metadata its claims as far as they can be read
     * @param verified the proof, if every check passed
     */
    record Examined(ClientMetadata metadata, @Nullable VerifiedRequest verified) {
        VerifiedRequest proof() {
            return requireNonNull(verified, "verified");
        }
    }

    TokenLimits limits() {
        return limits;
    }

    boolean needsCertificate() {
        return requirements.keys() == RequestKeys.TRANSPORT_CERTIFICATE;
    }

    /** Makes every check; without a fault among the findings, the result holds the proof. */
    Examined examine(
            CompactJws jws,
            SsaVerifier.Examined ssa,
            @Nullable CertificateFacts certificate,
            Instant at,
            Findings findings) {
        boolean signed = isSigned(jws, ssa.verified(), certificate, at, findings);
        ClientMetadata metadata = ClientMetadata.readAsFarAsPossible(jws.claims());
        if (!signed) {
            findings.nowUnverified();
            if (!findings.explaining()) {
                return new Examined(metadata, null);
            }
        }
        findings.fail(ClientMetadata.read(jws.claims()).violations());
        tokenClaims(metadata, findings);
        binding(metadata, ssa.statement(), findings);
        times(metadata, at, findings);
        if (!signed || !findings.settled()) {
            return new Examined(metadata, null);
        }
        return new Examined(
                metadata,
                new VerifiedRequest(
                        metadata,
                        metadata.text(RequestClaim.ISSUER).orElseThrow(),
                        metadata.text(RequestClaim.JWT_ID).orElseThrow(),
                        metadata.date(RequestClaim.EXPIRES_AT).orElseThrow(),
                        jws.kid().orElseThrow()));
    }

    private boolean isSigned(
            CompactJws jws,
            @Nullable VerifiedSsa ssa,
            @Nullable CertificateFacts certificate,
            Instant at,
            Findings findings) {
        ClaimPath whole = ClaimPath.of(Document.REQUEST);
        if (ssa == null || jws.kid().isEmpty() || jws.algorithm().isEmpty()) {
            String why = ssa == null
                    ? "no key set is fetched for a software statement that is not verified"
                    : "no key is looked up for this header";
            findings.notCheckable(RequestReason.SIGNATURE_INVALID, whole, why);
            return false;
        }
        if (needsCertificate()) {
            return certificateSigned(jws, certificate, findings);
        }
        StatementEndpoints endpoints = new StatementEndpoints(ssa, keySource);
        WantedKey wanted = WantedKey.kid(jws.kid().orElseThrow());
        Optional<KeySet> keySet = SignatureGate.fetch(
                () -> endpoints.software(wanted),
                findings,
                RequestReason.SIGNATURE_INVALID,
                endpoints.where(SsaClaim.SOFTWARE_JWKS_ENDPOINT),
                Obstacle.Kind.SOFTWARE_KEYS,
                SsaReason.KEY_SET_NOT_ALLOWED);
        if (keySet.isEmpty()) {
            return false;
        }
        findings.passed(
                SsaReason.KEY_SET_NOT_ALLOWED,
                endpoints.where(SsaClaim.SOFTWARE_JWKS_ENDPOINT),
                keySet.get().source(),
                "a host of: " + ssa.directory().allowedHosts());
        signatures.relyOn(keySet.get(), at, findings);
        keySet.get()
                .find(ssa.keyId())
                .filter(key -> SsaVerifier.isSigner(ssa, key.publicKey()))
                .ifPresent(key -> SsaVerifier.noteSelfSigned(true, ssa.directory(), key.kid(), findings));
        return signatures
                .choose(jws, keySet.get(), SIGNING, findings)
                .filter(key -> isNotRevoked(key, endpoints, findings))
                .filter(key -> signatures.verify(jws, key.publicKey(), key.kid(), findings))
                .isPresent();
    }

    private boolean certificateSigned(CompactJws jws, @Nullable CertificateFacts certificate, Findings findings) {
        SignatureAlgorithm algorithm = jws.algorithm().orElseThrow();
        ClaimPath where = ClaimPath.of(Document.REQUEST_HEADER, "kid");
        if (certificate == null) {
            findings.notCheckable(
                    RequestReason.SIGNATURE_INVALID, ClaimPath.of(Document.REQUEST), "the certificate is not verified");
            return false;
        }
        boolean fits = findings.require(
                SignatureGate.fits(certificate.publicKey(), algorithm),
                RequestReason.KEY_UNSUITABLE,
                where,
                certificate.publicKey().getAlgorithm() + " key of the transport certificate",
                "a key for " + algorithm);
        return fits
                && signatures.verify(
                        jws, certificate.publicKey(), "of certificate " + certificate.fingerprint(), findings);
    }

    private boolean isNotRevoked(PublishedKey key, StatementEndpoints endpoints, Findings findings) {
        if (requirements.revokedKeys() == RevokedKeys.NOT_CHECKED) {
            findings.rely("request.key.revoked", "not checked");
            findings.notCheckable(
                    RequestReason.KEY_REVOKED, ClaimPath.of(Document.SSA), "the bank does not ask for it");
            return true;
        }
        boolean required = requirements.revokedKeys() == RevokedKeys.REQUIRED;
        List<SsaClaim> lists = Stream.of(SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT, SsaClaim.ORG_JWKS_REVOKED_ENDPOINT)
                .filter(endpoint -> required || endpoints.names(endpoint))
                .toList();
        if (lists.isEmpty()) {
            findings.rely("request.key.revoked", "the statement names no list");
        }
        return lists.stream()
                .map(endpoint -> isNotListed(key, endpoint, endpoints, findings))
                .reduce(true, Boolean::logicalAnd);
    }

    private static boolean isNotListed(
            PublishedKey key, SsaClaim endpoint, StatementEndpoints endpoints, Findings findings) {
        ClaimPath where = endpoints.where(endpoint);
        Optional<KeySet> revoked = SignatureGate.fetch(
                () -> endpoint == SsaClaim.SOFTWARE_JWKS_REVOKED_ENDPOINT
                        ? endpoints.revokedSoftware()
                        : endpoints.revokedOrganisation(),
                findings,
                RequestReason.KEY_REVOKED,
                where,
                Obstacle.Kind.REVOKED_KEYS,
                SsaReason.KEY_SET_NOT_ALLOWED);
        return revoked.isPresent()
                && findings.require(
                        !lists(revoked.get(), key),
                        RequestReason.KEY_REVOKED,
                        where,
                        key.kid(),
                        "not among the revoked keys of " + revoked.get().source());
    }

    /** Whether a set has the key, by its id or by the key itself. */
    private static boolean lists(KeySet revoked, PublishedKey key) {
        return revoked.find(key.kid()).isPresent()
                || revoked.findSkipped(key.kid()).isPresent()
                || revoked.keys().stream().anyMatch(listed -> listed.publicKey().equals(key.publicKey()));
    }

    private static void tokenClaims(ClientMetadata metadata, Findings findings) {
        for (RequestClaim claim : TOKEN_CLAIMS) {
            ClaimPath where = ClaimPath.request(claim.claimName());
            boolean unreadable = findings.violates(where);
            if (!unreadable) {
                findings.require(metadata.has(claim), ClaimReason.MISSING, where, null, claim.claimName());
            }
        }
    }

    private void binding(ClientMetadata metadata, SoftwareStatement statement, Findings findings) {
        String softwareId = statement.softwareId().orElse("");
        metadata.text(RequestClaim.ISSUER)
                .ifPresent(iss -> findings.require(
                        iss.equals(softwareId),
                        RequestReason.ISSUER_MISMATCH,
                        ClaimPath.request(RequestClaim.ISSUER.claimName()),
                        iss,
                        "software_id of the statement: " + softwareId));
        Optional<String> claimed = metadata.text(RequestClaim.SOFTWARE_ID);
        findings.require(
                claimed.filter(id -> !id.equals(softwareId)).isEmpty(),
                RequestReason.SOFTWARE_ID_MISMATCH,
                ClaimPath.request(RequestClaim.SOFTWARE_ID.claimName()),
                claimed.orElse("absent"),
                "absent, or software_id of the statement: " + softwareId);
        List<String> audience = metadata.values(RequestClaim.AUDIENCE);
        if (!audience.isEmpty()) {
            findings.require(
                    audience.stream().anyMatch(requirements.audiences()::contains),
                    RequestReason.AUDIENCE_MISMATCH,
                    ClaimPath.request(RequestClaim.AUDIENCE.claimName()),
                    String.join(", ", audience),
                    "one of: "
                            + String.join(
                                    ", ",
                                    requirements.audiences().stream().sorted().toList()));
        }
    }

    private void times(ClientMetadata metadata, Instant at, Findings findings) {
        TokenTimes times = new TokenTimes(Document.REQUEST, requirements.skew(), at, findings);
        Optional<Instant> issuedAt = metadata.date(RequestClaim.ISSUED_AT);
        Optional<Instant> expiresAt = metadata.date(RequestClaim.EXPIRES_AT);
        times.issuedAt(issuedAt, requirements.maxAge(), RequestReason.ISSUED_IN_FUTURE, RequestReason.TOO_OLD);
        times.notBefore(metadata.date(RequestClaim.NOT_BEFORE), RequestReason.NOT_YET_VALID);
        times.expiresAt(expiresAt, RequestReason.EXPIRED);
        times.lifetime(issuedAt, expiresAt, requirements.maxLifetime(), RequestReason.LIFETIME);
    }

    /** Collects what a verifier needs. */
    public static final class Builder {

        private final RequestRequirements requirements;
        private final KeySource keySource;
        private TokenLimits limits = TokenLimits.defaults();
        private SignatureEngine engine = NimbusSignatureEngine.create();

        private Builder(RequestRequirements requirements, KeySource keySource) {
            this.requirements = requireNonNull(requirements, "requirements");
            this.keySource = requireNonNull(keySource, "keySource");
        }

        /** How large a request may be; {@link TokenLimits#defaults()} unless told otherwise. */
        public Builder limits(TokenLimits largest) {
            this.limits = requireNonNull(largest, "largest");
            return this;
        }

        /** What computes signatures; the platform's providers unless told otherwise. */
        public Builder signatureEngine(SignatureEngine computes) {
            this.engine = requireNonNull(computes, "computes");
            return this;
        }

        /** The verifier. */
        public RequestJwtVerifier build() {
            return new RequestJwtVerifier(this);
        }
    }
}
