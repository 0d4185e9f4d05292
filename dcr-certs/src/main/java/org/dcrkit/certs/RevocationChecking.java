package org.dcrkit.certs;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.HttpLocation;
import org.dcrkit.spi.RevocationFetcher;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Whether and where it is asked if certificates are revoked (RFC 5280, section 6.3; RFC 6960).
 *
 * <p>What is at hand is judged first, all of it: responses that were stapled, responses and lists that were fetched
 * beforehand. Revoked outranks good. Where none of it answers, OCSP and then revocation lists are asked until one does. What
 * is fetched is kept for as long as it answers, but an OCSP response without next update only for seconds. Every certificate
 * below the anchor is asked about.
 */
public final class RevocationChecking {

    private static final Duration UNLIMITED = Duration.ofDays(36_500);
    private static final Duration MAX_SKEW = Duration.ofDays(1);

    private final RevocationMode mode;
    private final String why;
    private final Supplier<List<byte[]>> prefetched;
    private final RevocationSources sources;

    private RevocationChecking(Builder builder) {
        this.mode = builder.mode;
        this.why = builder.why;
        this.prefetched = builder.prefetched;
        this.sources = new RevocationSources(
                builder.fetcher,
                builder.responders,
                builder.lists,
                builder.hosts,
                new RevocationTerms(
                        builder.skew,
                        builder.maxAgeWithoutNextUpdate,
                        builder.maxOcspAgeWithoutNextUpdate,
                        builder.maxAge,
                        !builder.sha1.isEmpty()));
    }

    /** Certificates pass only if they are known not to be revoked; otherwise nothing is decided. */
    public static Builder require() {
        return new Builder(RevocationMode.REQUIRE, "");
    }

    /**
     * Certificates pass also if it cannot be found out whether they are revoked. Revoked ones never do.
     *
     * @param because why the bank takes the risk; part of every verdict that took it
     */
    public static Builder tolerateUnknown(String because) {
        return new Builder(RevocationMode.TOLERATE_UNKNOWN, reason(because));
    }

    /**
     * Nobody is asked.
     *
     * @param because why the bank takes the risk, or who else checks; part of every verdict
     */
    public static RevocationChecking disabled(String because) {
        return new RevocationChecking(new Builder(RevocationMode.DISABLED, reason(because)));
    }

    /** What happens when it cannot be found out. */
    public RevocationMode mode() {
        return mode;
    }

    /**
     * Asks about one certificate below authorities that are trusted already.
     *
     * @param certificate the certificate
     * @param authorities the authority that issued it, then those above, all of them trusted already; without any nothing
     *     can be learnt
     * @param atHand OCSP responses and revocation lists in DER that need not be fetched
     * @param at the instant of decision
     * @return accepted with what was learnt, rejected as {@link CertificateReason#REVOKED}, or indeterminate
     */
    public Verdict<String> check(
            ReadCertificate certificate, List<ReadCertificate> authorities, List<byte[]> atHand, Instant at) {
        RevocationStatus status = mode == RevocationMode.DISABLED
                ? RevocationStatus.good(notChecked())
                : sources.status(certificate, authorities, sources.atHand(atHand, prefetched.get(), at), at, true);
        return switch (status.state()) {
            case GOOD -> Verdict.accepted(status.detail());
            case REVOKED -> Verdict.rejected(ReadCertificate.violation(CertificateReason.REVOKED, status.detail()));
            case UNKNOWN ->
                mode == RevocationMode.TOLERATE_UNKNOWN
                        ? Verdict.accepted(tolerated(status))
                        : Verdict.indeterminate(new Obstacle(
                                Obstacle.Kind.CERTIFICATE_STATUS, status.detail(), RevocationSources.RETRY));
        };
    }

    private String notChecked() {
        return "not checked, because: " + why;
    }

    private String tolerated(RevocationStatus status) {
        return "unknown, tolerated (" + why + "): " + status.detail();
    }

    /** What is known of a whole path. */
    record Outcome(RevocationStatus.State state, String detail) {}

    /**
     * Asks about every certificate of a path; once one stays unknown that has to be known, only what is at hand is judged.
     *
     * @param stapled responses that came with the certificates
     * @param mayFetch whether anybody may be contacted
     */
    Outcome check(PathSearch.Path path, List<byte[]> stapled, Instant at, boolean mayFetch) {
        if (mode == RevocationMode.DISABLED) {
            return new Outcome(RevocationStatus.State.GOOD, notChecked());
        }
        List<RevocationSources.AtHand> atHand = sources.atHand(stapled, prefetched.get(), at);
        List<String> details = new ArrayList<>();
        Optional<Outcome> unknown = Optional.empty();
        for (int i = 0; i < path.certificates().size(); i++) {
            ReadCertificate certificate = path.certificates().get(i);
            List<ReadCertificate> authorities = new ArrayList<>(
                    path.certificates().subList(i + 1, path.certificates().size()));
            authorities.add(path.anchor().certificate());
            RevocationStatus status =
                    sources.status(certificate, authorities, atHand, at, mayFetch && unknown.isEmpty());
            if (status.state() == RevocationStatus.State.REVOKED) {
                return new Outcome(status.state(), certificate + ": " + status.detail());
            }
            if (!status.isKnown() && mode == RevocationMode.REQUIRE && unknown.isEmpty()) {
                unknown = Optional.of(new Outcome(status.state(), certificate + ": " + status.detail()));
            }
            details.add(status.isKnown() ? status.detail() : tolerated(status));
        }
        return unknown.orElseGet(() -> new Outcome(RevocationStatus.State.GOOD, String.join("; ", details)));
    }

    /** After what time a further try makes sense. */
    Duration retryAfter() {
        return RevocationSources.RETRY;
    }

    private static String reason(String because) {
        if (because.isBlank()) {
            throw new IllegalArgumentException("a relaxation needs a reason");
        }
        return because;
    }

    /** Collects the sources. */
    public static final class Builder {

        private final RevocationMode mode;
        private final String why;
        private @Nullable RevocationFetcher fetcher;
        private final List<HttpLocation> responders = new ArrayList<>();
        private final List<HttpLocation> lists = new ArrayList<>();
        private AllowedHosts hosts = AllowedHosts.none();
        private Supplier<List<byte[]>> prefetched = List::of;
        private Duration skew = Duration.ofMinutes(1);
        private Duration maxAgeWithoutNextUpdate = Duration.ofDays(7);
        private Duration maxOcspAgeWithoutNextUpdate = Duration.ofMinutes(5);
        private Duration maxAge = UNLIMITED;
        private String sha1 = "";

        private Builder(RevocationMode mode, String why) {
            this.mode = mode;
            this.why = why;
        }

        /** What fetches. */
        public Builder fetchWith(RevocationFetcher transport) {
            this.fetcher = requireNonNull(transport, "transport");
            return this;
        }

        /**
         * An OCSP responder to ask about every certificate.
         *
         * @throws IllegalArgumentException if it is not an {@code http} or {@code https} URL that all parsers agree on
         */
        public Builder ocspResponder(String url) {
            responders.add(location(url));
            return this;
        }

        /**
         * The location of a revocation list; one of another issuer than a certificate's says nothing of it.
         *
         * @throws IllegalArgumentException if it is not an {@code http} or {@code https} URL that all parsers agree on
         */
        public Builder revocationList(String url) {
            lists.add(location(url));
            return this;
        }

        /** Asks also at the locations in certificates, but only on these hosts; an entry without a port covers the usual. */
        public Builder locationsInCertificates(AllowedHosts allowed) {
            this.hosts = requireNonNull(allowed, "allowed");
            return this;
        }

        /** Responses and lists that somebody else keeps fresh, in DER; asked for at each check. */
        public Builder prefetched(Supplier<List<byte[]>> source) {
            this.prefetched = requireNonNull(source, "source");
            return this;
        }

        /** How far a responder's clock may be off, at most a day; a minute unless told otherwise. */
        public Builder clockSkew(Duration most) {
            this.skew = requireNonNull(most, "most");
            return this;
        }

        /** How old a revocation list without next update may be; seven days unless told otherwise. */
        public Builder maxAgeWithoutNextUpdate(Duration most) {
            this.maxAgeWithoutNextUpdate = requireNonNull(most, "most");
            return this;
        }

        /**
         * How old an OCSP response without next update may be; five minutes unless told otherwise, because its responder has
         * newer information at any time (RFC 6960, section 4.2.2.1).
         */
        public Builder maxOcspAgeWithoutNextUpdate(Duration most) {
            this.maxOcspAgeWithoutNextUpdate = requireNonNull(most, "most");
            return this;
        }

        /** How old a response or list may be whatever next update it names; unlimited unless told otherwise. */
        public Builder maxAge(Duration most) {
            this.maxAge = requireNonNull(most, "most");
            return this;
        }

        /**
         * Accepts lists and responses signed with SHA-1.
         *
         * @param because why the bank takes the risk
         */
        public Builder acceptSha1(String because) {
            this.sha1 = reason(because);
            return this;
        }

        /**
         * The checking.
         *
         * @throws IllegalArgumentException if there are locations to ask but nothing to fetch with, if the clock skew is
         *     negative or above a day, or if an age is not positive or above a century
         */
        public RevocationChecking build() {
            boolean locations = !responders.isEmpty() || !lists.isEmpty() || !hosts.equals(AllowedHosts.none());
            if (locations && fetcher == null) {
                throw new IllegalArgumentException("there are locations to ask, but nothing to fetch with");
            }
            if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
                throw new IllegalArgumentException("a clock skew from zero to " + MAX_SKEW + ": " + skew);
            }
            for (Duration age : List.of(maxAgeWithoutNextUpdate, maxOcspAgeWithoutNextUpdate, maxAge)) {
                if (age.isNegative() || age.isZero() || age.compareTo(UNLIMITED) > 0) {
                    throw new IllegalArgumentException("an age above zero, at most " + UNLIMITED + ": " + age);
                }
            }
            return new RevocationChecking(this);
        }

        private static HttpLocation location(String url) {
            return HttpLocation.parse(url)
                    .orElseThrow(() -> new IllegalArgumentException("not a plain http or https URL: " + url));
        }
    }
}
