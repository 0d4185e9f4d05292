package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.spi.PresentedCertificates;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.x509.X509ClientCertificateLookup;

/** A call as Keycloak received it, the certificate from where its configuration says: TLS, or a trusted proxy. */
final class KeycloakCall implements RegistrationCall {

    private final KeycloakSession session;
    private final HttpRequest request;
    private final @Nullable String clientId;
    private final InputStream body;

    KeycloakCall(KeycloakSession session, @Nullable String clientId, InputStream body) {
        this.session = requireNonNull(session, "session");
        this.request = session.getContext().getHttpRequest();
        this.clientId = clientId;
        this.body = requireNonNull(body, "body");
    }

    @Override
    public String method() {
        return request.getHttpMethod();
    }

    @Override
    public String pathBelow() {
        return clientId == null ? "" : "/" + clientId;
    }

    @Override
    public List<String> header(String name) {
        List<String> values = request.getHttpHeaders().getRequestHeader(name);
        return values == null ? List.of() : values;
    }

    @Override
    public InputStream body() {
        return body;
    }

    /** None where there is no certificate, or none that Keycloak can read; either is refused when it is judged. */
    @Override
    public PresentedCertificates certificates() {
        try {
            X509ClientCertificateLookup lookup = session.getProvider(X509ClientCertificateLookup.class);
            X509Certificate[] chain = lookup == null ? null : lookup.getCertificateChain(request);
            return chain == null ? PresentedCertificates.none() : PresentedCertificates.of(chain);
        } catch (GeneralSecurityException e) {
            return PresentedCertificates.none();
        }
    }
}
