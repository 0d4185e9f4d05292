package org.dcrkit.certs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.HttpLocation;
import org.dcrkit.spi.RevocationFetcher;
import org.jspecify.annotations.Nullable;

/** The places where the revocation of a certificate can be learnt, and what was learnt there. */
final class RevocationSources {

    /** After what time a further try makes sense. */
    static final Duration RETRY = Duration.ofSeconds(30);

    private static final int MAX_OCSP_BYTES = StrictDer.MAX_BYTES;
    private static final int MAX_LIST_BYTES = 10 * 1_024 * 1_024;
    private static final long MAX_KEPT_OCTETS = 4L * MAX_LIST_BYTES;

    private final @Nullable RevocationFetcher fetcher;
    private final List<HttpLocation> responders;
    private final List<HttpLocation> lists;
    private final AllowedHosts hosts;
    private final RevocationTerms terms;
    private final RevocationCache<byte[]> responses = new RevocationCache<>(body -> body.length, MAX_KEPT_OCTETS);
    private final RevocationCache<RevocationList> readLists =
            new RevocationCache<>(RevocationList::size, MAX_KEPT_OCTETS);
    private final RevocationCache<RevocationList> prefetchedLists =
            new RevocationCache<>(RevocationList::size, MAX_KEPT_OCTETS);

    RevocationSources(
            @Nullable RevocationFetcher fetcher,
            List<HttpLocation> responders,
            List<HttpLocation> lists,
            AllowedHosts hosts,
            RevocationTerms terms) {
        this.fetcher = fetcher;
        this.responders = List.copyOf(responders);
        this.lists = List.copyOf(lists);
        this.hosts = hosts;
        this.terms = terms;
    }

    /** A response or list that need not be fetched. */
    @FunctionalInterface
    interface AtHand {
        RevocationStatus judge(ReadCertificate certificate, List<ReadCertificate> authorities, Instant at);
    }

    /**
     * What need not be fetched, read once for all certificates of a path.
     *
     * @param stapled what came with the certificates
     * @param prefetched what the bank itself keeps fresh; a list is read again only when its octets change
     */
    List<AtHand> atHand(List<byte[]> stapled, List<byte[]> prefetched, Instant at) {
        List<AtHand> all = new ArrayList<>();
        stapled.forEach(one -> all.add(atHand(one, () -> RevocationList.read(one))));
        prefetched.forEach(one -> all.add(atHand(one, () -> kept(one, at))));
        return List.copyOf(all);
    }

    private AtHand atHand(byte[] body, Supplier<Optional<RevocationList>> list) {
        if (body.length > MAX_LIST_BYTES) {
            return (certificate, authorities, at) ->
                    RevocationStatus.unknown("larger than " + MAX_LIST_BYTES + " bytes");
        }
        if (OcspResponses.isResponse(body)) {
            return (certificate, authorities, at) ->
                    OcspResponses.judge(body, certificate, authorities.get(0), at, terms);
        }
        Optional<RevocationList> read = list.get();
        return (certificate, authorities, at) -> read.map(one -> one.judge(certificate, authorities, at, terms))
                .orElseGet(() -> RevocationStatus.unknown("neither an OCSP response nor a revocation list"));
    }

    /** The list, read before or now; nothing if the octets are none. */
    Optional<RevocationList> kept(byte[] body, Instant at) {
        try {
            return Optional.of(prefetchedLists.get(
                    Digests.sha256Hex(body),
                    at,
                    () -> RevocationList.read(body)
                            .orElseThrow(() -> new CheckUnavailableException("not a revocation list", RETRY)),
                    kept -> true));
        } catch (CheckUnavailableException e) {
            return Optional.empty();
        }
    }

    /**
     * Judges all that is at hand, of which the worst counts, and asks elsewhere until one answers if none of it does.
     *
     * @param authorities the issuer of the certificate first, then those above
     * @param atHand responses and lists that need not be fetched
     * @param mayFetch whether anybody may be contacted
     */
    RevocationStatus status(
            ReadCertificate certificate,
            List<ReadCertificate> authorities,
            List<AtHand> atHand,
            Instant at,
            boolean mayFetch) {
        if (authorities.isEmpty()) {
            return RevocationStatus.unknown("no authority is given that could have signed an answer");
        }
        List<RevocationStatus> answers = atHand.stream()
                .map(one -> one.judge(certificate, authorities, at))
                .toList();
        Optional<RevocationStatus> worst =
                answers.stream().filter(RevocationStatus::isKnown).max(Comparator.comparing(RevocationStatus::state));
        if (worst.isPresent()) {
            return worst.get();
        }
        List<String> unknown = new ArrayList<>();
        answers.forEach(answer -> unknown.add(answer.detail()));
        RevocationFetcher remote = fetcher;
        if (remote == null || !mayFetch) {
            unknown.add(remote == null ? "nobody to ask is configured" : "nobody may be asked yet");
            return RevocationStatus.unknown(String.join("; ", unknown));
        }
        List<HttpLocation> ocsp = new ArrayList<>(responders);
        ocsp.addAll(RevocationLocations.ocsp(certificate, hosts));
        for (HttpLocation location : ocsp) {
            Optional<RevocationStatus> status =
                    asked(unknown, () -> ocsp(remote, location, certificate, authorities.get(0), at));
            if (status.isPresent()) {
                return status.get();
            }
        }
        List<HttpLocation> crls = new ArrayList<>(lists);
        crls.addAll(RevocationLocations.lists(certificate, hosts));
        for (HttpLocation location : crls) {
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
            RevocationFetcher remote,
            HttpLocation location,
            ReadCertificate certificate,
            ReadCertificate issuer,
            Instant at)
            throws CheckUnavailableException {
        byte[] request = OcspResponses.request(certificate, issuer);
        byte[] response = responses.get(
                location + " " + Digests.sha256Hex(request),
                at,
                () -> fetched(remote, RevocationFetcher.Request.ocsp(location, request, MAX_OCSP_BYTES)),
                kept -> OcspResponses.namesNextUpdate(kept)
                        && OcspResponses.judge(kept, certificate, issuer, at, terms)
                                .isKnown());
        return OcspResponses.judge(response, certificate, issuer, at, terms);
    }

    private RevocationStatus list(
            RevocationFetcher remote,
            HttpLocation location,
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
}
