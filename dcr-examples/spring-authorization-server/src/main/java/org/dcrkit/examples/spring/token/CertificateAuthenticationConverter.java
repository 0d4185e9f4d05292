package org.dcrkit.examples.spring.token;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A client that sends its id and nothing else to prove it: {@code tls_client_auth} (RFC 8705, section 2.1).
 *
 * <p>Spring Authorization Server's own takes a certificate without issuers for a self-signed one; TPPs need not send issuers.
 */
final class CertificateAuthenticationConverter implements AuthenticationConverter {

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        List<X509Certificate> chain = ClientCertificates.chain(request);
        String[] clientIds = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
        if (chain.isEmpty()
                || clientIds == null
                || clientIds.length != 1
                || clientIds[0].isBlank()
                || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                || request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION) != null
                || request.getHeader("Authorization") != null) {
            return null;
        }
        return new OAuth2ClientAuthenticationToken(
                clientIds[0],
                ClientAuthenticationMethod.TLS_CLIENT_AUTH,
                chain.toArray(X509Certificate[]::new),
                Map.<String, Object>of());
    }
}
