package org.dcrkit.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dcrkit.certs.DistinguishedName;
import org.dcrkit.certs.NameForm;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.JsonValue.JsonString;
import org.dcrkit.examples.spring.TppClient.Reply;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.TokenDraft;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The official conformance tool's way: discovery, application/jose, no software_id, a name as Go prints it")
class ConformanceToolTest {

    private final SpringBank bank = World.bank();
    private final FakeTpp acme = World.tpp();
    private final TppClient tpp = TppClient.of(acme, bank);
    private final JsonObject discovery =
            tpp.get(bank.at("/.well-known/openid-configuration")).json();

    @Test
    @DisplayName("OpenID Connect Discovery: the document says where to register and what is supported")
    void document() {
        String issuer = bank.at("").toString();
        assertThat(discovery.text("issuer")).contains(issuer);
        assertThat(discovery.text("registration_endpoint")).contains(issuer + "/register");
        assertThat(discovery.text("token_endpoint")).contains(issuer + "/oauth2/token");
        assertThat(values("token_endpoint_auth_methods_supported"))
                .containsExactly("tls_client_auth", "private_key_jwt");
        assertThat(values("request_object_signing_alg_values_supported")).containsExactly("PS256", "ES256");
        assertThat(values("id_token_signing_alg_values_supported")).containsExactly("PS256", "ES256");
        assertThat(values("token_endpoint_auth_signing_alg_values_supported")).containsExactly("PS256", "ES256");
        for (String endpoint : List.of("revocation", "introspection")) {
            assertThat(values(endpoint + "_endpoint_auth_methods_supported"))
                    .containsExactly("tls_client_auth", "private_key_jwt");
            assertThat(values(endpoint + "_endpoint_auth_signing_alg_values_supported"))
                    .as("RFC 8414, section 2")
                    .containsExactly("PS256", "ES256");
        }
        assertThat(values("response_types_supported")).contains("code id_token");
        assertThat(discovery.get("tls_client_certificate_bound_access_tokens"))
                .contains(new JsonValue.JsonBoolean(true));
        assertThat(discovery.get("mtls_endpoint_aliases"))
                .hasValueSatisfying(aliases -> assertThat(((JsonObject) aliases).text("token_endpoint"))
                        .contains(issuer + "/oauth2/token"));
        for (String notOffered : List.of("dpop_signing_alg_values_supported", "userinfo_endpoint")) {
            assertThat(discovery.has(notOffered)).as(notOffered).isFalse();
        }
        assertThat(tpp.get(bank.at("/.well-known/oauth-authorization-server")).text("registration_endpoint"))
                .isEqualTo(issuer + "/register");
        assertThat(tpp.get(bank.at("/oauth2/jwks")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "DCR-002, DCR-005: registered, granted a token, read and deleted, with a response of the published schema")
    void wholeWay() {
        Reply registered = tpp.post(request().signed(), "application/jose");
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        JsonObject client = registered.json();
        assertThat(registered.text("client_id")).hasSizeBetween(1, 36);
        assertThat(values(client, "redirect_uris")).isEqualTo(acme.redirectUris());
        assertThat(registered.text("scope")).isEqualTo("accounts openid");
        assertThat(registered.text("token_endpoint_auth_method")).isEqualTo("tls_client_auth");
        assertThat(registered.text("tls_client_auth_subject_dn")).isEqualTo(goName());
        assertThat(registered.text("application_type")).isEqualTo("web");
        assertThat(registered.text("software_statement")).isNotEmpty();
        assertThat(values(client, "response_types")).containsExactly("code", "code id_token");

        Reply token = tpp.send(HttpRequest.newBuilder(bank.at("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "client_id=" + registered.text("client_id") + "&grant_type=client_credentials&scope=openid")));
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        String id = registered.text("client_id");
        assertThat(tpp.manage("GET", id, token.text("access_token"), "").json()).isEqualTo(client);
        assertThat(tpp.manage("GET", id, "foobar", "").status()).isEqualTo(401);
        assertThat(tpp.manage("PUT", id, token.text("access_token"), request().signed())
                        .status())
                .isEqualTo(200);
        assertThat(tpp.manage("DELETE", id, token.text("access_token"), "").status())
                .isEqualTo(204);
        assertThat(tpp.manage("GET", id, token.text("access_token"), "").status())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("private_key_jwt: the assertion has no kid and no client_id beside it, and the scope may be empty")
    void assertion() {
        Reply registered = tpp.post(
                request()
                        .claim("token_endpoint_auth_method", "private_key_jwt")
                        .claim("token_endpoint_auth_signing_alg", "PS256")
                        .without("tls_client_auth_subject_dn")
                        .signed(),
                "application/jose");
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        String id = registered.text("client_id");
        String assertion = acme.clientAssertion(bank.at("/oauth2/token").toString())
                .claim("iss", id)
                .claim("sub", id)
                .claim("exp", System.currentTimeMillis() / 1_000 + 1_800)
                .withoutHeader("kid")
                .signed();
        for (String scope : List.of("openid", "")) {
            Reply token = tpp.send(HttpRequest.newBuilder(bank.at("/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("client_assertion=" + assertion
                            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                            + "&grant_type=client_credentials&scope=" + scope)));
            assertThat(token.status()).as(token.body()).isEqualTo(200);
            assertThat(tpp.manage("GET", id, token.text("access_token"), "").status())
                    .isEqualTo(200);
        }
    }

    /** The claims that the tool sends, in its order. */
    private TokenDraft request() {
        long now = System.currentTimeMillis() / 1_000;
        return TokenDraft.of(
                JsonObject.empty()
                        .with("aud", SpringBank.AUDIENCE)
                        .with("exp", now + 3_600)
                        .with("jti", UUID.randomUUID().toString())
                        .with("iat", now)
                        .with("iss", acme.softwareId())
                        .with("grant_types", List.of("authorization_code", "client_credentials"))
                        .with("application_type", "web")
                        .with("redirect_uris", acme.redirectUris())
                        .with(
                                "token_endpoint_auth_method",
                                values("token_endpoint_auth_methods_supported").get(0))
                        .with("software_statement", acme.ssa().signed())
                        .with("scope", "accounts openid")
                        .with(
                                "request_object_signing_alg",
                                values("request_object_signing_alg_values_supported")
                                        .get(0))
                        .with("id_token_signed_response_alg", "PS256")
                        .with("response_types", List.of("code", "code id_token"))
                        .with("tls_client_auth_subject_dn", goName()),
                acme.signingKey());
    }

    /** The subject in the form of RFC 2253, last first, with the short name that Go's tool writes. */
    private String goName() {
        return DistinguishedName.of(acme.transportCertificate().x509().getSubjectX500Principal())
                .orElseThrow()
                .print(NameForm.OPENSSL_RFC2253);
    }

    private List<String> values(String member) {
        return values(discovery, member);
    }

    private static List<String> values(JsonObject json, String member) {
        return Optional.of(json.get(member).orElseThrow()).map(JsonArray.class::cast).orElseThrow().elements().stream()
                .map(value -> ((JsonString) value).value())
                .toList();
    }
}
