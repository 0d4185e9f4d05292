package org.dcrkit.examples.spring;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dcrkit.examples.spring.connection.ClientCertificates;
import org.dcrkit.testkit.FakeTpp;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** Of a person who is called Alice. */
final class Consent {

    /** What the challenge of each code was made of. */
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private Consent() {}

    /**
     * A code, after what Spring Authorization Server stores when the person has consented to a request with a challenge.
     *
     * @param scopes to which she consents
     */
    static String code(SpringBank bank, FakeTpp tpp, String clientId, String... scopes) {
        RegisteredClient client = bank.bean(RegisteredClientRepository.class).findByClientId(clientId);
        OAuth2AuthorizationRequest request = OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(bank.at("/oauth2/authorize").toString())
                .clientId(clientId)
                .redirectUri(tpp.redirectUris().get(0))
                .scopes(Set.of(scopes))
                .additionalParameters(Map.of(
                        "code_challenge",
                        ClientCertificates.thumbprint(VERIFIER.getBytes(StandardCharsets.US_ASCII)),
                        "code_challenge_method",
                        "S256"))
                .build();
        String code = UUID.randomUUID().toString();
        Instant now = Instant.now();
        bank.bean(OAuth2AuthorizationService.class)
                .save(OAuth2Authorization.withRegisteredClient(client)
                        .principalName("Alice")
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .authorizedScopes(Set.of(scopes))
                        .attribute(OAuth2AuthorizationRequest.class.getName(), request)
                        .attribute(
                                Principal.class.getName(),
                                UsernamePasswordAuthenticationToken.authenticated("Alice", null, List.of()))
                        .token(new OAuth2AuthorizationCode(code, now, now.plusSeconds(300)))
                        .build());
        return code;
    }
}
