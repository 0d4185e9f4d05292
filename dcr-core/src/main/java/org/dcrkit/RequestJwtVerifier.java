package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.dcrkit.RequestRequirements.RequestKeys;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.spi.CertificateFacts;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.SignatureEngine;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a request JWT: signed by the software of a verified statement, meant for this bank, valid now.
 *
 * <p>The key comes from the key set that the {@link VerifiedSsa} names, chosen strictly by kid, algorithm and use; or, where
 * a bank asks for it, from the presented transport certificate. A statement cannot pass as a request and neither can a
 * client assertion: both lack a software statement.
 */
public final class RequestJwtVerifier {

    private final RequestRequirements requirements;
    private final TokenLimits limits;
    private final RequestKey key;
    private final RequestTokenClaims claims;

    private RequestJwtVerifier(Builder builder) {
        this.requirements = builder.requirements;
        this.limits = builder.limits;
        this.key = new RequestKey(builder.requirements, builder.keySource, builder.engine);
        this.claims = new RequestTokenClaims(builder.requirements);
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
            Optional<String> carried = EmbeddedStatement.in(read, findings);
            if (carried.isEmpty()) {
                return findings.verdict(() -> {
                    throw new IllegalStateException("no statement, and no finding that says so");
                });
            }
            if (!carried.get().equals(ssa.token())) {
                return Verdict.rejected(Violation.of(SsaReason.MISSING, EmbeddedStatement.WHERE)
                        .because("the request carries another statement than the one that was verified"));
            }
            Examined examined = examine(read, SsaVerifier.Examined.of(ssa), certificate, at, findings);
            return findings.verdict(examined::proof);
        });
    }

    /**
     * What could be learnt of a request.
     *
     * @param metadata its claims as far as they can be read
     * @param signed whether the software's signature stands, whatever else is wrong with it
     * @param verified the proof, if every check passed
     */
    record Examined(
            ClientMetadata metadata,
            boolean signed,
            @Nullable VerifiedRequest verified) {
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
        boolean signed = key.signed(jws, ssa.signed(), certificate, at, findings) && jws.isSound();
        boolean goOn = signed || findings.explaining();
        if (!signed) {
            findings.unverified();
        }
        ClientMetadata metadata =
                ClientMetadata.readAsFarAsPossible(jws.claims(), goOn ? findings::fail : notTold -> {});
        if (!goOn) {
            return new Examined(metadata, false, null);
        }
        claims.check(jws.claims(), metadata, ssa.statement(), at, findings);
        if (!signed || !findings.settled()) {
            return new Examined(metadata, signed, null);
        }
        return new Examined(
                metadata,
                true,
                new VerifiedRequest(
                        metadata,
                        metadata.text(RequestClaim.ISSUER).orElseThrow(),
                        metadata.text(RequestClaim.JWT_ID).orElseThrow(),
                        metadata.date(RequestClaim.EXPIRES_AT).orElseThrow(),
                        jws.kid().orElseThrow()));
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
