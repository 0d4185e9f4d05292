package org.dcrkit.spi;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificate chain that a client presented, as bytes: nothing about it has been believed or even read.
 *
 * <p>Element 0 is the client's own certificate and the only one whose subject means anything; the rest are hints for
 * building a path.
 */
public final class PresentedCertificates {

    private static final PresentedCertificates NONE = new PresentedCertificates(List.of());

    private final List<byte[]> der;

    private PresentedCertificates(List<byte[]> der) {
        this.der = der;
    }

    /** No certificate was presented. */
    public static PresentedCertificates none() {
        return NONE;
    }

    /** Certificates in DER, the client's own first. */
    public static PresentedCertificates ofDer(List<byte[]> der) {
        List<byte[]> copy = new ArrayList<>(der.size());
        der.forEach(bytes -> copy.add(bytes.clone()));
        return new PresentedCertificates(List.copyOf(copy));
    }

    /**
     * Certificates as a TLS stack hands them over, the client's own first.
     *
     * <p>One that cannot be encoded again is passed on as no bytes at all, and refused when it is read.
     */
    public static PresentedCertificates of(X509Certificate... certificates) {
        List<byte[]> der = new ArrayList<>(certificates.length);
        for (X509Certificate certificate : certificates) {
            der.add(encoded(certificate));
        }
        return new PresentedCertificates(List.copyOf(der));
    }

    /** The certificates in DER, the client's own first. */
    public List<byte[]> der() {
        List<byte[]> copy = new ArrayList<>(der.size());
        der.forEach(bytes -> copy.add(bytes.clone()));
        return copy;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return der.isEmpty();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            return new byte[0];
        }
    }
}
