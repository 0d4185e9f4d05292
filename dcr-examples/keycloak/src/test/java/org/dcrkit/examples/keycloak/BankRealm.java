package org.dcrkit.examples.keycloak;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse.Parsed;
import org.dcrkit.claims.JsonValue;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.testkit.DcrConformance;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.MintedCertificate;
import org.dcrkit.testkit.RegistrationDraft;
import org.dcrkit.testkit.RegistrationFlow;
import org.dcrkit.testkit.RegistrationFlow.Step;
import org.dcrkit.testkit.TestTls;
import org.junit.jupiter.api.DynamicNode;

/** The realm of a bank in a real Keycloak that trusts a fake directory: what TPPs and administrators ask of it. */
final class BankRealm implements AutoCloseable {

    static final String AUDIENCE = "0015800001KEYCLOAK";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final FakeDirectory directory;
    private final KeycloakServer keycloak;

    private BankRealm(FakeDirectory directory, KeycloakServer keycloak) {
        this.directory = directory;
        this.keycloak = keycloak;
    }

    static BankRealm start(String home, FakeDirectory directory, DirectoryServer directoryServer, Path files)
            throws IOException {
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
        KeycloakServer keycloak = KeycloakServer.start(
                Path.of(home),
                Path.of(requireNonNull(System.getProperty("dcr.keycloak.provider"))),
                Path.of(requireNonNull(System.getProperty("dcr.keycloak.realm"))),
                options);
        return new BankRealm(directory, keycloak);
    }

    private static String hostOf(DirectoryServer server) {
        return server.url().substring("https://".length());
    }

    /** Ends Keycloak and keeps what it printed. */
    @Override
    public void close() throws IOException {
        keycloak.close();
        Files.writeString(
                Path.of(requireNonNull(System.getProperty("dcr.keycloak.home"))).resolveSibling("keycloak.log"),
                keycloak.output());
    }

    /** The whole way of a TPP to its registration, through the directory. */
    JsonObject register(FakeTpp tpp, UnaryOperator<RegistrationDraft> change) {
        List<Step> steps = RegistrationFlow.of(tpp, directory.openBankingCa().root())
                .registration(change)
                .register(URI.create(endpoint()), AUDIENCE);
        assertThat(RegistrationFlow.succeeded(steps))
                .as("%s", steps.get(steps.size() - 1))
                .isTrue();
        return steps.get(2).json().orElseThrow();
    }

    /** What the endpoint of a realm that was not configured answers. */
    Step postToMaster(FakeTpp tpp) {
        return RegistrationFlow.of(tpp, directory.openBankingCa().root())
                .post(
                        URI.create(keycloak.url() + "/realms/master/clients-registrations/open-banking"),
                        tpp.registration(AUDIENCE).signed());
    }

    /** The conformance tests of this endpoint; metadata of Keycloak's own name Keycloak's own registration endpoint. */
    Stream<DynamicNode> conformance(FakeTpp tpp, UnaryOperator<RegistrationDraft> change) {
        return DcrConformance.against(URI.create(endpoint()), tpp)
                .trusting(directory.openBankingCa().root())
                .audience(AUDIENCE)
                .tokenEndpoint(URI.create(tokenEndpoint()))
                .valid(change)
                .tests();
    }

    private String endpoint() {
        return keycloak.url() + "/realms/bank/clients-registrations/open-banking";
    }

    private String tokenEndpoint() {
        return keycloak.url() + "/realms/bank/protocol/openid-connect/token";
    }

    SSLContext tls(FakeTpp tpp) {
        return tpp.transportCertificate().sslContext(directory.openBankingCa().root());
    }

    Reply tokenByCertificate(FakeTpp tpp, String clientId) throws Exception {
        return tokenByCertificate(tls(tpp), clientId);
    }

    Reply tokenByCertificate(SSLContext tls, String clientId) throws Exception {
        return form(
                tls,
                tokenEndpoint(),
                Map.of("grant_type", "client_credentials", "client_id", clientId, "scope", "accounts"));
    }

    Reply tokenByAssertion(FakeTpp tpp, String clientId) throws Exception {
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

    /**
     * The tokens of a customer for a client. By password and not by way of the browser: an administrator lets the client do that until
     * its next update.
     */
    Reply tokenOfCustomer(FakeTpp tpp, String clientId) throws Exception {
        String customer = "customer-" + clientId;
        JsonObject user = JsonObject.empty()
                .with("username", customer)
                .with("email", clientId + "@customer.example")
                .with("firstName", "A")
                .with("lastName", "Customer")
                .with("enabled", new JsonValue.JsonBoolean(true))
                .with(
                        "credentials",
                        new JsonArray(List.of(
                                JsonObject.empty().with("type", "password").with("value", customer))));
        assertThat(administrator("POST", "/users", user).status()).isEqualTo(201);
        JsonObject client = client(clientId).with("directAccessGrantsEnabled", new JsonValue.JsonBoolean(true));
        assertThat(administrator("PUT", "/clients/" + text(client, "id"), client)
                        .status())
                .isEqualTo(204);
        return form(
                tls(tpp),
                tokenEndpoint(),
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        clientId,
                        "username",
                        customer,
                        "password",
                        customer,
                        "scope",
                        "openid accounts"));
    }

    Reply refreshed(FakeTpp tpp, String clientId, String refreshToken) throws Exception {
        return form(
                tls(tpp),
                tokenEndpoint(),
                Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    JsonObject client(String clientId) throws Exception {
        return (JsonObject)
                ((JsonArray) json(administratorsView(clientId))).elements().get(0);
    }

    String administratorsView(String clientId) throws Exception {
        return administrator("/clients?clientId=" + clientId).body();
    }

    /** All clients, as administrators see them. */
    String clients() throws Exception {
        return administrator("/clients?max=1000").body();
    }

    /** Calls a client scope of the realm otherwise, which takes it away from what asks for it by its name. */
    void renameScope(String before, String after) throws Exception {
        JsonObject scope = ((JsonArray) json(administrator("/client-scopes").body()))
                .elements().stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> text(each, "name").equals(before))
                        .findFirst()
                        .orElseThrow();
        assertThat(administrator("PUT", "/client-scopes/" + text(scope, "id"), scope.with("name", after))
                        .status())
                .isEqualTo(204);
    }

    /** Makes the realm keep the events of registration. */
    void keepEvents() throws Exception {
        JsonObject config = JsonObject.empty()
                .with("eventsEnabled", new JsonValue.JsonBoolean(true))
                .with("enabledEventTypes", List.of("CLIENT_REGISTER", "CLIENT_REGISTER_ERROR", "CLIENT_DELETE_ERROR"));
        assertThat(administrator("PUT", "/events/config", config).status()).isEqualTo(204);
    }

    /** The last event of that type. */
    JsonObject event(String type) throws Exception {
        return (JsonObject)
                ((JsonArray) json(administrator("/events?max=1&type=" + type).body()))
                        .elements()
                        .get(0);
    }

    /** An administrator of the bank switches a client off. */
    Reply disable(String clientId) throws Exception {
        JsonObject off = client(clientId).with("enabled", new JsonValue.JsonBoolean(false));
        return administrator("PUT", "/clients/" + text(off, "id"), off);
    }

    private Reply administrator(String path) throws Exception {
        return administrator(path, request -> request);
    }

    private Reply administrator(String method, String path, JsonObject body) throws Exception {
        return administrator(
                path,
                request -> request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body.toString())));
    }

    private Reply administrator(String path, UnaryOperator<HttpRequest.Builder> call) throws Exception {
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
                call.apply(HttpRequest.newBuilder(URI.create(keycloak.url() + "/admin/realms/bank" + path))
                        .header("Authorization", "Bearer " + text(login.json(), "access_token"))));
    }

    Reply post(FakeTpp tpp, String request) throws Exception {
        return send(tls(tpp), "POST", "", null, request, "application/jwt");
    }

    Reply call(FakeTpp tpp, String method, String path, String token, String body) throws Exception {
        return send(tls(tpp), method, path, token, body, "application/jwt");
    }

    Reply send(SSLContext tls, String method, String path, String token, String body, String type) throws Exception {
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

    private Reply form(SSLContext tls, String url, Map<String, String> fields) throws Exception {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return exchange(
                tls,
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
    }

    private Reply exchange(SSLContext tls, HttpRequest.Builder request) throws Exception {
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

    record Reply(int status, String challenge, String body) {

        JsonObject json() {
            return (JsonObject) BankRealm.json(body);
        }
    }

    static JsonValue json(String text) {
        return ((Parsed) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.forToken())).value();
    }

    static JsonObject payload(String token) {
        return (JsonObject)
                json(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    static String text(JsonObject json, String name) {
        return json.text(name).orElseThrow(() -> new AssertionError(name + " is missing in " + json));
    }

    static List<String> texts(JsonObject json, String name) {
        return ((JsonArray) json.get(name).orElseThrow())
                .elements().stream()
                        .map(element -> ((JsonValue.JsonString) element).value())
                        .toList();
    }
}
