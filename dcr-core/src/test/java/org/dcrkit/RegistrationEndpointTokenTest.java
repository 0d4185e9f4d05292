package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.spi.PresentedCertificates;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The registration endpoint without a server (OBIE DCR; RFC 7591; RFC 7592): access tokens")
class RegistrationEndpointTokenTest extends RegistrationEndpointFixture {

    @Test
    @DisplayName("401 with WWW-Authenticate: Bearer where no token is sent; no error is named (RFC 6750 section 3.1)")
    void noToken() throws IOException {
        registered();

        HttpReply reply = answer(new Call("GET", "/" + ID));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().get("WWW-Authenticate"))
                .matches("^Bearer .*")
                .doesNotContain("error");
    }

    static Stream<String> tokensThatAreNone() {
        return Stream.of(
                "Bearer unknown",
                "Bearer",
                "Bearer ",
                "Bearer " + TOKEN + " " + TOKEN,
                "Bearer " + TOKEN + "\n",
                "Bearer " + "x".repeat(4_097),
                "Bearer " + "x".repeat(4_090) + "=======",
                "Bearer x=y",
                "Bearer \u00e9");
    }

    @ParameterizedTest
    @MethodSource("tokensThatAreNone")
    @DisplayName("401 with error invalid_token where what is sent is no valid token")
    void invalidToken(String authorization) throws IOException {
        registered();

        HttpReply reply = answer(new Call("GET", "/" + ID).header("Authorization", authorization));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().get("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(tokens.asked)
                .as("what is no bearer token in RFC 6750's alphabet is asked for nowhere")
                .isEqualTo(authorization.equals("Bearer unknown") ? List.of("unknown") : List.of());
        assertThat(tokens.revoked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-._~+/09azAZ", "AA=="})
    @DisplayName("Each token of RFC 6750's alphabet, up to 4,096 characters, is asked for as it was sent")
    void tokensThatMayBe(String token) throws IOException {
        answer(new Call("GET", "/" + ID).header("Authorization", "bEARER  " + token));
        answer(new Call("GET", "/" + ID).header("Authorization", "Bearer " + "x".repeat(4_095) + "="));

        assertThat(tokens.asked).containsExactly(token, "x".repeat(4_095) + "=");
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, "Basic " + TOKEN, "DPoP " + TOKEN, "Bearerx " + TOKEN, ""})
    @DisplayName("401 without an error where another scheme was attempted (RFC 6750 section 3.1)")
    void otherScheme(String authorization) throws IOException {
        registered();

        HttpReply reply = answer(new Call("GET", "/" + ID).header("Authorization", authorization));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"register\"");
    }

    @Test
    @DisplayName("401 where two Authorization fields are sent, though one of them is good")
    void twoTokens() throws IOException {
        registered();

        assertThat(answer(managed("GET").header("Authorization", "Bearer other"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("OBIE DCR: an unknown ClientId is 401, and the token is revoked at once")
    void unknownClient() throws IOException {
        registered();

        assertThat(answer(new Call("GET", "/nobody").header("Authorization", "Bearer " + TOKEN))
                        .status())
                .isEqualTo(401);
        assertThat(tokens.revoked).containsExactly(TOKEN);
        assertThat(answer(managed("GET")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    @DisplayName("A client of somebody else is answered as one that does not exist, and the token is revoked")
    void foreignClient(String method) throws IOException {
        registered();
        tokens.holders.put("token-of-stranger", "stranger");
        Call call = new Call(method, "/" + ID).header("Authorization", "Bearer token-of-stranger");

        HttpReply foreign = answer(call);
        HttpReply unknown = answer(new Call(method, "/nobody").header("Authorization", "Bearer " + TOKEN));

        assertThat(foreign).isEqualTo(unknown);
        assertThat(tokens.revoked).containsExactly("token-of-stranger", TOKEN);
        assertThat(events)
                .as("whose token it was, for the audit trail")
                .extracting(event -> event.clientId().orElse("nobody"))
                .containsExactly("stranger", ID);
        assertThat(events)
                .as("and for which client it was used")
                .extracting(event -> event.requestedClientId().orElse("none"))
                .containsExactly(ID, "nobody");
        assertThat(clients.byId).containsKey(ID);
    }

    @Test
    @DisplayName("The token's check sees the certificate of the connection (RFC 8705 section 3)")
    void boundToken() throws IOException {
        registered();
        tokens.wantsCertificate = true;

        assertThat(answer(managed("GET").certificates(PresentedCertificates.none()))
                        .status())
                .isEqualTo(401);
        assertThat(answer(managed("GET")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    @DisplayName("503 where tokens or clients cannot be asked for; nothing is revoked")
    void managementUnavailable(String method) throws IOException {
        registered();
        String request = anotherRequest();
        tokens.down = true;
        assertThat(answer(managed(method)
                                .header("Content-Type", "application/jwt")
                                .body(request))
                        .status())
                .isEqualTo(503);
        tokens.down = false;
        clients.down = true;
        HttpReply reply =
                answer(managed(method).header("Content-Type", "application/jwt").body(request));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "7");
        assertThat(tokens.revoked).isEmpty();
        assertThat(events)
                .as("whose call it was, once that is known")
                .extracting(event -> event.clientId().orElse("unknown"))
                .containsExactly("unknown", ID);
    }

    @Test
    @DisplayName(
            "503 where a token that was used for another client cannot be revoked, and the audit trail knows whose it is")
    void cannotRevoke() throws IOException {
        registered();
        tokens.cannotRevoke = true;

        HttpReply reply = answer(new Call("GET", "/nobody").header("Authorization", "Bearer " + TOKEN));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.clientId()).contains(ID);
            assertThat(event.requestedClientId()).contains("nobody");
        });
    }
}
