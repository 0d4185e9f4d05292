package org.dcrkit.examples.spring.token;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 503 where clients or tokens are out of reach, or went away meanwhile: the same call may come again. */
final class DatabaseErrors extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseErrors.class);

    private final TokenErrors errors = new TokenErrors();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (DataAccessException e) {
            LOG.error("the database, for {} {}", request.getMethod(), request.getRequestURI(), e);
            AuthenticationException unavailable = new OAuth2AuthenticationException(TokenErrors.UNAVAILABLE);
            errors.onAuthenticationFailure(request, response, unavailable);
        }
    }
}
