package org.dcrkit.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.testkit.RegistrationFlow.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Conformance tests for a registration endpoint, run over real HTTPS against whatever server a user points them at: the
 * scenarios of the Open Banking conformance suite (DCR-001 to DCR-011), the registration negatives of the OpenID suite for
 * Brasil, and our own, which neither of them has.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> conforms() {
 *     return DcrConformance.against(URI.create("https://bank.example/register"), tpp)
 *             .trusting(bankRoot).audience("0015800000jfwxXAAQ").tests();
 * }
 * }</pre>
 *
 * <p>The server must trust the TPP's {@link FakeDirectory}. Scenarios that read, change or delete a client need the token
 * endpoint; without it they are left out, and a test named so says it.
 */
public final class DcrConformance {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Optional<?>[] WITHOUT_CERTIFICATE = {
        Optional.empty(), Optional.of(BAD_REQUEST), Optional.of(UNAUTHORIZED), Optional.of(FORBIDDEN)
    };
    private static final long HOUR = 3_600;

    private final URI endpoint;
    private final FakeTpp tpp;
    private MintedCertificate[] trusted;
    private String audience = "";
    private @Nullable URI discovery;
    private @Nullable URI tokenEndpoint;
    private UnaryOperator<RegistrationDraft> valid = UnaryOperator.identity();

    private DcrConformance(URI endpoint, FakeTpp tpp) {
        this.endpoint = requireNonNull(endpoint, "endpoint");
        this.tpp = requireNonNull(tpp, "tpp");
        this.trusted = new MintedCertificate[] {tpp.directory().openBankingCa().root()};
    }

    /** Tests of that endpoint, made in the name of that TPP. */
    public static DcrConformance against(URI registrationEndpoint, FakeTpp tpp) {
        return new DcrConformance(registrationEndpoint, tpp);
    }

    /** The roots of the server's certificate; the directory's own CA unless given. */
    public DcrConformance trusting(MintedCertificate... roots) {
        this.trusted = roots.clone();
        return this;
    }

    /** Whom requests are meant for. */
    public DcrConformance audience(String aud) {
        this.audience = requireNonNull(aud, "aud");
        return this;
    }

    /** Where the server's metadata is, for DCR-001. */
    public DcrConformance discovery(URI wellKnown) {
        this.discovery = requireNonNull(wellKnown, "wellKnown");
        return this;
    }

    /** Where clients get tokens, for the scenarios that manage a client; they authenticate by the method that they registered. */
    public DcrConformance tokenEndpoint(URI url) {
        this.tokenEndpoint = requireNonNull(url, "url");
        return this;
    }

    /** How a request must differ from the ordinary one for this server to take it. */
    public DcrConformance valid(UnaryOperator<RegistrationDraft> change) {
        this.valid = requireNonNull(change, "change");
        return this;
    }

    /** The tests, in three containers. */
    public Stream<DynamicNode> tests() {
        return Stream.of(
                DynamicContainer.dynamicContainer("Open Banking conformance suite", openBanking()),
                DynamicContainer.dynamicContainer("OpenID suite, Brasil", brasil()),
                DynamicContainer.dynamicContainer("dcr-kit", own()));
    }

    private Stream<DynamicNode> openBanking() {
        long now = tpp.directory().clock().instant().getEpochSecond();
        List<DynamicNode> tests = new ArrayList<>();
        if (discovery != null) {
            tests.add(test("DCR-001 The metadata names the registration endpoint", this::metadata));
        }
        tests.add(test("DCR-002 A new software client is registered", () -> created(good())));
        refused(
                tests,
                "DCR-004 An expired request",
                draft -> draft.claim("exp", now - HOUR).claim("iat", now - 2 * HOUR));
        refused(tests, "DCR-004 An issuer that is a host", draft -> draft.claim("iss", "foo.is/invalid"));
        refused(tests, "DCR-004 An empty issuer", draft -> draft.claim("iss", ""));
        refused(tests, "DCR-004 An issuer of 30 digits", draft -> draft.claim("iss", "1".repeat(30)));
        refused(
                tests,
                "DCR-004 A request signed with RS256",
                draft -> draft.header("alg", "RS256")
                        .claim("id_token_signed_response_alg", "RS256")
                        .claim("request_object_signing_alg", "RS256"));
        refused(
                tests,
                "DCR-011 Response types that are not offered",
                draft -> draft.claim("response_types", List.of("id_token", "token")));
        tests.addAll(managed());
        return tests.stream();
    }

    private List<DynamicNode> managed() {
        if (tokenEndpoint == null) {
            return List.of(test(
                    "DCR-003, 005, 007 to 010 are left out: no token endpoint is given",
                    () -> assertThat(tokenEndpoint).isNull()));
        }
        return List.of(
                test("DCR-003 A deleted client is gone", () -> {
                    Client client = register();
                    assertThat(client.send("DELETE", "").status()).isEqualTo(NO_CONTENT);
                    assertThat(client.send("GET", "").status()).isEqualTo(UNAUTHORIZED);
                }),
                test("DCR-005 A client is retrieved", () -> {
                    Step retrieved = register().send("GET", "");
                    assertThat(retrieved.status()).isEqualTo(OK);
                    assertThat(json(retrieved).has("client_id")).isTrue();
                }),
                test(
                        "DCR-007 A client is not retrieved with an invalid token",
                        () -> assertThat(register()
                                        .withToken("invalid")
                                        .send("GET", "")
                                        .status())
                                .isEqualTo(UNAUTHORIZED)),
                test(
                        "DCR-008 A client is updated",
                        () -> assertThat(register().send("PUT", good().signed()).status())
                                .isEqualTo(OK)),
                test("DCR-009 A client that does not exist is not updated", () -> {
                    Client client = register();
                    client.send("DELETE", "");
                    assertThat(client.send("PUT", good().signed()).status()).isEqualTo(UNAUTHORIZED);
                }),
                test(
                        "DCR-010 A client that does not exist is not retrieved",
                        () -> assertThat(register()
                                        .withId("nobody")
                                        .send("GET", "")
                                        .status())
                                .isEqualTo(UNAUTHORIZED)));
    }

    private Stream<DynamicNode> brasil() {
        List<DynamicNode> tests = new ArrayList<>();
        refused(tests, "A request without software statement", draft -> draft.without("software_statement"));
        refused(
                tests,
                "A statement whose signature is not valid",
                sabotaged("ssa.signature_bit_flipped"),
                "invalid_software_statement");
        refused(
                tests,
                "An invalid redirect URI",
                draft -> draft.claim("redirect_uris", List.of("https://stranger.example/cb")),
                "invalid_redirect_uri",
                "invalid_client_metadata");
        refused(
                tests,
                "No redirect URI",
                draft -> draft.without("redirect_uris"),
                "invalid_redirect_uri",
                "invalid_client_metadata");
        refused(
                tests,
                "Keys at an address that the directory does not give",
                draft -> draft.claim("jwks_uri", "https://stranger.example/keys.jwks"),
                "invalid_client_metadata");
        refused(tests, "Keys by value", sabotaged("metadata.with_jwks"), "invalid_client_metadata");
        tests.add(test(
                "The order of grant types and scopes does not matter",
                () -> created(good().claim(
                                "grant_types", List.of("client_credentials", "refresh_token", "authorization_code")))));
        tests.add(test("A request without a client certificate is refused, in TLS or after it", () -> {
            assertThat(statusWithoutCertificate()).isIn((Object[]) WITHOUT_CERTIFICATE);
            created(good());
        }));
        return tests.stream();
    }

    /** The answer to a good request over a connection without a client certificate; none where TLS ends it. */
    private Optional<Integer> statusWithoutCertificate() {
        try {
            return Optional.of(RegistrationFlow.withoutCertificate(tpp, trusted)
                    .post(endpoint, good().signed())
                    .status());
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private Stream<DynamicNode> own() {
        List<DynamicNode> tests = new ArrayList<>();
        refused(tests, "A forged statement", sabotaged("ssa.signed_by_stranger"), "invalid_software_statement");
        refused(
                tests,
                "A statement that the software signed itself",
                sabotaged("ssa.signed_by_the_software"),
                "invalid_software_statement");
        refused(
                tests,
                "A statement of an unknown issuer",
                sabotaged("ssa.issuer_unknown"),
                "unapproved_software_statement",
                "invalid_software_statement");
        refused(
                tests,
                "A request signed by other software",
                sabotaged("request.signed_by_other_software"),
                "invalid_client_metadata");
        refused(
                tests,
                "A request for another bank",
                sabotaged("request.audience_of_another_bank"),
                "invalid_client_metadata");
        refused(tests, "An unknown scope", sabotaged("metadata.scope_unknown"), "invalid_client_metadata");
        refused(
                tests,
                "A redirect URI that only starts like one of the statement",
                sabotaged("redirect_uri.with_more_path"),
                "invalid_redirect_uri");
        refused(
                tests,
                "One foreign redirect URI among good ones",
                sabotaged("redirect_uri.one_of_several_foreign"),
                "invalid_redirect_uri");
        refused(
                tests,
                "Keys of the software on a stranger's host",
                sabotaged("ssa.keys_elsewhere"),
                "invalid_software_statement",
                "invalid_client_metadata");
        tests.add(test("A request that was used before", () -> {
            String request = good().signed();
            assertThat(flow().post(endpoint, request).status()).isEqualTo(CREATED);
            assertRefused(flow().post(endpoint, request), "invalid_client_metadata");
        }));
        tests.add(test("The certificate of another organisation", () -> {
            MintedCertificate another = tpp.directory()
                    .tpp(tpp.name() + " and another")
                    .transport(tpp.transportKind())
                    .build()
                    .transportCertificate();
            assertRefused(
                    flow().showing(another, trusted).post(endpoint, good().signed()),
                    "invalid_software_statement",
                    "invalid_client_metadata");
        }));
        return tests.stream();
    }

    private void metadata() {
        Step step = flow().send("metadata", HttpRequest.newBuilder(requireNonNull(discovery)));
        assertThat(step.status()).isEqualTo(OK);
        assertThat(URI.create(json(step).text("registration_endpoint").orElse("")))
                .isEqualTo(endpoint);
    }

    private UnaryOperator<RegistrationDraft> sabotaged(String name) {
        return Sabotage.named(name).orElseThrow(() -> new IllegalStateException("no sabotage " + name))::ruin;
    }

    private void refused(
            List<DynamicNode> tests, String name, UnaryOperator<RegistrationDraft> change, String... errors) {
        tests.add(test(
                name + " is refused",
                () -> assertRefused(flow().post(endpoint, change.apply(good()).signed()), errors)));
    }

    private static void assertRefused(Step step, String... errors) {
        assertThat(step.status()).as(step.body()).isEqualTo(BAD_REQUEST);
        String error = json(step).text("error").orElse("");
        if (errors.length > 0) {
            assertThat(error).as(step.body()).isIn((Object[]) errors);
        } else {
            assertThat(error).as(step.body()).isNotEmpty();
        }
    }

    private void created(RegistrationDraft draft) {
        Step step = flow().post(endpoint, draft.signed());
        assertThat(step.status()).as(step.body()).isEqualTo(CREATED);
        assertThat(json(step).text("client_id").orElse("")).as(step.body()).isNotEmpty();
    }

    private RegistrationDraft good() {
        return valid.apply(tpp.registration(audience));
    }

    private RegistrationFlow flow() {
        return RegistrationFlow.of(tpp, trusted);
    }

    private Client register() {
        Step step = flow().post(endpoint, good().signed());
        assertThat(step.status()).as(step.body()).isEqualTo(CREATED);
        String id = json(step).text("client_id").orElseThrow();
        Step token = flow().send("token", TokenRequest.of(tpp, requireNonNull(tokenEndpoint), json(step)));
        assertThat(token.status()).as(token.body()).isEqualTo(OK);
        return new Client(id, json(token).text("access_token").orElseThrow());
    }

    /** A registered client and its token. */
    private final class Client {

        private final String id;
        private final String token;

        Client(String id, String token) {
            this.id = id;
            this.token = token;
        }

        Client withToken(String other) {
            return new Client(id, other);
        }

        Client withId(String other) {
            return new Client(other, token);
        }

        Step send(String method, String body) {
            return flow().send(
                            method,
                            HttpRequest.newBuilder(URI.create(endpoint + "/" + id))
                                    .header("Authorization", "Bearer " + token)
                                    .header("Content-Type", "application/jwt")
                                    .method(method, BodyPublishers.ofString(body)));
        }
    }

    private static JsonObject json(Step step) {
        return step.json().orElseThrow(() -> new AssertionError("not a JSON object: " + step.body()));
    }

    private static DynamicTest test(String name, Executable test) {
        return DynamicTest.dynamicTest(name, test);
    }
}
