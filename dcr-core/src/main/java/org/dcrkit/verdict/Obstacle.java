package org.dcrkit.verdict;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Why something could not be checked, and when to try again.
 *
 * <p>An obstacle is never counted as acceptance and never as refusal: it makes a verdict {@link Verdict.Indeterminate},
 * which is answered with 503 and {@code Retry-After}.
 *
 * @param kind what was out of reach
 * @param detail what happened, for people inside the bank; escaped and cut to 400 characters
 * @param retryAfter when a further try makes sense; at least one second
 */
public record Obstacle(Kind kind, String detail, Duration retryAfter) {

    private static final int MAX_DETAIL = 400;
    private static final Duration MIN_RETRY = Duration.ofSeconds(1);

    /** What was out of reach. */
    public enum Kind {
        /** The directory's own key set, which SSAs are verified with. */
        DIRECTORY_KEYS("directory_keys_unavailable"),
        /** The key set of the software or of its organisation. */
        SOFTWARE_KEYS("software_keys_unavailable"),
        /** The list of keys that the directory has revoked. */
        REVOKED_KEYS("revoked_keys_unavailable"),
        /** The revocation state of a certificate (CRL, OCSP). */
        CERTIFICATE_STATUS("certificate_status_unavailable"),
        /** The store that remembers which request JWTs were used. */
        REPLAY_GUARD("replay_guard_unavailable"),
        /** The bank's store of clients, or of the access tokens that they manage themselves with. */
        CLIENT_STORE("client_store_unavailable"),
        /** Something that a bank's own extension depends on. */
        OTHER("check_unavailable");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** A stable code for logs and figures. */
        public String code() {
            return code;
        }
    }

    /** Escapes and bounds the detail; raises the wait to one second. */
    public Obstacle {
        requireNonNull(kind, "kind");
        detail = PrintableText.bounded(requireNonNull(detail, "detail"), MAX_DETAIL);
        retryAfter = retryAfter.compareTo(MIN_RETRY) < 0 ? MIN_RETRY : retryAfter;
    }

    @Override
    public String toString() {
        return kind.code() + ": " + detail + " (retry after " + retryAfter.toSeconds() + " s)";
    }
}
