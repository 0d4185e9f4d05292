package org.dcrkit.examples.keycloak;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.examples.keycloak.ClientMapping.Credentials;
import org.dcrkit.spi.CertificateFacts;

/**
 * Writes names the way Keycloak compares them.
 *
 * <p>Keycloak reads a configured name with the platform and compares what the platform prints. The platform does not know
 * {@code organizationIdentifier} and prints such values as encodings, so that a name which a TPP wrote would never match; the
 * name printed from the certificate itself does.
 */
final class AnchorNames {

    /** By the anchor's subject as {@link CertificateFacts#trustAnchor()} writes it. */
    private final Map<String, String> platformNames;

    private AnchorNames(Map<String, String> platformNames) {
        this.platformNames = platformNames;
    }

    static AnchorNames of(TrustAnchors trust) {
        return new AnchorNames(trust.anchors().stream()
                .collect(Collectors.toUnmodifiableMap(
                        anchor -> anchor.certificate().subject().rfc4514(),
                        anchor -> platformName(anchor.certificate().x509()),
                        (one, other) -> one)));
    }

    /** The names of the certificate that was bound and of its anchor, and the key set of the statement. */
    Credentials credentials(AcceptedRegistration accepted) {
        CertificateFacts certificate = accepted.certificate()
                .orElseThrow(() -> new IllegalArgumentException("no certificate was bound"))
                .certificate();
        String anchorName = certificate
                .trustAnchor()
                .map(platformNames::get)
                .orElseThrow(() -> new IllegalArgumentException("the path ends at no known anchor"));
        return new Credentials(
                platformName(parsed(certificate.der())),
                anchorName,
                accepted.ssa().statement().softwareJwksEndpoint());
    }

    static String platformName(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    }

    private static X509Certificate parsed(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the bound certificate cannot be read", e);
        }
    }
}
