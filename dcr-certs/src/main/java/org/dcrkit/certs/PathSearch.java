package org.dcrkit.certs;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the paths from a certificate to the anchors through the certificates at hand, whatever their order.
 *
 * <p>The work is bounded: at most {@value #MAX_SIGNATURES} signatures are tried and {@value #MAX_PATHS} paths found, so that
 * a crowd of intermediates with one name or a cycle of cross-certificates costs little. A certificate is on a path once,
 * and so is a subject with a key.
 */
final class PathSearch {

    static final int MAX_SIGNATURES = 64;
    static final int MAX_PATHS = 16;
    private static final int MAX_LENGTH = 12;

    private final TrustAnchors trust;
    private final List<ReadCertificate> intermediates;
    private final int maxIntermediates;
    private final List<Path> found = new ArrayList<>();
    private int signatures;

    /** A path and the anchor that it ends at. */
    record Path(List<ReadCertificate> certificates, TrustAnchors.Anchor anchor) {

        @Override
        public String toString() {
            return new ValidatedPath(certificates, anchor, "").toString();
        }
    }

    private PathSearch(TrustAnchors trust, List<ReadCertificate> presented, int maxIntermediates) {
        this.trust = trust;
        this.maxIntermediates = maxIntermediates;
        this.intermediates = Stream.concat(presented.stream().skip(1), trust.intermediates().stream())
                .distinct()
                .toList();
    }

    /** Every path from the first of the presented certificates, the shorter ways first. */
    static List<Path> find(TrustAnchors trust, List<ReadCertificate> presented, int maxIntermediates) {
        PathSearch search = new PathSearch(trust, presented, maxIntermediates);
        search.extend(List.of(presented.get(0)));
        return search.found;
    }

    private void extend(List<ReadCertificate> path) {
        ReadCertificate last = path.get(path.size() - 1);
        for (TrustAnchors.Anchor anchor : trust.anchors()) {
            if (found.size() < MAX_PATHS
                    && !path.contains(anchor.certificate())
                    && issued(anchor.certificate(), last)) {
                found.add(new Path(path, anchor));
            }
        }
        long counted = path.stream().skip(1).filter(one -> !one.isSelfIssued()).count();
        if (path.size() >= MAX_LENGTH) {
            return;
        }
        for (ReadCertificate issuer : intermediates) {
            boolean allowed = issuer.isSelfIssued() || counted < maxIntermediates;
            if (allowed && found.size() < MAX_PATHS && !repeats(path, issuer) && issued(issuer, last)) {
                List<ReadCertificate> longer = new ArrayList<>(path);
                longer.add(issuer);
                extend(List.copyOf(longer));
            }
        }
    }

    private static boolean repeats(List<ReadCertificate> path, ReadCertificate next) {
        return path.stream()
                .anyMatch(one -> Arrays.equals(
                                one.structure().subject(), next.structure().subject())
                        && one.x509().getPublicKey().equals(next.x509().getPublicKey()));
    }

    private boolean issued(ReadCertificate issuer, ReadCertificate certificate) {
        if (!certificate.issuer().matches(issuer.subject(), NameMatching.exact()) || signatures >= MAX_SIGNATURES) {
            return false;
        }
        signatures++;
        try {
            certificate.x509().verify(issuer.x509().getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
