package org.dcrkit.examples.spring.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Tells a client why it was not authenticated: RFC 6749, section 5.2, and 503 where that could not be found out. */
final class TokenErrors implements AuthenticationFailureHandler {

    /** The error where keys or revocation are out of reach: not the client's fault, and not to be told so. */
    static final String UNAVAILABLE = "temporarily_unavailable";

    private static final Logger LOG = LoggerFactory.getLogger(TokenErrors.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final OAuth2ErrorHttpMessageConverter writer = new OAuth2ErrorHttpMessageConverter();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        OAuth2Error error = failure instanceof OAuth2AuthenticationException known
                ? known.getError()
                : new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT);
        ServletServerHttpResponse reply = new ServletServerHttpResponse(response);
        reply.setStatusCode(
                switch (error.getErrorCode()) {
                    case OAuth2ErrorCodes.INVALID_CLIENT -> HttpStatus.UNAUTHORIZED;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                    default -> HttpStatus.BAD_REQUEST;
                });
        if (reply.getServletResponse().getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            reply.getHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (error.getErrorCode().equals(OAuth2ErrorCodes.INVALID_CLIENT)
                && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            reply.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"token\"");
        }
        // Whoever guesses ids and keys learns nothing. What went wrong may repeat what the client sent.
        LOG.debug("a client was not authenticated: {}", error.getErrorCode(), failure);
        writer.write(new OAuth2Error(error.getErrorCode()), null, reply);
    }
}
