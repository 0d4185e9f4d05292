package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dcrkit.claims.ClaimReason;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeySource;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SignatureEngine;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a software statement assertion: trusted issuer, directory's key, signature, times, status, claims.
 *
 * <p>Works alone too, for manual registration, where a person uploads a statement and there is no request. Nothing is
 * fetched but the key set of a configured directory, and nothing at all for a statement whose issuer is not trusted or
 * whose algorithm is not allowed.
 */
public final class SsaVerifier {

    private static final String ACTIVE = "ACTIVE";
    private static final Duration RETRY_REFUSED = Duration.ofMinutes(5);
    private static final List<String> FORBIDDEN_CLAIMS = List.of(
            "client_id",
            "client_secret",
            "client_id_issued_at",
            "client_secret_expires_at",
            "registration_access_token",
            "registration_client_uri",
            "software_statement");

    private final TrustedDirectories directories;
    private final KeySource keySource;
    private final SsaRequirements requirements;
    private final TokenLimits limits;
    private final SignatureGate signatures;

    private SsaVerifier(Builder builder) {
        this.directories = builder.directories;
        this.keySource = builder.keySource;
        this.requirements = builder.requirements;
        this.limits = builder.limits;
        this.signatures = new SignatureGate(
                builder.engine,
                Document.SSA,
                new SignatureGate.Reasons(
                        SsaReason.KEY_NOT_FOUND,
                        SsaReason.KEY_WEAK,
                        SsaReason.KEY_AMBIGUOUS,
                        SsaReason.KEY_UNSUITABLE,
                        SsaReason.SIGNATURE_INVALID));
    }

    /**
     * A verifier.
     *
     * @param directories whom to believe
     * @param keySource where key sets come from
     */
    public static Builder builder(TrustedDirectories directories, KeySource keySource) {
        return new Builder(directories, keySource);
    }

    /**
     * Verifies a statement at an instant.
     *
     * @param token the statement as a compact JWS; hostile until shown otherwise
     * @param at the instant of decision
     */
    public Verdict<VerifiedSsa> verify(String token, Instant at) {
        Findings shape = new Findings(Gate.SHAPE, false);
        Optional<CompactJws> jws = CompactJws.read(token, limits, Document.SSA, shape);
        return shape.<CompactJws>verdict(jws::orElseThrow).then(read -> {
            Findings findings = new Findings(Gate.SOFTWARE_STATEMENT, false);
            Examined examined = examine(read, at, findings);
            return findings.verdict(examined::proof);
        });
    }

    /**
     * What could be learnt of a statement.
     *
     * @param statement its claims as far as they can be read
     * @param directory the entry it falls under, if any
     * @param signed the statement as signed, if its signature stands, whatever else is wrong with it
     * @param verified the proof, if every check passed
     */
    record Examined(
            SoftwareStatement statement,
            @Nullable TrustedDirectory directory,
            @Nullable SignedStatement signed,
            @Nullable VerifiedSsa verified) {
        static Examined of(VerifiedSsa ssa) {
            return new Examined(ssa.statement(), ssa.directory(), ssa.signed(), ssa);
        }

        VerifiedSsa proof() {
            return requireNonNull(verified, "verified");
        }
    }

    TokenLimits limits() {
        return limits;
    }

    /** Makes every check; without a fault among the findings, the result holds the proof. */
    Examined examine(CompactJws jws, Instant at, Findings findings) {
        JsonObject claims = jws.claims();
        Optional<TrustedDirectory> chosen = choose(claims, findings);
        if (chosen.isEmpty()) {
            findings.unverified();
            SoftwareStatement unread = SoftwareStatement.readAsFarAsPossible(claims, SsaDialect.obie(), notTold -> {});
            if (findings.explaining()) {
                findings.notCheckable(SsaReason.SIGNATURE_INVALID, ClaimPath.of(Document.SSA), "no directory to ask");
                claimsAndTimes(unread, at, findings);
            }
            return new Examined(unread, null, null, null);
        }
        TrustedDirectory directory = chosen.get();
        Optional<PublishedKey> signer = signer(jws, directory, at, findings);
        boolean goOn = signer.isPresent() || findings.explaining();
        if (signer.isEmpty() || !jws.isSound()) {
            findings.unverified();
        }
        SoftwareStatement statement = SoftwareStatement.readAsFarAsPossible(
                claims, directory.dialect(), goOn ? findings::fail : notTold -> {});
        if (!goOn) {
            return new Examined(statement, directory, null, null);
        }
        claimsAndTimes(statement, at, findings);
        boolean selfSigned =
                signer.isPresent() && SelfSignature.inStatement(statement, directory, signer.get(), findings);
        if (signer.isEmpty() || !jws.isSound()) {
            return new Examined(statement, directory, null, null);
        }
        SignedStatement signed = new SignedStatement(statement, directory, signer.get(), selfSigned);
        if (!findings.settled()) {
            return new Examined(statement, directory, signed, null);
        }
        findings.rely("ssa.directory", directory.name());
        findings.rely("ssa.environment", directory.environment());
        findings.rely("ssa.software_id", statement.softwareId().orElse(""));
        findings.rely("ssa.org_id", statement.organisationId().orElse(""));
        return new Examined(statement, directory, signed, new VerifiedSsa(signed, jws.token()));
    }

    private Optional<TrustedDirectory> choose(JsonObject claims, Findings findings) {
        ClaimPath where = ClaimPath.ssa("iss");
        Optional<JsonValue> written = claims.get("iss");
        if (!(written.orElse(null) instanceof JsonString issuer)) {
            Violation violation = written.isEmpty()
                    ? Violation.of(ClaimReason.MISSING, where)
                    : Violation.of(ClaimReason.TYPE, where).got(written.get().kind());
            findings.fail(violation.expected("string"));
            return Optional.empty();
        }
        if (!findings.require(
                directories.knowIssuer(issuer.value()),
                SsaReason.ISSUER_NOT_TRUSTED,
                where,
                issuer::value,
                () -> "an issuer of: " + directories)) {
            return Optional.empty();
        }
        Optional<TrustedDirectory> chosen = directories.choose(issuer.value(), claims);
        findings.require(
                chosen.isPresent(),
                SsaReason.ENVIRONMENT_NOT_ACCEPTED,
                ClaimPath.of(Document.SSA),
                () -> chosen.map(TrustedDirectory::environment).orElse("none of the accepted environments"),
                () -> "one of: " + directories);
        return chosen;
    }

    private Optional<PublishedKey> signer(CompactJws jws, TrustedDirectory directory, Instant at, Findings findings) {
        ClaimPath whole = ClaimPath.of(Document.SSA);
        boolean allowed = findings.require(
                jws.algorithm().filter(directory.algorithms()::contains).isPresent(),
                SsaReason.ALG_NOT_ALLOWED,
                ClaimPath.of(Document.SSA_HEADER, "alg"),
                () -> jws.algorithm().map(Enum::name).orElse("none that is allowed"),
                () -> "one of " + directory.algorithms().stream().sorted().toList());
        if (!allowed || jws.kid().isEmpty()) {
            findings.notCheckable(SsaReason.SIGNATURE_INVALID, whole, "no key is looked up for this header");
            return Optional.empty();
        }
        WantedKey wanted = WantedKey.kid(jws.kid().orElseThrow());
        Optional<KeySet> keySet = SignatureGate.fetch(
                () -> directoryKeys(directory, wanted),
                findings,
                SsaReason.SIGNATURE_INVALID,
                whole,
                Obstacle.Kind.DIRECTORY_KEYS,
                SsaReason.KEY_SET_NOT_ALLOWED);
        return keySet.flatMap(set ->
                signatures.signer(jws, set, instead -> keySource.keySet(directory.keySet(), instead), at, findings));
    }

    /** A directory whose own, configured address is refused is out of reach: no fault of whoever sent the statement. */
    private KeySet directoryKeys(TrustedDirectory directory, WantedKey wanted) throws CheckUnavailableException {
        try {
            return keySource.keySet(directory.keySet(), wanted);
        } catch (KeySetRefusedException e) {
            throw new CheckUnavailableException(
                    "the key set of " + directory.name() + " is refused: " + e.detail(), RETRY_REFUSED, e);
        }
    }

    private void claimsAndTimes(SoftwareStatement statement, Instant at, Findings findings) {
        TokenTimes times = new TokenTimes(Document.SSA, requirements.skew(), at, findings);
        times.issuedAt(statement.issuedAt(), requirements.maxAge(), SsaReason.ISSUED_IN_FUTURE, SsaReason.TOO_OLD);
        times.notBefore(statement.notBefore(), SsaReason.NOT_YET_VALID);
        times.expiresAt(statement.expiresAt(), SsaReason.EXPIRED);
        boolean hasExpiry = statement.claims().has("exp");
        findings.require(
                hasExpiry || !requirements.expiryRequired(),
                SsaReason.EXPIRY_MISSING,
                ClaimPath.ssa("exp"),
                hasExpiry ? "present" : "absent",
                requirements.expiryRequired() ? "an expiry" : "an expiry is not asked for");
        List<String> forbidden =
                FORBIDDEN_CLAIMS.stream().filter(statement.claims()::has).toList();
        forbidden.forEach(name -> findings.fail(Violation.of(SsaReason.FORBIDDEN_CLAIM, ClaimPath.ssa(name))));
        if (forbidden.isEmpty()) {
            findings.require(
                    true,
                    SsaReason.FORBIDDEN_CLAIM,
                    ClaimPath.of(Document.SSA),
                    () -> "none of these",
                    () -> "none of " + FORBIDDEN_CLAIMS);
        }
        Optional<String> status = statement.organisationStatus();
        findings.require(
                status.filter(word -> !word.equals(ACTIVE)).isEmpty(),
                SsaReason.ORGANISATION_NOT_ACTIVE,
                ClaimPath.ssa(statement.dialect().nameOf(SsaClaim.ORG_STATUS)),
                status.orElse("absent"),
                "ACTIVE, where it is there");
    }

    /** Collects what a verifier needs. */
    public static final class Builder {

        private final TrustedDirectories directories;
        private final KeySource keySource;
        private SsaRequirements requirements = SsaRequirements.defaults();
        private TokenLimits limits = TokenLimits.defaults();
        private SignatureEngine engine = NimbusSignatureEngine.create();

        private Builder(TrustedDirectories directories, KeySource keySource) {
            this.directories = requireNonNull(directories, "directories");
            this.keySource = requireNonNull(keySource, "keySource");
        }

        /** What to ask of a statement's times; {@link SsaRequirements#defaults()} unless told otherwise. */
        public Builder requirements(SsaRequirements asked) {
            this.requirements = requireNonNull(asked, "asked");
            return this;
        }

        /** How large a statement may be; {@link TokenLimits#defaults()} unless told otherwise. */
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
        public SsaVerifier build() {
            return new SsaVerifier(this);
        }
    }
}
