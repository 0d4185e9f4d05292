package org.dcrkit.examples.spring.registration;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.dcrkit.endpoint.HttpReply;

/** {@code /register}, and {@code /register/{ClientId}}: bodies go to the endpoint as they are, read by nobody before it. */
final class RegistrationServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient RegistrationTransaction endpoint;

    RegistrationServlet(RegistrationTransaction endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String below = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (below.equals("/") || below.indexOf('/', 1) > 0) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Optional<String> clientId = below.isEmpty() ? Optional.empty() : Optional.of(below.substring(1));
        HttpReply reply = endpoint.answer(new ServletCall(request, clientId));
        byte[] body = reply.bytes();
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
