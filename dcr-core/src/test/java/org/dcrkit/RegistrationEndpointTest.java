package org.dcrkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.claims.Json;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.endpoint.AccessTokens;
import org.dcrkit.endpoint.ClientIssuer;
import org.dcrkit.endpoint.ClientStore;
import org.dcrkit.endpoint.HttpReply;
import org.dcrkit.endpoint.Operation;
import org.dcrkit.endpoint.RegistrationCall;
import org.dcrkit.endpoint.RegistrationEndpoint;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.endpoint.StoredClient;
import org.dcrkit.policy.IssuedClient;
import org.dcrkit.policy.ResponseForm;
import org.dcrkit.spi.CheckUnavailableException;
import org.dcrkit.spi.PresentedCertificates;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Violation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The registration endpoint without a server (OBIE DCR; RFC 7591; RFC 7592)")
class RegistrationEndpointTest {

    private static final String ID = "client-1";
    private static final String TOKEN = "token-of-client-1";

    private final Scenario scenario = new Scenario();
    private final Clients clients = new Clients();
    private final Tokens tokens = new Tokens();
    private final List<RegistrationEvent> events = new ArrayList<>();
    private UnaryOperator<RegistrationEndpoint.Builder> options = UnaryOperator.identity();
    private ClientIssuer issuer = accepted -> IssuedClient.of(ID, accepted.decidedAt());

    private HttpReply answer(Call call) throws IOException {
        return options.apply(RegistrationEndpoint.builder(scenario.validator(), clients, new ClientIssuer() {
                            @Override
                            public IssuedClient issue(AcceptedRegistration accepted) {
                                return issuer.issue(accepted);
                            }

                            @Override
                            public IssuedClient reissue(AcceptedRegistration accepted, IssuedClient before) {
                                return issuer.reissue(accepted, before);
                            }
                        })
                        .tokens(tokens)
                        .audit(events::add))
                .build()
                .answer(call);
    }

    private Call post() {
        return new Call("POST", null).header("Content-Type", "application/jwt").body(scenario.requestToken());
    }

    private Call managed(String method) {
        return new Call(method, ID).header("Authorization", "Bearer " + TOKEN);
    }

    private void registered() throws IOException {
        assertThat(answer(post()).status()).isEqualTo(201);
        events.clear();
    }

    /** A further request of the same software, since each is good once. */
    private String anotherRequest() {
        scenario.requestToken = null;
        scenario.request = scenario.request.with("jti", "1f8c6a3e-7b8f-4a59-9c0e-1f0b3c2d4e5f");
        return scenario.requestToken();
    }

    @Test
    @DisplayName("POST 201: the client is stored, and the response repeats the metadata and the statement")
    void created() throws IOException {
        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store");
        JsonObject body = Json.object(reply.body());
        assertThat(body.text("client_id")).contains(ID);
        assertThat(body.text("software_statement")).contains(scenario.ssaToken());
        StoredClient stored = clients.byId.get(ID);
        assertThat(stored.softwareStatement()).isEqualTo(scenario.ssaToken());
        assertThat(stored.certificate()).isEqualTo("00ff");
        assertThat(stored.registered().directory()).isEqualTo("OB Directory");
        assertThat(stored.registered().softwareId()).isEqualTo("ebSqTNqmQXFYz6VtWGXZAa");
        assertThat(stored.registered().organisationId()).isEqualTo("0015800001041REAAY");
        assertThat(events)
                .singleElement()
                .satisfies(event -> assertThat(event.operation()).isEqualTo(Operation.REGISTER))
                .satisfies(event -> assertThat(event.status()).isEqualTo(201))
                .satisfies(event -> assertThat(event.clientId()).contains(ID))
                .satisfies(event ->
                        assertThat(event.verdict().orElseThrow().isAccepted()).isTrue());
    }

    @Test
    @DisplayName("POST 201: the bank may add members, as RFC 7592 section 3 has them, once the client is stored")
    void adds() throws IOException {
        options = builder -> builder.adding(issued -> JsonObject.empty()
                .with("registration_access_token", "for " + issued.clientId() + " of " + clients.byId.size()));

        assertThat(Json.object(answer(post()).body()).text("registration_access_token"))
                .contains("for client-1 of 1");
    }

    @Test
    @DisplayName("GET 200 and PUT 200 have the bank's members, too (RFC 7592 sections 2.1, 2.2 and 3)")
    void addsToEachResponse() throws IOException {
        options = builder -> builder.adding(issued -> JsonObject.empty()
                .with("registration_client_uri", "https://bank.example/register/" + issued.clientId()));
        registered();

        HttpReply read = answer(managed("GET"));
        HttpReply updated =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        for (HttpReply reply : List.of(read, updated)) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(Json.object(reply.body()).text("registration_client_uri"))
                    .contains("https://bank.example/register/client-1");
        }
    }

    @Test
    @DisplayName("POST 201: client_secret and client_secret_expires_at where the bank issues a secret")
    void secret() throws IOException {
        issuer = accepted -> IssuedClient.of(ID, accepted.decidedAt()).withSecret("s3cret");

        HttpReply reply = answer(post());

        assertThat(Json.object(reply.body()).text("client_secret")).contains("s3cret");
        assertThat(reply).asString().doesNotContain("s3cret");
        assertThat(clients.byId.get(ID)).asString().doesNotContain("s3cret");
    }

    @Test
    @DisplayName("POST 400: body of RFC 7591 section 3.2.2; nothing is stored")
    void rejected() throws IOException {
        scenario.policy.violations.add(Scenario.BankReason.POLICY.violation());

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(Json.object(reply.body()).text("error")).contains("invalid_client_metadata");
        assertThat(clients.byId).isEmpty();
        assertThat(events.get(0).verdict().orElseThrow().violations()).hasSize(1);
        assertThat(events.get(0).clientId()).isEmpty();
    }

    @Test
    @DisplayName("HTP-06 The same request a second time is a replay: 400, and one client")
    void replayed() throws IOException {
        assertThat(answer(post()).status()).isEqualTo(201);
        assertThat(answer(post()).status()).isEqualTo(400);
        assertThat(clients.added).isEqualTo(1);
    }

    @Test
    @DisplayName("POST 503 with Retry-After: what could not be checked is neither stored nor refused")
    void indeterminate() throws IOException {
        scenario.guard.down = true;

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "10");
        assertThat(clients.byId).isEmpty();
    }

    @Test
    @DisplayName("POST 503 with Retry-After: a store that cannot be reached is an obstacle, and the evidence is kept")
    void storeDown() throws IOException {
        clients.down = true;

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Retry-After", "7");
        assertThat(events.get(0).verdict().orElseThrow().obstacles())
                .extracting(Obstacle::kind)
                .containsExactly(Obstacle.Kind.CLIENT_STORE);
        assertThat(events.get(0).verdict().orElseThrow().evidence().toString()).contains("ssa.key.id");
    }

    @Test
    @DisplayName("POST 400: another node registered the software between the check and the store")
    void duplicate() throws IOException {
        clients.full = true;

        HttpReply reply = answer(post());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(events.get(0).verdict().orElseThrow().violations())
                .extracting(Violation::reason)
                .isEqualTo(List.of(RegistrationReason.DUPLICATE));
    }

    static Stream<List<String>> contentTypesThatAreNotTaken() {
        return Stream.of(
                List.of(),
                List.of("application/json"),
                List.of("text/plain"),
                List.of("application/x-www-form-urlencoded"),
                List.of("multipart/form-data; boundary=x"),
                List.of("application/jwt;charset=utf-16"),
                List.of("application/jwt; Charset=\"UTF-16LE\""),
                List.of("application/jwt", "application/jwt"),
                List.of("application/jwt, application/json"),
                List.of("application/jwtx"),
                List.of(""));
    }

    @ParameterizedTest
    @MethodSource("contentTypesThatAreNotTaken")
    @DisplayName("HTP-01 A content type that is not taken, missing or twice is 415, and nothing is judged")
    void contentType(List<String> values) throws IOException {
        Call call = new Call("POST", null).body(scenario.requestToken());
        values.forEach(value -> call.header("Content-Type", value));

        HttpReply reply = answer(call);

        assertThat(reply.status()).isEqualTo(415);
        assertThat(Json.object(reply.body()).text("error_description").orElseThrow())
                .contains("application/jose, application/jwt");
        assertThat(scenario.keys.asked()).isEmpty();
        assertThat(events.get(0).verdict()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/jose",
                "APPLICATION/JWT",
                "application/jwt; charset=utf-8",
                "application/jwt;x=y;charset=US-ASCII"
            })
    @DisplayName("HTP-01 application/jwt and application/jose are taken, in any case and with parameters")
    void contentTypeTaken(String value) throws IOException {
        assertThat(answer(new Call("POST", null).header("Content-Type", value).body(scenario.requestToken()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("HTP-02 A body without end is read to the limit and no further: 413")
    void tooLarge() throws IOException {
        Endless endless = new Endless();

        assertThat(answer(post().body(endless)).status()).isEqualTo(413);
        assertThat(endless.read).isLessThanOrEqualTo(RegistrationEndpoint.DEFAULT_MAX_BODY + 1);
    }

    @Test
    @DisplayName("HTP-02 A body with a content coding is not unpacked: 415")
    void coded() throws IOException {
        assertThat(answer(post().header("Content-Encoding", "gzip")).status()).isEqualTo(415);
        assertThat(answer(post().header("Content-Encoding", "identity")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", "\n%s", "\uFEFF%s", "{\"request\":\"%s\"}", "request=%s", " %s", ""})
    @DisplayName("HTP-03 A body that is anything but the token alone is 400")
    void notTheTokenAlone(String body) throws IOException {
        assertThat(answer(post().body(body.formatted(scenario.requestToken()))).status())
                .isEqualTo(400);
        assertThat(clients.byId).isEmpty();
    }

    @Test
    @DisplayName("GET 200: the registered document, with the statement, as it was answered")
    void read() throws IOException {
        options = builder -> builder.form(ResponseForm.standard().withFlattenedStatement());
        String created = answer(post()).body();

        HttpReply reply = answer(managed("GET"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Json.object(reply.body())).isEqualTo(Json.object(created));
        assertThat(Json.object(reply.body()).has("org_status")).isTrue();
    }

    @Test
    @DisplayName("PUT 200: the metadata is replaced, id and tokens stay")
    void updated() throws IOException {
        registered();
        scenario.request = scenario.request.with("scope", "openid accounts payments");

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jose").body(anotherRequest()));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(Json.object(reply.body()).text("scope")).contains("openid accounts payments");
        assertThat(clients.byId.get(ID).registered().metadata()).asString().contains("openid accounts payments");
        assertThat(tokens.holders).containsKey(TOKEN);
    }

    @Test
    @DisplayName("PUT: a client that now needs a secret is given one")
    void reissued() throws IOException {
        registered();
        issuer = new ClientIssuer() {
            @Override
            public IssuedClient issue(AcceptedRegistration accepted) {
                throw new AssertionError("not a new client");
            }

            @Override
            public IssuedClient reissue(AcceptedRegistration accepted, IssuedClient before) {
                return before.withSecret("another");
            }
        };

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(Json.object(reply.body()).text("client_secret")).contains("another");
        assertThat(clients.byId.get(ID).issued().secret()).contains("another");
    }

    @Test
    @DisplayName("PUT 400: what is refused changes nothing")
    void updateRefused() throws IOException {
        registered();
        scenario.request = scenario.request.without("grant_types");

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(clients.replaced).isZero();
        assertThat(events.get(0).clientId()).contains(ID);
    }

    @Test
    @DisplayName("PUT 415 as for POST")
    void updateContentType() throws IOException {
        registered();

        assertThat(answer(managed("PUT").body(anotherRequest())).status()).isEqualTo(415);
    }

    @Test
    @DisplayName(
            "PUT: the body is read before tokens and clients are asked for, so that no slow one keeps a transaction open")
    void updateReadsFirst() throws IOException {
        registered();
        tokens.down = true;
        Endless endless = new Endless();

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(endless));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(endless.read).isEqualTo(RegistrationEndpoint.DEFAULT_MAX_BODY + 1);
    }

    @Test
    @DisplayName("PUT 401: a client that went away meanwhile is not brought back")
    void updateTooLate() throws IOException {
        registered();
        clients.gone = true;

        HttpReply reply =
                answer(managed("PUT").header("Content-Type", "application/jwt").body(anotherRequest()));

        assertThat(reply.status()).isEqualTo(401);
    }

    @Test
    @DisplayName("DELETE 204: the client is gone, and then it is 401")
    void deleted() throws IOException {
        registered();

        assertThat(answer(managed("DELETE")).status()).isEqualTo(204);
        assertThat(clients.byId).isEmpty();
        assertThat(answer(managed("DELETE")).status()).isEqualTo(401);
        assertThat(answer(managed("GET")).status()).isEqualTo(401);
    }

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

    @Test
    @DisplayName("405 with Allow for what is not an operation")
    void methodNotAllowed() throws IOException {
        assertThat(answer(new Call("GET", null)).headers()).containsEntry("Allow", "POST");
        assertThat(answer(new Call("POST", ID)).headers()).containsEntry("Allow", "DELETE, GET, PUT");
        assertThat(answer(new Call("post", null)).status()).isEqualTo(405);
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
    @DisplayName("Without access tokens an endpoint registers clients and does no more")
    void registersOnly() throws IOException {
        RegistrationEndpoint endpoint = RegistrationEndpoint.builder(
                        scenario.validator(), clients, accepted -> IssuedClient.of(ID, accepted.decidedAt()))
                .build();

        assertThat(endpoint.answer(post()).status()).isEqualTo(201);
        assertThat(endpoint.answer(managed("GET")).status()).isEqualTo(405);
    }

    @Test
    @DisplayName("A body that breaks off is the server's to deal with; nothing is judged")
    void breaksOff() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        assertThatThrownBy(() -> answer(post().body(broken))).isInstanceOf(IOException.class);
        assertThat(scenario.keys.asked()).isEmpty();
    }

    @Test
    @DisplayName("An endpoint that could answer nothing does not build")
    void impossible() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().contentTypes().build());
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

    private static final class Call implements RegistrationCall {

        private final String method;
        private final Optional<String> clientId;
        private final Map<String, List<String>> headers = new LinkedHashMap<>();
        private InputStream body = InputStream.nullInputStream();
        private PresentedCertificates certificates = PresentedCertificates.ofDer(List.of(new byte[] {0x30, 0x00}));

        Call(String method, String clientId) {
            this.method = method;
            this.clientId = Optional.ofNullable(clientId);
        }

        Call header(String name, String value) {
            headers.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
            return this;
        }

        Call body(String text) {
            return body(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        }

        Call body(InputStream stream) {
            this.body = stream;
            return this;
        }

        Call certificates(PresentedCertificates presented) {
            this.certificates = presented;
            return this;
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public Optional<String> clientId() {
            return clientId;
        }

        @Override
        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public PresentedCertificates certificates() {
            return certificates;
        }
    }

    private static final class Endless extends InputStream {
        private int read;

        @Override
        public int read() {
            read++;
            return 'a';
        }
    }

    /** A store that fails as a test wants. */
    private static final class Clients implements ClientStore {

        private final Map<String, StoredClient> byId = new HashMap<>();
        private int added;
        private int replaced;
        private boolean down;
        private boolean full;
        private boolean gone;

        private void reach() throws CheckUnavailableException {
            if (down) {
                throw new CheckUnavailableException("database down", Duration.ofSeconds(7));
            }
        }

        @Override
        public boolean add(StoredClient client) throws CheckUnavailableException {
            reach();
            if (!full) {
                added++;
                byId.put(client.clientId(), client);
            }
            return !full;
        }

        @Override
        public Optional<StoredClient> find(String clientId) throws CheckUnavailableException {
            reach();
            return Optional.ofNullable(byId.get(clientId));
        }

        @Override
        public boolean replace(StoredClient client) throws CheckUnavailableException {
            reach();
            if (!gone) {
                replaced++;
                byId.put(client.clientId(), client);
            }
            return !gone;
        }

        @Override
        public boolean remove(String clientId) throws CheckUnavailableException {
            reach();
            return byId.remove(clientId) != null;
        }
    }

    private static final class Tokens implements AccessTokens {

        private final Map<String, String> holders = new HashMap<>(Map.of(TOKEN, ID));
        private final List<String> revoked = new ArrayList<>();
        private boolean down;
        private boolean wantsCertificate;

        @Override
        public Optional<String> clientOf(String token, PresentedCertificates certificates)
                throws CheckUnavailableException {
            if (down) {
                throw new CheckUnavailableException("tokens out of reach", Duration.ofSeconds(7));
            }
            return wantsCertificate && certificates.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(holders.get(token));
        }

        @Override
        public void revoke(String token) {
            holders.remove(token);
            revoked.add(token);
        }
    }
}
