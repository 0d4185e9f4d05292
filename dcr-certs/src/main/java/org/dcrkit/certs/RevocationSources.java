package org.dcrkit.certs;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.jspecify.annotations.Nullable;

/** The places where the revocation of a certificate can be learnt, and what was learnt there. */
final class RevocationSources {

    /** After what time a further try makes sense. */
    static final Duration RETRY = Duration.ofSeconds(30);

    private static final int MAX_OCSP_BYTES = StrictDer.MAX_BYTES;
    private static final int MAX_LIST_BYTES = 10 * 1_024 * 1_024;

    private final @Nullable RevocationFetcher fetcher;
    private final List<URI> responders;
    private final List<URI> lists;
    private final AllowedHosts hosts;
    private final RevocationTerms terms;
    private final RevocationCache<byte[]> responses = new RevocationCache<>();
    private final RevocationCache<RevocationList> readLists = new RevocationCache<>();

    RevocationSources(
            @Nullable RevocationFetcher fetcher,
            List<URI> responders,
            List<URI> lists,
            AllowedHosts hosts,
            RevocationTerms terms) {
        this.fetcher = fetcher;
        this.responders = List.copyOf(responders);
        this.lists = List.copyOf(lists);
        this.hosts = hosts;
        this.terms = terms;
    }

    /**
     * Asks until one answers.
     *
     * @param authorities the issuer of the certificate first, then those above
     * @param atHand responses and lists that need not be fetched
     * @param mayFetch whether anybody may be contacted
     */
    RevocationStatus status(
            ReadCertificate certificate,
            List<ReadCertificate> authorities,
            List<byte[]> atHand,
            Instant at,
            boolean mayFetch) {
        List<String> unknown = new ArrayList<>();
        for (byte[] one : atHand) {
            RevocationStatus status = judge(one, certificate, authorities, at);
            if (status.isKnown()) {
                return status;
            }
            unknown.add(status.detail());
        }
        RevocationFetcher remote = fetcher;
        if (remote == null || !mayFetch) {
            unknown.add(remote == null ? "nobody to ask is configured" : "nobody may be asked yet");
            return RevocationStatus.unknown(String.join("; ", unknown));
        }
        List<URI> ocsp = new ArrayList<>(responders);
        ocsp.addAll(RevocationLocations.ocsp(certificate, hosts));
        for (URI location : ocsp) {
            Optional<RevocationStatus> status =
                    asked(unknown, () -> ocsp(remote, location, certificate, authorities.get(0), at));
            if (status.isPresent()) {
                return status.get();
            }
        }
        List<URI> crls = new ArrayList<>(lists);
        crls.addAll(RevocationLocations.lists(certificate, hosts));
        for (URI location : crls) {
            Optional<RevocationStatus> status =
                    asked(unknown, () -> list(remote, location, certificate, authorities, at));
            if (status.isPresent()) {
                return status.get();
            }
        }
        return RevocationStatus.unknown(
                unknown.isEmpty() ? "no location that may be asked" : String.join("; ", unknown));
    }

    private static Optional<RevocationStatus> asked(
            List<String> unknown, RevocationCache.Source<RevocationStatus> question) {
        try {
            RevocationStatus status = question.fetch();
            if (status.isKnown()) {
                return Optional.of(status);
            }
            unknown.add(status.detail());
        } catch (CheckUnavailableException e) {
            unknown.add(e.detail());
        }
        return Optional.empty();
    }

    private RevocationStatus ocsp(
            RevocationFetcher remote, URI location, ReadCertificate certificate, ReadCertificate issuer, Instant at)
            throws CheckUnavailableException {
        byte[] request = OcspResponses.request(certificate, issuer);
        byte[] response = responses.get(
                location + " " + Digests.sha256Hex(request),
                at,
                () -> fetched(remote, RevocationFetcher.Request.ocsp(location, request, MAX_OCSP_BYTES)),
                kept -> OcspResponses.judge(kept, certificate, issuer, at, terms)
                        .isKnown());
        return OcspResponses.judge(response, certificate, issuer, at, terms);
    }

    private RevocationStatus list(
            RevocationFetcher remote,
            URI location,
            ReadCertificate certificate,
            List<ReadCertificate> authorities,
            Instant at)
            throws CheckUnavailableException {
        return readLists
                .get(
                        location.toString(),
                        at,
                        () -> RevocationList.read(
                                        fetched(remote, RevocationFetcher.Request.list(location, MAX_LIST_BYTES)))
                                .orElseThrow(() -> new CheckUnavailableException(
                                        "no revocation list in DER at " + location, RETRY)),
                        kept -> kept.isTimely(at, terms))
                .judge(certificate, authorities, at, terms);
    }

    private static byte[] fetched(RevocationFetcher remote, RevocationFetcher.Request request)
            throws CheckUnavailableException {
        byte[] body = remote.fetch(request);
        if (body.length > request.maxBytes()) {
            throw new CheckUnavailableException(
                    "a response of " + body.length + " bytes; at most " + request.maxBytes(), RETRY);
        }
        return body;
    }

    private RevocationStatus judge(
            byte[] atHand, ReadCertificate certificate, List<ReadCertificate> authorities, Instant at) {
        if (atHand.length > MAX_LIST_BYTES) {
            return RevocationStatus.unknown("larger than " + MAX_LIST_BYTES + " bytes");
        }
        return OcspResponses.isResponse(atHand)
                ? OcspResponses.judge(atHand, certificate, authorities.get(0), at, terms)
                : RevocationList.read(atHand)
                        .map(list -> list.judge(certificate, authorities, at, terms))
                        .orElseGet(() -> RevocationStatus.unknown("neither an OCSP response nor a revocation list"));
    }
}
