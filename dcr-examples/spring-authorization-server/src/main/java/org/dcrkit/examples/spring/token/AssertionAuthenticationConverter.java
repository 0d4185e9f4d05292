package org.dcrkit.examples.spring.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.web.authentication.JwtClientAssertionAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A client that sends a signed assertion: {@code private_key_jwt} and {@code client_secret_jwt} (RFC 7523, section 2.2).
 *
 * <p>Spring Authorization Server's own insists on {@code client_id}, which is optional here (RFC 7521, section 4.2): without
 * it the assertion's {@code sub} says whose key to try, and nothing more.
 */
final class AssertionAuthenticationConverter implements AuthenticationConverter {

    private static final int MAX_LENGTH = 16 * 1024;

    private final AuthenticationConverter spring = new JwtClientAssertionAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String assertion = request.getParameter(OAuth2ParameterNames.CLIENT_ASSERTION);
        if (assertion == null || request.getParameter(OAuth2ParameterNames.CLIENT_ID) != null) {
            return spring.convert(request);
        }
        return spring.convert(subject(assertion)
                .<HttpServletRequest>map(sub -> new Named(request, sub))
                .orElse(request));
    }

    private static Optional<String> subject(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3 || assertion.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return StrictJson.parse(Base64.getUrlDecoder().decode(parts[1]), JsonLimits.forToken())
                                    instanceof Parsed parsed
                            && parsed.value() instanceof JsonObject claims
                    ? claims.text("sub").filter(sub -> !sub.isBlank())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The request as if it named the client beside the assertion. */
    private static final class Named extends HttpServletRequestWrapper {

        private final String clientId;

        Named(HttpServletRequest request, String clientId) {
            super(request);
            this.clientId = clientId;
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> named = new LinkedHashMap<>(super.getParameterMap());
            named.put(OAuth2ParameterNames.CLIENT_ID, new String[] {clientId});
            return named;
        }
    }
}
