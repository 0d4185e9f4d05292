package org.dcrkit.examples.spring.token;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A client that sends a signed assertion: {@code private_key_jwt} and {@code client_secret_jwt} (RFC 7523, section 2.2).
 *
 * <p>Spring Authorization Server's own insists on {@code client_id}, which is optional here (RFC 7521, section 4.2): without
 * it the assertion's {@code sub} says whose key to try, and nothing more.
 */
final class AssertionAuthenticationConverter implements AuthenticationConverter {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final ClientAuthenticationMethod METHOD = new ClientAuthenticationMethod(TYPE);
    private static final int MAX_LENGTH = 16 * 1024;

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        Optional<String> type = single(request, OAuth2ParameterNames.CLIENT_ASSERTION_TYPE);
        Optional<String> assertion = single(request, OAuth2ParameterNames.CLIENT_ASSERTION);
        if (type.isEmpty() || assertion.isEmpty()) {
            return null;
        }
        Optional<String> subject = assertion
                .filter(text -> text.length() <= MAX_LENGTH)
                .flatMap(AssertionAuthenticationConverter::subject);
        Optional<String> clientId = single(request, OAuth2ParameterNames.CLIENT_ID);
        if (!type.get().equals(TYPE)
                || subject.isEmpty()
                || clientId.filter(id -> !id.equals(subject.get())).isPresent()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(subject.get(), METHOD, assertion.get(), Map.<String, Object>of());
    }

    private static Optional<String> single(HttpServletRequest request, String parameter) {
        String[] values = request.getParameterValues(parameter);
        if (values != null && values.length != 1) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
        return values == null || values[0].isBlank() ? Optional.empty() : Optional.of(values[0]);
    }

    private static Optional<String> subject(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
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
}
