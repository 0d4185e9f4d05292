package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.dcrkit.testkit.FakeTpp;
import org.h2.util.DateTimeUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

@DisplayName("A server whose clocks are put back in autumn")
class SummerTimeTest {

    private static final Instant FIRST = Instant.parse("2025-10-26T00:30:00Z");
    private static final Instant SECOND = Instant.parse("2025-10-26T01:30:00Z");

    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void london() {
        use(TimeZone.getTimeZone("Europe/London"));
    }

    @AfterEach
    void back() {
        use(before);
    }

    @Test
    @DisplayName("keeps apart the two hours that have one name there: tokens live as long as they were given for")
    void autumn() {
        try (SpringBank bank = World.settings().start()) {
            FakeTpp acme = World.tpp();
            TppClient tpp = TppClient.of(acme, bank);
            String id = tpp.register(tpp.request()).text("client_id");
            OAuth2AuthorizationService authorizations = bank.bean(OAuth2AuthorizationService.class);
            String value = UUID.randomUUID().toString();
            authorizations.save(OAuth2Authorization.withRegisteredClient(
                            bank.bean(RegisteredClientRepository.class).findByClientId(id))
                    .principalName(id)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .token(new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, FIRST, SECOND, Set.of()))
                    .build());

            OAuth2AccessToken read = authorizations
                    .findByToken(value, OAuth2TokenType.ACCESS_TOKEN)
                    .getAccessToken()
                    .getToken();

            assertThat(read.getIssuedAt()).isEqualTo(FIRST);
            assertThat(read.getExpiresAt()).isEqualTo(SECOND);
        }
    }

    private static void use(TimeZone zone) {
        TimeZone.setDefault(zone);
        // H2 remembers the zone that it found first.
        DateTimeUtils.resetCalendar();
    }
}
