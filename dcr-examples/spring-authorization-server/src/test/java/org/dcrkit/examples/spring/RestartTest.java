package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.examples.spring.SpringBank.Settings;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.testkit.RegistrationDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was answered 201 is there after a restart")
class RestartTest {

    @Test
    @DisplayName("Client, tokens and the marks of used requests outlive the server; GET answers the same document")
    void restart() {
        Settings settings = World.settings();
        JsonObject client;
        String token;
        String request;
        TppClient tpp;
        try (SpringBank before = settings.start()) {
            tpp = TppClient.of(World.tpp(), before);
            request = ciba(tpp.request()).signed();
            Reply registered = tpp.post(request, "application/jwt");
            assertThat(registered.status()).as(registered.body()).isEqualTo(201);
            client = registered.json();
            token = tpp.tokenOf(client);
        }
        try (SpringBank after = settings.start()) {
            TppClient again = tpp.at(after);
            Reply read = again.manage("GET", client.text("client_id").orElseThrow(), token, "");
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.json()).isEqualTo(client);
            assertThat(again.token(client).status()).isEqualTo(200);
            assertThat(again.post(request, "application/jwt").text("error_description"))
                    .contains("replayed");
        }
    }

    private static RegistrationDraft ciba(RegistrationDraft draft) {
        return draft.claim(
                        "grant_types",
                        List.of(
                                "client_credentials",
                                "authorization_code",
                                "refresh_token",
                                "urn:openid:params:grant-type:ciba"))
                .claim("backchannel_token_delivery_mode", "poll")
                .claim("backchannel_authentication_request_signing_alg", "PS256")
                .claim("backchannel_user_code_parameter_supported", false);
    }
}
