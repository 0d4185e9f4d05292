package org.dcrkit;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dcrkit.claims.SignatureAlgorithm;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.KeySet;
import org.dcrkit.spi.KeySetRefusedException;
import org.dcrkit.spi.KeyUse;
import org.dcrkit.spi.PublishedKey;
import org.dcrkit.spi.SignatureEngine;
import org.dcrkit.spi.SkippedKey;
import org.dcrkit.spi.WantedKey;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Reason;
import org.dcrkit.verdict.Violation;

/**
 * Chooses the key of a token strictly by kid, algorithm and use, and verifies the signature: the same steps for software
 * statement and request, with the reasons of each.
 */
final class SignatureGate {

    private static final int P256_BITS = 256;
    private static final Set<KeyUse> SIGNING = EnumSet.of(KeyUse.SIGNATURE, KeyUse.UNSPECIFIED);

    private final SignatureEngine engine;
    private final Document document;
    private final Document header;
    private final String evidence;
    private final Reasons reasons;

    SignatureGate(SignatureEngine engine, Document document, Reasons reasons) {
        this.engine = engine;
        this.document = document;
        this.header = document == Document.SSA ? Document.SSA_HEADER : Document.REQUEST_HEADER;
        this.evidence = document.label();
        this.reasons = reasons;
    }

    /** The reasons of one kind of token. */
    record Reasons(
            Reason keyNotFound, Reason keyWeak, Reason keyAmbiguous, Reason keyUnsuitable, Reason signatureInvalid) {}

    /** Asks for a key set; may fail in the ways of the SPI. */
    interface Fetch {
        KeySet keySet() throws CheckUnavailableException, KeySetRefusedException;
    }

    /** The key set, or a finding that says why there is none. */
    static Optional<KeySet> fetch(
            Fetch fetch, Findings findings, Reason inQuestion, ClaimPath where, Obstacle.Kind kind, Reason refused) {
        try {
            return Optional.of(fetch.keySet());
        } catch (CheckUnavailableException e) {
            findings.obstructed(inQuestion, where, new Obstacle(kind, e.detail(), e.retryAfter()));
        } catch (KeySetRefusedException e) {
            findings.fail(Violation.of(refused, where).because(e.detail()));
        }
        return Optional.empty();
    }

    /** Asks for a key set again, in the hope of another key; may fail in the ways of the SPI. */
    interface Refetch {
        KeySet keySet(WantedKey instead) throws CheckUnavailableException, KeySetRefusedException;
    }

    /**
     * The key that signed the token, if there is one that may; notes each step.
     *
     * <p>If the key under the token's kid did not sign it, the set is asked for again, once: whoever publishes it may have put
     * a new key under an old id. If that cannot be found out, what is known stands.
     */
    Optional<PublishedKey> signer(CompactJws jws, KeySet known, Refetch again, Instant at, Findings findings) {
        Optional<PublishedKey> candidate = fitting(jws, known);
        boolean valid = candidate.filter(key -> isValid(jws, key.publicKey())).isPresent();
        KeySet keySet = known;
        if (candidate.isPresent() && !valid) {
            keySet = refetched(again, candidate.get(), known);
            valid = fitting(jws, keySet)
                    .filter(key -> !key.publicKey().equals(candidate.get().publicKey()))
                    .filter(key -> isValid(jws, key.publicKey()))
                    .isPresent();
        }
        relyOn(keySet, at, findings);
        boolean verifies = valid;
        return choose(jws, keySet, findings).filter(key -> note(verifies, jws, key.kid(), findings));
    }

    private static KeySet refetched(Refetch again, PublishedKey known, KeySet otherwise) {
        try {
            return again.keySet(WantedKey.insteadOf(known));
        } catch (CheckUnavailableException | KeySetRefusedException e) {
            return otherwise;
        }
    }

    private static Optional<PublishedKey> fitting(CompactJws jws, KeySet keySet) {
        return jws.kid().flatMap(keySet::find).filter(key -> mayVerify(jws, key));
    }

    /** Notes on which key set, and how old a one, the verdict rests. */
    private void relyOn(KeySet keySet, Instant at, Findings findings) {
        findings.rely(evidence + ".keys.source", keySet.source());
        findings.rely(evidence + ".keys.age", age(keySet, at));
    }

    /** How old a key set is, in seconds, and whether it is stale. */
    static String age(KeySet keySet, Instant at) {
        long seconds = Math.max(0, Duration.between(keySet.fetchedAt(), at).toSeconds());
        return seconds + " s" + (keySet.stale() ? " (stale)" : "");
    }

    /** The key that the token's header names, if it may sign this token. */
    private Optional<PublishedKey> choose(CompactJws jws, KeySet keySet, Findings findings) {
        ClaimPath where = ClaimPath.of(header, "kid");
        String kid = jws.kid().orElse("");
        Optional<PublishedKey> found = keySet.find(kid);
        if (found.isEmpty()) {
            Reason reason = keySet.findSkipped(kid).map(this::reason).orElse(reasons.keyNotFound());
            String detail = keySet.findSkipped(kid)
                    .map(skipped -> skipped.cause() + ": " + skipped.detail())
                    .orElse(reason.text());
            findings.fail(Violation.of(reason, where)
                    .because(detail)
                    .got(kid)
                    .expected("one of " + keySet.keys().size() + " keys of " + keySet.source()));
            return Optional.empty();
        }
        PublishedKey key = found.get();
        findings.require(true, reasons.keyNotFound(), where, () -> kid, () -> "a key of " + keySet.source());
        findings.require(true, reasons.keyAmbiguous(), where, kid, "one key of that id");
        findings.require(true, reasons.keyWeak(), where, key::toString, () -> "no known weakness");
        boolean fits = findings.require(
                mayVerify(jws, key),
                reasons.keyUnsuitable(),
                where,
                key::toString,
                () -> "a key for " + jws.algorithm().map(Enum::name).orElse("an allowed algorithm") + ", use "
                        + SIGNING);
        return fits && CertificateThumbprints.agree(jws, key, header, reasons.keyUnsuitable(), findings)
                ? found
                : Optional.empty();
    }

    /** Whether the signature is the key's; notes the result. */
    boolean verify(CompactJws jws, PublicKey key, String kid, Findings findings) {
        return note(isValid(jws, key), jws, kid, findings);
    }

    private boolean isValid(CompactJws jws, PublicKey key) {
        return jws.algorithm()
                .filter(alg -> engine.verify(alg, key, jws.signingInput(), jws.signature()))
                .isPresent();
    }

    private boolean note(boolean valid, CompactJws jws, String kid, Findings findings) {
        findings.require(
                valid,
                reasons.signatureInvalid(),
                ClaimPath.of(document),
                () -> (valid ? "verifies with key " : "does not verify with key ") + kid,
                () -> "a signature of that key");
        if (valid) {
            findings.rely(evidence + ".key.id", kid);
            findings.rely(evidence + ".alg", jws.algorithm().orElseThrow().name());
        }
        return valid;
    }

    private Reason reason(SkippedKey skipped) {
        return switch (skipped.cause()) {
            case WEAK -> reasons.keyWeak();
            case DUPLICATE_KID -> reasons.keyAmbiguous();
            case MALFORMED, UNSUPPORTED, TOO_LARGE, CONTRADICTORY, EXPIRED -> reasons.keyUnsuitable();
        };
    }

    private static boolean mayVerify(CompactJws jws, PublishedKey key) {
        return SIGNING.contains(key.use())
                && jws.algorithm().filter(alg -> fits(key, alg)).isPresent();
    }

    private static boolean fits(PublishedKey key, SignatureAlgorithm algorithm) {
        return key.algorithm().map(algorithm::equals).orElse(true) && fits(key.publicKey(), algorithm);
    }

    /** Whether a key is of the type that the algorithm works with (RFC 7518, sections 3.4 and 3.5). */
    static boolean fits(PublicKey key, SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case PS256 -> key instanceof RSAPublicKey;
            case ES256 ->
                key instanceof ECPublicKey ec
                        && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
        };
    }
}
