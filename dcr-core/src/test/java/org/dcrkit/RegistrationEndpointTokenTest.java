package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

        HttpReply reply = answer(new Call("GET", ID));

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
                "Bearer " + "x".repeat(5_000),
                "Bearer \u00e9");
    }

    @ParameterizedTest
    @MethodSource("tokensThatAreNone")
    @DisplayName("401 with error invalid_token where what is sent is no valid token")
    void invalidToken(String authorization) throws IOException {
        registered();

        HttpReply reply = answer(new Call("GET", ID).header("Authorization", authorization));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers().get("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(tokens.revoked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, "Basic " + TOKEN, "DPoP " + TOKEN, "Bearerx " + TOKEN, ""})
    @DisplayName("401 without an error where another scheme was attempted (RFC 6750 section 3.1)")
    void otherScheme(String authorization) throws IOException {
        registered();

        HttpReply reply = answer(new Call("GET", ID).header("Authorization", authorization));

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

        assertThat(answer(new Call("GET", "nobody").header("Authorization", "Bearer " + TOKEN))
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
        Call call = new Call(method, ID).header("Authorization", "Bearer token-of-stranger");

        HttpReply foreign = answer(call);
        HttpReply unknown = answer(new Call(method, "nobody").header("Authorization", "Bearer " + TOKEN));

        assertThat(foreign).isEqualTo(unknown);
        assertThat(tokens.revoked).containsExactly("token-of-stranger", TOKEN);
        assertThat(events)
                .as("whose token it was, for the audit trail")
                .extracting(event -> event.clientId().orElse("nobody"))
                .containsExactly("stranger", ID);
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
    }
}
