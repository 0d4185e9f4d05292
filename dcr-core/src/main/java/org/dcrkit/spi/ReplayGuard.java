package org.dcrkit.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Remembers which request JWTs were used (RFC 7519, section 4.1.7).
 *
 * <p>Asked last, so that only an otherwise acceptable request spends its {@code jti}. The answer must be atomic: of any
 * number of callers with the same use, exactly one is told that it is the first.
 */
@FunctionalInterface
public interface ReplayGuard {

    /**
     * Marks a token as used.
     *
     * @param use whose token, and which
     * @param until the instant up to which the token would be accepted again and so must be remembered (exp + skew)
     * @param at the instant of decision
     * @return true if this is the first use; false if the token was used before
     * @throws CheckUnavailableException if that cannot be found out
     */
    boolean firstUse(TokenUse use, Instant until, Instant at) throws CheckUnavailableException;

    /**
     * One token of one issuer.
     *
     * @param issuer the request's {@code iss}
     * @param jwtId the request's {@code jti}
     */
    record TokenUse(String issuer, String jwtId) {
        /** Requires both. */
        public TokenUse {
            requireNonNull(issuer, "issuer");
            requireNonNull(jwtId, "jwtId");
        }
    }
}
