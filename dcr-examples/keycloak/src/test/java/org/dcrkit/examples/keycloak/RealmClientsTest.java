package org.dcrkit.examples.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dcrkit.RegisteredClient;
import org.dcrkit.claims.ClientMetadata;
import org.dcrkit.claims.RequestClaim;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.examples.keycloak.ClientMapping.Credentials;
import org.dcrkit.policy.IssuedClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

@DisplayName("An update of a client in the realm")
class RealmClientsTest {

    private static final String CLIENT_ID = "c7b1a9c2";

    private final StoredClient before = client("accounts");

    @Test
    @DisplayName("A client that is as it was may be changed, whatever attributes without a value Keycloak has dropped")
    void unchanged() {
        ClientModel model = model(true, before);

        assertThat(RealmClients.asBefore(model, before)).containsSame(model);
    }

    @Test
    @DisplayName("A client that the bank switched off while the update was judged is none")
    void switchedOff() {
        assertThat(RealmClients.asBefore(model(false, before), before)).isEmpty();
    }

    @Test
    @DisplayName("A client that is gone is none")
    void gone() {
        assertThat(RealmClients.asBefore(null, before)).isEmpty();
    }

    @Test
    @DisplayName("A client that another update changed meanwhile is left as it is")
    void changed() {
        assertThatThrownBy(() -> RealmClients.asBefore(model(true, client("payments")), before))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the client was changed meanwhile");
    }

    /** One that answers to what is asked of it here and to nothing else, so that nothing can be written to it. */
    private static ClientModel model(boolean enabled, StoredClient stored) {
        Map<String, String> attributes = new HashMap<>(mapped(stored).getAttributes());
        attributes.values().removeIf(String::isEmpty);
        return (ClientModel) Proxy.newProxyInstance(
                ClientModel.class.getClassLoader(),
                new Class<?>[] {ClientModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isEnabled" -> enabled;
                    case "getAttribute" -> attributes.get((String) arguments[0]);
                    case "toString" -> "a client";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static StoredClient client(String scope) {
        ClientMetadata metadata = ClientMetadata.none()
                .with(RequestClaim.TOKEN_ENDPOINT_AUTH_METHOD, "tls_client_auth")
                .with(RequestClaim.REQUEST_OBJECT_SIGNING_ALG, "PS256")
                .with(RequestClaim.REDIRECT_URIS, List.of("https://tpp.example/back"))
                .with(RequestClaim.GRANT_TYPES, List.of("client_credentials"))
                .with(RequestClaim.SCOPE, List.of(scope));
        return new StoredClient(
                new RegisteredClient(CLIENT_ID, "directory", "sandbox", "software", "organisation", metadata),
                IssuedClient.of(CLIENT_ID, Instant.parse("2026-03-01T12:00:00Z")),
                "a.b.c",
                "",
                "");
    }

    private static ClientRepresentation mapped(StoredClient client) {
        return ClientMapping.representation(client, new Credentials("CN=a", "CN=b", Optional.empty()));
    }
}
