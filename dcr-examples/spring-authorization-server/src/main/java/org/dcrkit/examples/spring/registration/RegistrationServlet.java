package org.dcrkit.examples.spring.registration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.dcrkit.endpoint.HttpReply;

/** {@code /register}, and {@code /register/{ClientId}}: bodies go to the endpoint as they are, read by nobody before it. */
final class RegistrationServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    private final transient RegistrationTransaction endpoint;
    private final transient MeterRegistry meters;

    RegistrationServlet(RegistrationTransaction endpoint, MeterRegistry meters) {
        this.endpoint = endpoint;
        this.meters = meters;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Timer.Sample duration = Timer.start(meters);
        HttpReply reply = endpoint.answer(new ServletCall(request));
        duration.stop(meters.timer(
                "dcr.registration.duration",
                "method",
                METHODS.contains(request.getMethod()) ? request.getMethod() : "other",
                "status",
                Integer.toString(reply.status())));
        byte[] body = reply.bytes();
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
