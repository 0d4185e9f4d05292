package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.Operation;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.policy.IssuedClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The registration endpoint without a server (OBIE DCR; RFC 7591; RFC 7592): which operations there are")
class RegistrationEndpointOperationsTest extends RegistrationEndpointFixture {

    @Test
    @DisplayName("405 with Allow for what is not an operation")
    void methodNotAllowed() throws IOException {
        assertThat(answer(new Call("GET", "")).headers()).containsEntry("Allow", "POST");
        assertThat(answer(new Call("POST", "/" + ID)).headers()).containsEntry("Allow", "DELETE, GET, PUT");
        assertThat(answer(new Call("post", "")).status()).isEqualTo(405);
        assertThat(events).isEmpty();
    }

    @Test
    @DisplayName("405 for operations that the bank does not offer")
    void withheld() throws IOException {
        options = builder -> builder.without(Operation.DELETE, Operation.UPDATE);
        registered();

        HttpReply reply = answer(managed("DELETE"));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("Allow", "GET");
        assertThat(clients.byId).containsKey(ID);
    }

    @Test
    @DisplayName("405 for operations that the bank does not offer, whether it says so at once, one by one or twice")
    void withheldOneByOne() throws IOException {
        options = builder -> builder.without(Operation.DELETE).without(Operation.UPDATE, Operation.UPDATE);
        registered();

        assertThat(answer(managed("DELETE")).status()).isEqualTo(405);
        assertThat(answer(managed("PUT")).status()).isEqualTo(405);
        assertThat(clients.byId).containsKey(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/client-1/", "/client-1/more", "//client-1", "x", "client-1", "/\n/"})
    @DisplayName(
            "404 for a path that is neither the endpoint's nor a client's: no token is asked for, and none revoked")
    void elsewhere(String pathBelow) throws IOException {
        registered();

        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            Call call = new Call(method, pathBelow).header("Authorization", "Bearer " + TOKEN);
            assertThat(answer(call).status()).as(method).isEqualTo(404);
        }
        assertThat(tokens.asked).isEmpty();
        assertThat(clients.byId).containsKey(ID);
        assertThat(events).isEmpty();
    }

    @Test
    @DisplayName("Without access tokens an endpoint registers clients and does no more")
    void registersOnly() throws IOException {
        RegistrationEndpoint endpoint = RegistrationEndpoint.builder(
                        scenario.validator(), clients, accepted -> IssuedClient.of(ID, accepted.decidedAt()))
                .build();

        assertThat(endpoint.answer(post()).status()).isEqualTo(201);
        assertThat(endpoint.answer(managed("GET")).status()).isEqualTo(405);
    }

    @Test
    @DisplayName("An endpoint that could answer nothing does not build")
    void impossible() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().contentTypes().build());
        for (String none : List.of("application/jwt; charset=utf-8", "jwt", "", "application/", "*/*")) {
            assertThatIllegalArgumentException()
                    .as(none)
                    .isThrownBy(() ->
                            builder().contentTypes("application/jose", none).build());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().maxBody(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().maxBody(Integer.MAX_VALUE).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().without(Operation.REGISTER).build());
    }

    private RegistrationEndpoint.Builder builder() {
        return RegistrationEndpoint.builder(
                scenario.validator(), clients, accepted -> IssuedClient.of(ID, accepted.decidedAt()));
    }
}
