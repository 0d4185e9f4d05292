package org.dcrkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.FactsForTests;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonNumber;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 7591, section 3.2.1: the registration response")
class RegistrationResponseTest {

    private static final IssuedClient CLIENT = IssuedClient.of("client-1", Instant.ofEpochSecond(1_654_041_600));
    private static final Scene SCENE = Scene.obie().without("response_types");

    private static AcceptedRegistration accepted(PolicyProfile profile) {
        return FactsForTests.accepted(
                FactsForTests.verified(SCENE.facts().statement(), OpenBankingDirectories.test(), Scene.KEY),
                SCENE.outcome(profile.policy("bank")).effective(),
                Scene.AT);
    }

    private static JsonObject created(PolicyProfile profile, IssuedClient client) {
        return RegistrationResponse.created(accepted(profile), client, profile.responseForm())
                .json();
    }

    @Test
    @DisplayName("201 and all registered metadata, defaults included; the statement unchanged; not to be stored")
    void created() {
        RegistrationResponse response =
                RegistrationResponse.created(accepted(PingTool.LENIENT), CLIENT, PingTool.LENIENT.responseForm());
        assertThat(response.status()).isEqualTo(201);
        assertThat(response.headers())
                .contains(entry("Cache-Control", "no-store"), entry("Content-Type", "application/json"));
        assertThat(response.json().members())
                .contains(
                        entry("client_id", new JsonString("client-1")),
                        entry("client_id_issued_at", JsonNumber.of(1_654_041_600)),
                        entry("response_types", JsonArray.ofStrings(List.of("code id_token"))),
                        entry("scope", new JsonString("openid accounts payments")),
                        entry("software_statement", new JsonString("e30.e30.e30")))
                .doesNotContainKeys("client_secret", "client_secret_expires_at", "iss", "jti", "software_roles");
        assertThat(response.body()).isEqualTo(response.json().toString());
    }

    @Test
    @DisplayName("Metro Bank and Mettle write scope as an array, with a secret that never expires where there is one")
    void metro() {
        for (PolicyProfile profile : List.of(MetroBank.PRODUCTION, Mettle.SANDBOX)) {
            assertThat(created(profile, CLIENT.withSecret("s3cret")).members())
                    .contains(
                            entry("scope", JsonArray.ofStrings(List.of("openid", "accounts", "payments"))),
                            entry("client_secret", new JsonString("s3cret")),
                            entry("client_secret_expires_at", JsonNumber.of(0)));
        }
        assertThat(CLIENT.withSecret("s3cret")).hasToString("client-1");
        assertThat(created(Mettle.SANDBOX, CLIENT.withSecret("s", Instant.ofEpochSecond(5)))
                        .members())
                .contains(entry("client_secret_expires_at", JsonNumber.of(5)));
    }

    @Test
    @DisplayName("WSO2 writes client_id_issued_at as a string")
    void wso2() {
        assertThat(created(Wso2OpenBankingUk.V3_3, CLIENT).members())
                .contains(entry("client_id_issued_at", new JsonString("1654041600")));
    }

    @Test
    @DisplayName("OBIE: the claims of the statement are top-level attributes, too, and never hide a registered one")
    void obie() {
        JsonObject json = created(ObieProfile.V3_3, CLIENT);
        assertThat(json.members()).containsKeys("software_roles", "org_id", "software_redirect_uris");
        assertThat(json.members()).doesNotContainKeys("iss", "iat", "jti");
        assertThat(json.text("software_id")).contains(Scene.SOFTWARE_ID);
    }

    @Test
    @DisplayName("PUT and GET are answered with 200 and the same document")
    void others() {
        AcceptedRegistration accepted = accepted(ObieProfile.V3_3);
        RegistrationResponse updated = RegistrationResponse.updated(accepted, CLIENT, ObieProfile.V3_3.responseForm());
        RegistrationResponse read = RegistrationResponse.read(
                accepted.metadata(),
                accepted.ssa().statement().claims(),
                accepted.ssa().token(),
                CLIENT,
                ObieProfile.V3_3.responseForm());
        assertThat(updated.status()).isEqualTo(200);
        assertThat(read).isEqualTo(updated);
        assertThat(read.json()).isEqualTo(created(ObieProfile.V3_3, CLIENT));
    }

    @Test
    @DisplayName("A client needs an id")
    void noId() {
        assertThatThrownBy(() -> IssuedClient.of(" ", Scene.AT)).isInstanceOf(IllegalArgumentException.class);
    }
}
