package org.dcrkit.certs;

import java.util.ArrayList;
import java.util.List;

/** A certification path that stands at an instant: the client's certificate, the intermediates, a trust anchor. */
public final class ValidatedPath {

    private final List<ReadCertificate> certificates;
    private final TrustAnchors.Anchor anchor;
    private final String revocation;

    ValidatedPath(List<ReadCertificate> certificates, TrustAnchors.Anchor anchor, String revocation) {
        this.certificates = List.copyOf(certificates);
        this.anchor = anchor;
        this.revocation = revocation;
    }

    /** The client's certificate. */
    public ReadCertificate certificate() {
        return certificates.get(0);
    }

    /** The client's certificate and the intermediates above it, without the anchor. */
    public List<ReadCertificate> certificates() {
        return certificates;
    }

    /** The authority that the path ends at. */
    public TrustAnchors.Anchor anchor() {
        return anchor;
    }

    /** What is known of the revocation of the certificates, in words. */
    public String revocation() {
        return revocation;
    }

    /** The subjects from the client's certificate up; the last names the anchor. */
    public List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        certificates.forEach(certificate -> subjects.add(certificate.subject().rfc4514()));
        subjects.add(anchor.certificate().subject().rfc4514() + " (" + anchor.name() + ")");
        return List.copyOf(subjects);
    }

    @Override
    public String toString() {
        return String.join(" <- ", subjects());
    }
}
