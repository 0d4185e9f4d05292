package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 8705, section 5: a bank whose endpoints for mutual TLS are at another address")
class MutualTlsAddressTest {

    private static final String ADDRESS = "https://mtls.bank.example";

    private static SpringBank bank;

    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);

    @BeforeAll
    static void start() {
        bank = World.settings().set("dcr.token.mtls-url", ADDRESS).start();
    }

    @AfterAll
    static void stop() {
        bank.close();
    }

    @Test
    @DisplayName("announces it")
    void announced() {
        JsonObject metadata =
                tpp.get(bank.at("/.well-known/openid-configuration")).json();
        assertThat(metadata.text("registration_endpoint")).contains(ADDRESS + "/register");
        assertThat(metadata.text("token_endpoint"))
                .contains(bank.at("/oauth2/token").toString());
        assertThat(metadata.get("mtls_endpoint_aliases"))
                .hasValueSatisfying(aliases -> assertThat(((JsonObject) aliases).text("token_endpoint"))
                        .contains(ADDRESS + "/oauth2/token"));
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth2/token, 200",
        "/oauth2/introspect, 200",
        "/oauth2/revoke, 200",
        "/oauth2/token/x, 401",
        "/register, 401",
        "'', 401"
    })
    @DisplayName("and takes assertions that were made for what it announces there (RFC 7523, section 3)")
    void audience(String path, int status) {
        assertThat(assertion(ADDRESS + path)).isEqualTo(status);
    }

    @Test
    @DisplayName("and those that were made for the issuer or its token endpoint, and for nobody else")
    void others() {
        assertThat(assertion(bank.at("/oauth2/token").toString())).isEqualTo(200);
        assertThat(assertion(bank.at("").toString())).isEqualTo(200);
        assertThat(assertion("https://elsewhere.example/oauth2/token")).isEqualTo(401);
    }

    private int assertion(String audience) {
        String id = tpp.register(tpp.request()).text("client_id");
        return tpp.send(HttpRequest.newBuilder(bank.at("/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3A"
                                        + "client-assertion-type%3Ajwt-bearer&client_assertion="
                                        + acme.clientAssertion(audience)
                                                .claim("iss", id)
                                                .claim("sub", id)
                                                .signed())))
                .status();
    }
}
