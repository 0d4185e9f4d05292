package org.dcrkit;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import org.dcrkit.spi.PresentedCertificates;

/**
 * What a TPP sent: the body of POST /register and the certificates of its connection. Nothing in it has been believed.
 *
 * @param requestJwt the body, as text
 * @param certificates the certificate chain of the mutual TLS connection
 */
public record RegistrationSubmission(String requestJwt, PresentedCertificates certificates) {

    /** Requires both; a missing body is an empty text. */
    public RegistrationSubmission {
        requireNonNull(requestJwt, "requestJwt");
        requireNonNull(certificates, "certificates");
    }

    /** A submission whose body is still bytes; what is not ASCII among them is refused when the token is read. */
    public static RegistrationSubmission of(byte[] body, PresentedCertificates certificates) {
        return new RegistrationSubmission(new String(body, StandardCharsets.ISO_8859_1), certificates);
    }

    /** The number of characters and certificates; never the contents. */
    @Override
    public String toString() {
        return "submission of " + requestJwt.length() + " characters and "
                + certificates.der().size() + " certificates";
    }
}
