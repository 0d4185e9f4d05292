package org.dcrkit.examples.spring.registration;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.dcrkit.spi.PresentedCertificates;

/** A request of the servlet API as the endpoint wants it. */
record ServletCall(HttpServletRequest request) implements RegistrationCall {

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String pathBelow() {
        return Optional.ofNullable(request.getPathInfo()).orElse("");
    }

    @Override
    public List<String> header(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public InputStream body() throws IOException {
        return request.getInputStream();
    }

    @Override
    public PresentedCertificates certificates() {
        return ClientCertificates.presented(request);
    }
}
