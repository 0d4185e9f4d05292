package org.dcrkit.certs;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of revocation lists and OCSP responses alike.
 *
 * @param skew how far another clock may be ahead or behind
 * @param maxListAgeWithoutNextUpdate how old a list that names no next update may be
 * @param maxResponseAgeWithoutNextUpdate how old a response that names no next update may be
 * @param maxAge how old anything may be
 * @param sha1 whether signatures with SHA-1 are accepted
 */
record RevocationTerms(
        Duration skew,
        Duration maxListAgeWithoutNextUpdate,
        Duration maxResponseAgeWithoutNextUpdate,
        Duration maxAge,
        boolean sha1) {

    private static final String RSA_SHA1 = "1.2.840.113549.1.1.5";
    private static final String ECDSA_SHA1 = "1.2.840.10045.4.1";

    /** Why the time of a list rules it out, if it does. */
    Optional<String> untimelyList(Date thisUpdate, @Nullable Date nextUpdate, Instant at) {
        return untimely(thisUpdate, nextUpdate, maxListAgeWithoutNextUpdate, at);
    }

    /**
     * Why the time of an OCSP response rules it out, if it does. No next update means that newer information is to be had
     * at any time (RFC 6960, 4.2.2.1).
     */
    Optional<String> untimelyResponse(Date thisUpdate, @Nullable Date nextUpdate, Instant at) {
        return untimely(thisUpdate, nextUpdate, maxResponseAgeWithoutNextUpdate, at);
    }

    private Optional<String> untimely(
            Date thisUpdate, @Nullable Date nextUpdate, Duration maxAgeWithoutNextUpdate, Instant at) {
        Instant from = thisUpdate.toInstant();
        if (from.isAfter(at.plus(skew))) {
            return Optional.of("from the future: " + from);
        }
        Instant named = nextUpdate == null ? from.plus(maxAgeWithoutNextUpdate) : nextUpdate.toInstant();
        Instant oldest = from.plus(maxAge);
        Instant until = named.isBefore(oldest) ? named : oldest;
        return until.isBefore(at.minus(skew)) ? Optional.of("out of date since " + until) : Optional.empty();
    }

    /** Whether the algorithm of a signature is accepted. */
    boolean accept(AlgorithmIdentifier algorithm) {
        String oid = algorithm.getAlgorithm().getId();
        if (sha1 && (oid.equals(RSA_SHA1) || oid.equals(ECDSA_SHA1))) {
            return true;
        }
        try {
            Optional<byte[]> parameters = algorithm.getParameters() == null
                    ? Optional.empty()
                    : Optional.of(algorithm.getParameters().toASN1Primitive().getEncoded());
            return SignatureStrength.accepts(oid, parameters);
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
