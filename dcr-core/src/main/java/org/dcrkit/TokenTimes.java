package org.dcrkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dcrkit.verdict.ClaimPath;
import org.dcrkit.verdict.Document;
import org.dcrkit.verdict.Reason;

/**
 * Compares a token's times with the one instant of decision.
 *
 * <p>Boundaries: {@code exp} has passed from exp + skew on (RFC 7519: "on or after"); {@code iat} and {@code nbf} may lie up
 * to and including the skew in the future; an age equal to the greatest is accepted.
 */
final class TokenTimes {

    private static final String ABSENT = "absent";

    private final Document document;
    private final Duration skew;
    private final Instant at;
    private final Findings findings;

    TokenTimes(Document document, Duration skew, Instant at, Findings findings) {
        this.document = document;
        this.skew = skew;
        this.at = at;
        this.findings = findings;
    }

    void issuedAt(Optional<Instant> issuedAt, Optional<Duration> maxAge, Reason inFuture, Reason tooOld) {
        ClaimPath where = ClaimPath.of(document, "iat");
        issuedAt.ifPresent(iat -> {
            findings.require(
                    !iat.isAfter(at.plus(skew)), inFuture, where, iat::toString, () -> "not after " + at.plus(skew));
            Instant oldest = maxAge.map(age -> at.minus(age).minus(skew)).orElse(Instant.EPOCH);
            findings.require(
                    !iat.isBefore(oldest),
                    tooOld,
                    where,
                    iat::toString,
                    () -> maxAge.isEmpty() ? "any age" : "not before " + oldest);
        });
    }

    void notBefore(Optional<Instant> notBefore, Reason notYetValid) {
        findings.require(
                notBefore.filter(nbf -> nbf.isAfter(at.plus(skew))).isEmpty(),
                notYetValid,
                ClaimPath.of(document, "nbf"),
                () -> notBefore.map(Instant::toString).orElse(ABSENT),
                () -> "absent, or not after " + at.plus(skew));
    }

    void expiresAt(Optional<Instant> expiresAt, Reason expired) {
        findings.require(
                expiresAt.filter(exp -> !at.isBefore(exp.plus(skew))).isEmpty(),
                expired,
                ClaimPath.of(document, "exp"),
                () -> expiresAt.map(Instant::toString).orElse(ABSENT),
                () -> "after " + at.minus(skew));
    }

    void lifetime(Optional<Instant> issuedAt, Optional<Instant> expiresAt, Optional<Duration> max, Reason reason) {
        if (issuedAt.isEmpty() || expiresAt.isEmpty()) {
            return;
        }
        Duration lifetime = Duration.between(issuedAt.get(), expiresAt.get());
        boolean positive = !lifetime.isNegative() && !lifetime.isZero();
        findings.require(
                positive && max.filter(limit -> lifetime.compareTo(limit) > 0).isEmpty(),
                reason,
                ClaimPath.of(document, "exp"),
                lifetime::toString,
                () -> "more than zero" + max.map(limit -> ", at most " + limit).orElse(""));
    }
}
