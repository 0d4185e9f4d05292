package org.dcrkit.keycloak;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.spi.CertificateKind;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.MintedCertificate;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.testkit.RegistrationFlow;
import org.dcrkit.testkit.RegistrationFlow.Step;
import org.dcrkit.testkit.TestTls;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The provider in Keycloak's own distribution, over mutual TLS")
class KeycloakIT {

    private static final String AUDIENCE = "0015800001KEYCLOAK";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final FakeDirectory directory =
            FakeDirectory.openBanking(InstantSource.system()).build();
    private static DirectoryServer directoryServer;
    private static KeycloakServer keycloak;

    @BeforeAll
    static void start(@TempDir Path files) throws IOException {
        String home = System.getProperty("dcr.keycloak.home");
        assumeTrue(home != null, "needs Keycloak's distribution: mvn -Pkeycloak");
        directoryServer = directory.serve();
        MintedCertificate server = directory.openBankingCa().server().mint();
        Path roots = Files.writeString(
                files.resolve("ca.pem"),
                directory.openBankingCa().root().pem()
                        + directory.qualifiedCa().root().pem());
        Map<String, String> options = new LinkedHashMap<>();
        options.put("db", "dev-mem");
        options.put("cache", "local");
        options.put("http-host", "127.0.0.1");
        options.put("http-enabled", "false");
        options.put("https-port", "0");
        options.put("hostname-strict", "false");
        options.put(
                "https-certificate-file",
                Files.writeString(files.resolve("server.pem"), server.chainPem())
                        .toString());
        options.put(
                "https-certificate-key-file",
                Files.writeString(files.resolve("server.key"), server.privateKeyPem())
                        .toString());
        options.put("https-client-auth", "request");
        options.put("truststore-paths", roots.toString());
        Map<String, String> provider = Map.of(
                ProviderSettings.REALMS, "bank",
                ProviderSettings.POLICY, "obie-3.3",
                ProviderSettings.AUDIENCE, AUDIENCE,
                ProviderSettings.DIRECTORY_URL, directory.keySetUrl(),
                ProviderSettings.DIRECTORY_ISSUER, directory.issuer(),
                ProviderSettings.ALLOWED_HOSTS, hostOf(directoryServer),
                ProviderSettings.PRIVATE_HOSTS, hostOf(directoryServer),
                ProviderSettings.DIRECTORY_TLS_TRUST, roots.toString(),
                ProviderSettings.TRUST_ANCHORS, roots.toString(),
                ProviderSettings.WITHOUT_REVOCATION, "a test");
        provider.forEach((key, value) -> options.put("spi-client-registration--open-banking--" + key, value));
        keycloak = KeycloakServer.start(
                Path.of(home),
                Path.of(requireNonNull(System.getProperty("dcr.keycloak.provider"))),
                Path.of(requireNonNull(System.getProperty("dcr.keycloak.realm"))),
                options);
    }

    @AfterAll
    static void stop() throws IOException {
        if (keycloak != null) {
            keycloak.close();
            Files.writeString(
                    Path.of(requireNonNull(System.getProperty("dcr.keycloak.home")))
                            .resolveSibling("keycloak.log"),
                    keycloak.output());
        }
        if (directoryServer != null) {
            directoryServer.close();
        }
    }

    private static String hostOf(DirectoryServer server) {
        return server.url().substring("https://".length());
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificateKind.class,
            names = {"OBWAC", "OB_TRANSPORT"})
    @DisplayName("A TPP registers, gets a token with its certificate, reads its registration and deletes it")
    void wholeLifeByCertificate(CertificateKind kind) throws Exception {
        FakeTpp tpp = directory.tpp("By " + kind).transport(kind).build();
        JsonObject registered = register(tpp, RegistrationDraft::tlsClientAuth);
        String clientId = text(registered, "client_id");
        assertThat(registered.text("token_endpoint_auth_method")).contains("tls_client_auth");
        assertThat(registered.text("software_id")).contains(tpp.softwareId());

        Reply token = tokenByCertificate(tpp, clientId);
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        String accessToken = text(token.json(), "access_token");
        JsonObject claims = payload(accessToken);
        assertThat(claims.text("azp")).contains(clientId);
        assertThat(claims.get("cnf").orElseThrow().toString()).contains("x5t#S256");
        assertThat(text(claims, "scope").split(" ")).contains("accounts");

        Reply read = call(tpp, "GET", "/" + clientId, accessToken, null);
        assertThat(read.status()).as(read.body()).isEqualTo(200);
        assertThat(read.json().without("client_id_issued_at")).isEqualTo(registered.without("client_id_issued_at"));
        assertThat(read.json().get("client_id_issued_at")).isEqualTo(registered.get("client_id_issued_at"));

        Reply deleted = call(tpp, "DELETE", "/" + clientId, accessToken, null);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(call(tpp, "GET", "/" + clientId, accessToken, null).status()).isEqualTo(401);
        assertThat(tokenByCertificate(tpp, clientId).status()).isEqualTo(401);
        assertThat(administratorsView(clientId)).isEqualTo("[]");
    }

    @Test
    @DisplayName(
            "A TPP registers and gets a token with an assertion, which Keycloak checks with the software's key set")
    void tokenByAssertion() throws Exception {
        FakeTpp tpp = directory.tpp("By assertion").build();
        String clientId = text(register(tpp, draft -> draft), "client_id");

        Reply token = tokenByAssertion(tpp, clientId);

        assertThat(token.status()).as(token.body()).isEqualTo(200);
        assertThat(payload(text(token.json(), "access_token")).has("cnf")).isTrue();
        assertThat(administratorsView(clientId)).contains("\"client-jwt\"").doesNotContain("x509.subjectdn");
        assertThat(tokenByCertificate(tpp, clientId).json().text("error"))
                .as("the other method, which it did not register")
                .isPresent();
    }

    @Test
    @DisplayName("A certificate of another TPP gets no token")
    void tokenWithForeignCertificate() throws Exception {
        FakeTpp tpp = directory.tpp("Owner").build();
        FakeTpp other = directory.tpp("Stranger").build();
        String clientId = text(register(tpp, RegistrationDraft::tlsClientAuth), "client_id");

        assertThat(tokenByCertificate(other, clientId).status()).isEqualTo(401);
        assertThat(tokenByCertificate(tpp, clientId).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("PUT states all of it anew and does not end long-lived tokens")
    void update() throws Exception {
        FakeTpp tpp = directory.tpp("Changing").build();
        String clientId = text(register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String before = text(tokenByCertificate(tpp, clientId).json(), "access_token");

        Reply updated = call(
                tpp,
                "PUT",
                "/" + clientId,
                before,
                tpp.registration(AUDIENCE)
                        .tlsClientAuth()
                        .claim("scope", "openid accounts")
                        .claim("grant_types", List.of("authorization_code", "client_credentials"))
                        .signed());

        assertThat(updated.status()).as(updated.body()).isEqualTo(200);
        assertThat(updated.json().text("scope")).contains("openid accounts");
        assertThat(updated.json().text("client_id")).contains(clientId);
        assertThat(call(tpp, "GET", "/" + clientId, before, null).json()).isEqualTo(updated.json());
        assertThat(tokenByCertificate(tpp, clientId).status()).isEqualTo(200);
        JsonObject client = client(clientId);
        assertThat(texts(client, "optionalClientScopes")).containsExactly("accounts");
        assertThat(texts(client, "defaultClientScopes")).containsExactlyInAnyOrder("basic", "acr", "service_account");
        assertThat(client.get("attributes").orElseThrow().toString()).contains("\"use.refresh.tokens\":\"false\"");
    }

    @Test
    @DisplayName("The client that Keycloak's administrators see is what was registered and no more")
    void mapped() throws Exception {
        FakeTpp tpp = directory.tpp("Seen").roles("AISP").build();
        String clientId = text(register(tpp, RegistrationDraft::tlsClientAuth), "client_id");

        JsonObject client = (JsonObject)
                ((JsonArray) json(administratorsView(clientId))).elements().get(0);

        assertThat(texts(client, "redirectUris")).containsExactlyInAnyOrderElementsOf(tpp.redirectUris());
        assertThat(texts(client, "webOrigins")).isEmpty();
        assertThat(texts(client, "optionalClientScopes")).containsExactly("accounts");
        assertThat(texts(client, "defaultClientScopes")).containsExactlyInAnyOrder("basic", "acr", "service_account");
        assertThat(client.get("standardFlowEnabled")).hasToString("Optional[true]");
        assertThat(client.get("serviceAccountsEnabled")).hasToString("Optional[true]");
        assertThat(client.get("directAccessGrantsEnabled")).hasToString("Optional[false]");
        assertThat(client.get("fullScopeAllowed")).hasToString("Optional[false]");
        assertThat(client.get("publicClient")).hasToString("Optional[false]");
        assertThat(client.text("clientAuthenticatorType")).contains("client-x509");
    }

    @Test
    @DisplayName("A token used for another client than its own is refused, and ends")
    void foreignToken() throws Exception {
        FakeTpp tpp = directory.tpp("Curious").build();
        String own = text(register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String other = text(register(directory.tpp("Other").build(), RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(tokenByCertificate(tpp, own).json(), "access_token");

        Reply refused = call(tpp, "DELETE", "/" + other, token, null);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.challenge()).startsWith("Bearer ").contains("invalid_token");
        assertThat(call(tpp, "GET", "/" + own, token, null).status()).isEqualTo(401);
        assertThat(administratorsView(other)).contains(other);
    }

    @Test
    @DisplayName("A token over a connection with another certificate is refused (RFC 8705, section 3)")
    void stolenToken() throws Exception {
        FakeTpp tpp = directory.tpp("Robbed").build();
        String clientId = text(register(tpp, RegistrationDraft::tlsClientAuth), "client_id");
        String token = text(tokenByCertificate(tpp, clientId).json(), "access_token");

        assertThat(call(directory.tpp("Thief").build(), "GET", "/" + clientId, token, null)
                        .status())
                .isEqualTo(401);
        assertThat(call(tpp, "GET", "/" + clientId, token, null).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A forged software statement is refused")
    void forgedStatement() throws Exception {
        FakeTpp tpp = directory.tpp("Forger").build();

        Reply reply = post(
                tpp,
                tpp.registration(AUDIENCE)
                        .ssa(tpp.ssa().signedOnlyBy(tpp.signingKey().privateKey()))
                        .signed());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().text("error")).contains("invalid_software_statement");
    }

    @Test
    @DisplayName("Claims that nobody signed are refused, whatever they call themselves")
    void plainClaims() throws Exception {
        FakeTpp tpp = directory.tpp("Plain").build();
        String claims = tpp.registration(AUDIENCE).request().claims().toString();

        assertThat(send(tls(tpp), "POST", "", null, claims, "application/json").status())
                .isEqualTo(415);
        assertThat(send(tls(tpp), "POST", "", null, claims, "application/jwt").status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("A request is good for one registration")
    void replay() throws Exception {
        FakeTpp tpp = directory.tpp("Again").build();
        String request = tpp.registration(AUDIENCE).signed();

        assertThat(post(tpp, request).status()).isEqualTo(201);
        assertThat(post(tpp, request).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A redirect URI that Keycloak would take as a pattern is refused")
    void pattern() throws Exception {
        String all = "https://tpp.example/*";
        FakeTpp tpp = directory.tpp("Wide").redirectUris(all).build();

        Reply reply = post(
                tpp,
                tpp.registration(AUDIENCE).claim("redirect_uris", List.of(all)).signed());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().text("error")).contains("invalid_redirect_uri");
    }

    @Test
    @DisplayName("Without a client certificate nothing is registered")
    void noCertificate() throws Exception {
        FakeTpp tpp = directory.tpp("Bare").build();
        SSLContext bare = TestTls.trusting(directory.openBankingCa().root());

        Reply reply = send(bare, "POST", "", null, tpp.registration(AUDIENCE).signed(), "application/jwt");

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    @DisplayName("Other realms do not have the endpoint")
    void otherRealm() throws Exception {
        FakeTpp tpp = directory.tpp("Elsewhere").build();
        URI master = URI.create(keycloak.url() + "/realms/master/clients-registrations/open-banking");

        assertThat(RegistrationFlow.of(tpp, directory.openBankingCa().root())
                        .post(master, tpp.registration(AUDIENCE).signed())
                        .status())
                .isEqualTo(404);
    }

    private static JsonObject register(FakeTpp tpp, UnaryOperator<RegistrationDraft> change) {
        List<Step> steps = RegistrationFlow.of(tpp, directory.openBankingCa().root())
                .registration(change)
                .register(URI.create(endpoint()), AUDIENCE);
        assertThat(RegistrationFlow.succeeded(steps))
                .as("%s", steps.get(steps.size() - 1))
                .isTrue();
        return steps.get(2).json().orElseThrow();
    }

    private static String endpoint() {
        return keycloak.url() + "/realms/bank/clients-registrations/open-banking";
    }

    private static String tokenEndpoint() {
        return keycloak.url() + "/realms/bank/protocol/openid-connect/token";
    }

    private static SSLContext tls(FakeTpp tpp) {
        return tpp.transportCertificate().sslContext(directory.openBankingCa().root());
    }

    private static Reply tokenByCertificate(FakeTpp tpp, String clientId) throws Exception {
        return form(
                tls(tpp),
                tokenEndpoint(),
                Map.of("grant_type", "client_credentials", "client_id", clientId, "scope", "accounts"));
    }

    private static Reply tokenByAssertion(FakeTpp tpp, String clientId) throws Exception {
        return form(
                tls(tpp),
                tokenEndpoint(),
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "scope",
                        "accounts",
                        "client_assertion_type",
                        ASSERTION_TYPE,
                        "client_assertion",
                        tpp.clientAssertion(tokenEndpoint())
                                .claim("iss", clientId)
                                .claim("sub", clientId)
                                .signed()));
    }

    private static JsonObject client(String clientId) throws Exception {
        return (JsonObject)
                ((JsonArray) json(administratorsView(clientId))).elements().get(0);
    }

    private static String administratorsView(String clientId) throws Exception {
        SSLContext tls = TestTls.trusting(directory.openBankingCa().root());
        Reply login = form(
                tls,
                keycloak.url() + "/realms/master/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        KeycloakServer.ADMINISTRATOR,
                        "password",
                        KeycloakServer.PASSWORD));
        return exchange(
                        tls,
                        HttpRequest.newBuilder(
                                        URI.create(keycloak.url() + "/admin/realms/bank/clients?clientId=" + clientId))
                                .header("Authorization", "Bearer " + text(login.json(), "access_token")))
                .body();
    }

    private static Reply post(FakeTpp tpp, String request) throws Exception {
        return send(tls(tpp), "POST", "", null, request, "application/jwt");
    }

    private static Reply call(FakeTpp tpp, String method, String path, String token, String body) throws Exception {
        return send(tls(tpp), method, path, token, body, "application/jwt");
    }

    private static Reply send(SSLContext tls, String method, String path, String token, String body, String type)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return exchange(tls, request);
    }

    private static Reply form(SSLContext tls, String url, Map<String, String> fields) throws Exception {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return exchange(
                tls,
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    private static Reply exchange(SSLContext tls, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("WWW-Authenticate").orElse(""),
                response.body());
    }

    private record Reply(int status, String challenge, String body) {

        JsonObject json() {
            return (JsonObject) KeycloakIT.json(body);
        }
    }

    private static JsonValue json(String text) {
        return ((Parsed) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.forToken())).value();
    }

    private static JsonObject payload(String token) {
        return (JsonObject)
                json(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private static String text(JsonObject json, String name) {
        return json.text(name).orElseThrow(() -> new AssertionError(name + " is missing in " + json));
    }

    private static List<String> texts(JsonObject json, String name) {
        return ((JsonArray) json.get(name).orElseThrow())
                .elements().stream()
                        .map(element -> ((JsonValue.JsonString) element).value())
                        .toList();
    }
}
