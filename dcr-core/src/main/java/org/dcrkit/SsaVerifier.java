package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.SoftwareStatement;
import org.dcrkit.claims.SsaClaim;
import org.dcrkit.claims.SsaDialect;
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
    private static final int MIN_IDENTIFIER = 3;
    private static final Set<KeyUse> SIGNING = EnumSet.of(KeyUse.SIGNATURE, KeyUse.UNSPECIFIED);
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
     * @param verified the proof, if every check passed
     */
    record Examined(
            SoftwareStatement statement,
            @Nullable TrustedDirectory directory,
            @Nullable VerifiedSsa verified) {
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
            findings.nowUnverified();
            SoftwareStatement unread = SoftwareStatement.readAsFarAsPossible(claims, SsaDialect.obie());
            if (findings.explaining()) {
                findings.notCheckable(SsaReason.SIGNATURE_INVALID, ClaimPath.of(Document.SSA), "no directory to ask");
                claimsAndTimes(unread, at, findings);
            }
            return new Examined(unread, null, null);
        }
        TrustedDirectory directory = chosen.get();
        Optional<PublishedKey> signer = signer(jws, directory, at, findings);
        if (signer.isEmpty()) {
            findings.nowUnverified();
        }
        SoftwareStatement statement = SoftwareStatement.readAsFarAsPossible(claims, directory.dialect());
        if (signer.isEmpty() && !findings.explaining()) {
            return new Examined(statement, directory, null);
        }
        SoftwareStatement.read(claims, directory.dialect()).violations().forEach(findings::fail);
        claimsAndTimes(statement, at, findings);
        boolean selfSigned = signer.isPresent() && isSelfSigned(statement, directory, signer.get(), findings);
        if (signer.isEmpty() || !findings.settled()) {
            return new Examined(statement, directory, null);
        }
        findings.rely("ssa.directory", directory.name());
        findings.rely("ssa.environment", directory.environment());
        findings.rely("ssa.software_id", statement.softwareId().orElse(""));
        findings.rely("ssa.org_id", statement.organisationId().orElse(""));
        return new Examined(
                statement, directory, new VerifiedSsa(statement, directory, signer.get(), selfSigned, jws.token()));
    }

    private Optional<TrustedDirectory> choose(JsonObject claims, Findings findings) {
        String issuer = claims.text("iss").orElse("");
        ClaimPath where = ClaimPath.ssa("iss");
        if (!findings.require(
                directories.knowIssuer(issuer),
                SsaReason.ISSUER_NOT_TRUSTED,
                where,
                claims.get("iss").map(Object::toString).orElse("absent"),
                "an issuer of: " + directories)) {
            return Optional.empty();
        }
        Optional<TrustedDirectory> chosen = directories.choose(issuer, claims);
        findings.require(
                chosen.isPresent(),
                SsaReason.ENVIRONMENT_NOT_ACCEPTED,
                ClaimPath.of(Document.SSA),
                chosen.map(TrustedDirectory::environment).orElse("none of the accepted environments"),
                "one of: " + directories);
        return chosen;
    }

    private Optional<PublishedKey> signer(CompactJws jws, TrustedDirectory directory, Instant at, Findings findings) {
        ClaimPath alg = ClaimPath.of(Document.SSA_HEADER, "alg");
        boolean allowed = findings.require(
                jws.algorithm().filter(directory.algorithms()::contains).isPresent(),
                SsaReason.ALG_NOT_ALLOWED,
                alg,
                jws.algorithm().map(Enum::name).orElse("none that is allowed"),
                "one of " + directory.algorithms());
        if (!allowed || jws.kid().isEmpty()) {
            findings.notCheckable(
                    SsaReason.SIGNATURE_INVALID, ClaimPath.of(Document.SSA), "no key is looked up for this header");
            return Optional.empty();
        }
        WantedKey wanted = WantedKey.kid(jws.kid().orElseThrow());
        Optional<KeySet> keySet = SignatureGate.fetch(
                () -> keySource.keySet(directory.keySet(), wanted),
                findings,
                SsaReason.SIGNATURE_INVALID,
                ClaimPath.of(Document.SSA),
                Obstacle.Kind.DIRECTORY_KEYS,
                SsaReason.KEY_SET_NOT_ALLOWED);
        keySet.ifPresent(set -> signatures.relyOn(set, at, findings));
        return keySet.flatMap(set -> signatures.choose(jws, set, SIGNING, findings))
                .filter(key -> signatures.verify(jws, key.publicKey(), key.kid(), findings));
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
                    null,
                    "none of " + String.join(", ", FORBIDDEN_CLAIMS));
        }
        statement
                .organisationStatus()
                .ifPresent(status -> findings.require(
                        status.equals(ACTIVE),
                        SsaReason.ORGANISATION_NOT_ACTIVE,
                        ClaimPath.ssa(statement.dialect().nameOf(SsaClaim.ORG_STATUS)),
                        status,
                        ACTIVE));
    }

    private static boolean isSelfSigned(
            SoftwareStatement statement, TrustedDirectory directory, PublishedKey signer, Findings findings) {
        String keys = directory.keySet().url().toString();
        boolean ownKeySet = Stream.of(SsaClaim.SOFTWARE_JWKS_ENDPOINT, SsaClaim.ORG_JWKS_ENDPOINT)
                .anyMatch(claim -> statement.text(claim).equals(Optional.of(keys)));
        boolean ownCertificate = Stream.of(statement.softwareId(), statement.organisationId())
                .flatMap(Optional::stream)
                .anyMatch(id -> isNamedIn(signer, id));
        return noteSelfSigned(ownKeySet || ownCertificate, directory, signer.kid(), findings);
    }

    /** Notes whether a statement is self-signed; a fault unless its directory's entry accepts that. */
    static boolean noteSelfSigned(boolean selfSigned, TrustedDirectory directory, String kid, Findings findings) {
        Optional<String> because = directory.selfSignedAcceptedBecause();
        findings.require(
                !selfSigned || because.isPresent(),
                SsaReason.SELF_SIGNED,
                ClaimPath.of(Document.SSA),
                selfSigned ? "signed by the software's or organisation's own key " + kid : "signed by another's key",
                because.map(why -> "any signer, because: " + why).orElse("a key of the directory alone"));
        if (selfSigned && because.isPresent()) {
            findings.rely("ssa.self_signed", "accepted because: " + because.get());
        }
        return selfSigned;
    }

    /** Whether an attribute of the key's certificate has exactly that value: a DER string of that length and content. */
    private static boolean isNamedIn(PublishedKey signer, String identifier) {
        byte[] wanted = identifier.getBytes(StandardCharsets.US_ASCII);
        return wanted.length >= MIN_IDENTIFIER
                && signer.certificates().stream().limit(1).anyMatch(der -> hasString(der, wanted));
    }

    private static boolean hasString(byte[] der, byte[] wanted) {
        for (int i = 1; i + wanted.length < der.length; i++) {
            if (der[i] == (byte) wanted.length
                    && Arrays.equals(der, i + 1, i + 1 + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a key is the one that signed the statement. */
    static boolean isSigner(VerifiedSsa ssa, PublicKey key) {
        return ssa.signer().publicKey().equals(key);
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
