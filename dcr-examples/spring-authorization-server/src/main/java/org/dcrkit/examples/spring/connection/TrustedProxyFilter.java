package org.dcrkit.examples.spring.connection;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.dcrkit.certs.CertificateReader;
import org.dcrkit.certs.ReadCertificate;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.ErrorResponse;
import org.dcrkit.verdict.Evidence;
import org.dcrkit.verdict.Verdict;
import org.dcrkit.verdict.Verdict.Rejected;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Behind a proxy, the client's certificate is the one in {@code Client-Cert} and {@code Client-Cert-Chain} (RFC 9440), and the
 * connection's is the proxy's own.
 *
 * <p>Only if the connection comes from a proxy that is trusted: from everybody else the fields mean nothing. A trusted proxy
 * removes these fields from what it receives.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TrustedProxyFilter extends OncePerRequestFilter {

    private final List<IpAddressMatcher> trusted;

    TrustedProxyFilter(ProxyProperties proxies) {
        this.trusted = proxies.trusted().stream().map(IpAddressMatcher::new).toList();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (trusted.stream().noneMatch(proxy -> proxy.matches(request.getRemoteAddr()))) {
            chain.doFilter(request, response);
            return;
        }
        List<String> own = Collections.list(request.getHeaders("Client-Cert"));
        Verdict<List<X509Certificate>> shown =
                own.isEmpty() ? Verdict.accepted(List.of()) : read(own, request.getHeaders("Client-Cert-Chain"));
        if (shown instanceof Rejected<?> rejected) {
            refuse(response, ErrorResponse.to(rejected));
        } else {
            chain.doFilter(
                    new Forwarded(request, shown.toOptional().orElseThrow().toArray(X509Certificate[]::new)), response);
        }
    }

    private static Verdict<List<X509Certificate>> read(List<String> own, Enumeration<String> chain) {
        Verdict<PresentedCertificates> fields = CertificateReader.clientCertFields(own, Collections.list(chain));
        if (fields.toOptional().isEmpty()) {
            return Verdict.rejected(fields.violations(), Evidence.none());
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : fields.toOptional().get().der()) {
            Verdict<ReadCertificate> certificate = ReadCertificate.read(der);
            if (certificate.toOptional().isEmpty()) {
                return Verdict.rejected(certificate.violations(), Evidence.none());
            }
            certificates.add(certificate.toOptional().get().x509());
        }
        return Verdict.accepted(certificates);
    }

    private static void refuse(HttpServletResponse response, ErrorResponse error) throws IOException {
        response.setStatus(error.status());
        error.headers().forEach(response::setHeader);
        response.getOutputStream().write(error.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The request with the certificates of the connection to the proxy, or with none, in place of the proxy's own. */
    private static final class Forwarded extends HttpServletRequestWrapper {

        private final X509Certificate[] chain;

        Forwarded(HttpServletRequest request, X509Certificate[] chain) {
            super(request);
            this.chain = chain;
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return name.equals(ClientCertificates.ATTRIBUTE) ? chain.clone() : super.getAttribute(name);
        }
    }
}
