package org.dcrkit.examples.spring.token;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.X509ClientCertificateAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A client that sends its id and nothing else to prove it: {@code tls_client_auth} (RFC 8705, section 2.1).
 *
 * <p>Spring Authorization Server's own takes a certificate without issuers for a self-signed one; TPPs need not send issuers.
 */
final class CertificateAuthenticationConverter implements AuthenticationConverter {

    private final AuthenticationConverter spring = new X509ClientCertificateAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        return spring.convert(request) instanceof OAuth2ClientAuthenticationToken client
                ? new OAuth2ClientAuthenticationToken(
                        client.getPrincipal().toString(),
                        ClientAuthenticationMethod.TLS_CLIENT_AUTH,
                        client.getCredentials(),
                        client.getAdditionalParameters())
                : null;
    }
}
