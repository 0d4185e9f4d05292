package org.dcrkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryServerTest {

    private static final TestClock CLOCK = TestClock.at("2026-03-02T10:00:00Z");

    private final TestClock clock = TestClock.at(CLOCK.instant());
    private final FakeDirectory directory = FakeDirectory.openBanking(clock).build();
    private final FakeTpp tpp = directory.tpp("Acme").build();
    private DirectoryServer server;
    private HttpClient client;

    @BeforeEach
    void start() {
        server = directory.serve();
        client = HttpClient.newBuilder()
                .sslContext(server.clientTls())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("Key sets are served where statements say they are")
    void keySets() throws Exception {
        for (String claim : List.of(
                "software_jwks_endpoint",
                "org_jwks_endpoint",
                "software_jwks_revoked_endpoint",
                "org_jwks_revoked_endpoint")) {
            String url = tpp.ssa().text(claim).orElseThrow();
            assertThat(url).startsWith(server.url());
            HttpResponse<String> response = get(url, "");
            assertThat(response.statusCode()).as(claim).isEqualTo(200);
            assertThat(json(response).has("keys")).as(claim).isTrue();
        }
        assertThat(get(directory.keySetUrl(), "").body())
                .contains(directory.signingKey().kid());
        assertThat(server.requests()).hasSize(5).allMatch(line -> line.startsWith("GET /"));
    }

    @Test
    @DisplayName("Key sets say how long they are fresh once it is set, and nothing else does")
    void freshness() throws Exception {
        assertThat(get(directory.keySetUrl(), "").headers().firstValue("Cache-Control"))
                .isEmpty();
        server.keySetsFreshFor(Duration.ofSeconds(90));

        assertThat(get(directory.keySetUrl(), "").headers().firstValue("Cache-Control"))
                .contains("max-age=90");
        assertThat(get(server.url() + "/.well-known/openid-configuration", "")
                        .headers()
                        .firstValue("Cache-Control"))
                .isEmpty();
    }

    @Test
    @DisplayName("Discovery names the token endpoint and the key set")
    void discovery() throws Exception {
        JsonObject metadata = json(get(server.url() + "/.well-known/openid-configuration", ""));

        assertThat(metadata.text("issuer")).contains(server.url());
        assertThat(metadata.text("token_endpoint")).contains(directory.tokenEndpoint());
        assertThat(metadata.text("jwks_uri")).contains(directory.keySetUrl());
    }

    @Test
    @DisplayName("An ID token says that the person acts for the TPP, and is signed by the directory")
    void idToken() {
        TokenDraft token = tpp.idToken("portal");

        assertThat(token.claims().get("tpp_associated")).contains(new JsonValue.JsonBoolean(true));
        assertThat(token.text("aud")).contains("portal");
        assertThat(token.header().text("kid")).contains(directory.signingKey().kid());
        assertThat(token.signed().split("\\.")).hasSize(3);
    }

    @Test
    @DisplayName("A software that authenticates gets a token, and with it its statement")
    void statement() throws Exception {
        String token = json(grant(tpp.clientAssertion(directory.tokenEndpoint())))
                .text("access_token")
                .orElseThrow();

        HttpResponse<String> response = get(statementUrl(tpp), "Bearer " + token);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().split("\\.")).hasSize(3);
    }

    static Stream<Arguments> badAssertions() {
        return Stream.of(
                bad("with another audience", draft -> draft.claim("aud", "https://other.example/token")),
                bad("expired", draft -> draft.claim("exp", CLOCK.instant().getEpochSecond() - 1)),
                bad(
                        "issued in the future",
                        draft -> draft.claim("iat", CLOCK.instant().getEpochSecond() + 60)),
                bad(
                        "of an unknown software",
                        draft -> draft.claim("iss", "nobody").claim("sub", "nobody")),
                bad("whose iss is not its sub", draft -> draft.claim("iss", "nobody")),
                bad("without jti", draft -> draft.without("jti")),
                bad(
                        "signed by a stranger",
                        draft -> draft.signedOnlyBy(
                                TestKeys.seeded(9).rsa("stranger").getPrivate())),
                bad("signed with RS256", draft -> draft.header("alg", "RS256")),
                bad("that is not a JWT", draft -> draft.afterSigning(token -> "nonsense")));
    }

    private static Arguments bad(String name, UnaryOperator<TokenDraft> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAssertions")
    @DisplayName("The token endpoint refuses an assertion")
    void refuses(String name, UnaryOperator<TokenDraft> change) throws Exception {
        HttpResponse<String> response = grant(change.apply(tpp.clientAssertion(directory.tokenEndpoint())));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(json(response).text("error")).contains("invalid_client");
    }

    @Test
    @DisplayName("The token endpoint refuses an assertion that was used before")
    void replay() throws Exception {
        String assertion = tpp.clientAssertion(directory.tokenEndpoint()).signed();

        assertThat(grant(assertion).statusCode()).isEqualTo(200);
        assertThat(grant(assertion).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("A statement is refused without a token, with an old one, and to another organisation")
    void statementRefused() throws Exception {
        FakeTpp other = directory.tpp("Other").build();
        String token = json(grant(tpp.clientAssertion(directory.tokenEndpoint())))
                .text("access_token")
                .orElseThrow();

        assertThat(get(statementUrl(tpp), "").statusCode()).isEqualTo(401);
        assertThat(get(statementUrl(tpp), "Bearer other").statusCode()).isEqualTo(401);
        assertThat(get(statementUrl(other), "Bearer " + token).statusCode()).isEqualTo(403);
        assertThat(get(server.url() + "/tpp/" + tpp.organisation().id() + "/ssa/nobody", "Bearer " + token)
                        .statusCode())
                .isEqualTo(404);
        clock.advance(Duration.ofHours(2));
        assertThat(get(statementUrl(tpp), "Bearer " + token).statusCode()).isEqualTo(401);
    }

    private String statementUrl(FakeTpp of) {
        return server.url() + "/tpp/" + of.organisation().id() + "/ssa/" + of.softwareId();
    }

    private HttpResponse<String> grant(TokenDraft assertion) throws Exception {
        return grant(assertion.signed());
    }

    private HttpResponse<String> grant(String assertion) throws Exception {
        String form = "grant_type=client_credentials&scope=TPPReadAccess&client_assertion_type="
                + URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
                + "&client_assertion=" + assertion;
        return client.send(
                HttpRequest.newBuilder(URI.create(directory.tokenEndpoint()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        return (JsonObject)
                ((Parsed) StrictJson.parse(response.body().getBytes(StandardCharsets.UTF_8), JsonLimits.forToken()))
                        .value();
    }
}
