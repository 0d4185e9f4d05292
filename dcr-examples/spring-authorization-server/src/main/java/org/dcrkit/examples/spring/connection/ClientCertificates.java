package org.dcrkit.examples.spring.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dcrkit.spi.PresentedCertificates;

/** The certificates of a request's client: of its own connection or, through a trusted proxy, of the one to the proxy. */
public final class ClientCertificates {

    /** The request attribute in which the servlet API, and here a trusted proxy's filter, hands them on. */
    public static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

    private ClientCertificates() {}

    /** The client's own certificate first, then what it sent with it; empty if it sent none. */
    public static List<X509Certificate> chain(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain ? List.of(chain) : List.of();
    }

    /** The same as untrusted bytes. */
    public static PresentedCertificates presented(HttpServletRequest request) {
        return PresentedCertificates.of(chain(request).toArray(X509Certificate[]::new));
    }

    /** The thumbprint that binds a token to the client's certificate (RFC 8705, section 3.1); empty without one. */
    public static Optional<String> thumbprint(HttpServletRequest request) {
        return presented(request).der().stream().findFirst().map(ClientCertificates::thumbprint);
    }

    /** The SHA-256 of a certificate in base64url. */
    public static String thumbprint(byte[] der) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a platform without SHA-256", e);
        }
    }
}
