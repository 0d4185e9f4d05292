package org.dcrkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dcrkit.claims.JsonValue.JsonArray;
import org.dcrkit.claims.JsonValue.JsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The TPP's side against a directory and a bank in processes of their own, over real sockets. */
class RegisterCommandTest {

    private static final List<String> STEPS = List.of(
            "Private key JWT",
            "Token endpoint response code",
            "Token endpoint response body",
            "Access token",
            "SSA endpoint",
            "SSA response code",
            "SSA response body",
            "Request JWT",
            "Client registration response code",
            "Client registration response body");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServedProcess directory;

    @SuppressWarnings("NullAway.Init")
    private static ServedProcess bank;

    @BeforeAll
    static void serve() throws IOException {
        directory = ServedProcess.start("serve", "directory", "--out=" + folder, "--port=0", "--seed=11");
        bank = ServedProcess.start("serve", "bank", "@" + folder + "/bank.options", "--port=0");
    }

    @AfterAll
    static void stop() {
        bank.close();
        directory.close();
    }

    private static Run register(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "register", "@" + folder + "/register.options", "--registration-endpoint=" + bank.url() + "/register"));
        arguments.addAll(Arrays.asList(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static Run manage(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--registration=" + folder + "/registration.json",
                "--transport=" + folder + "/transport.p12",
                "--transport-password=secret",
                "--tls-trust=" + folder + "/ca.pem"));
        arguments.addAll(Arrays.asList(more));
        return Run.of(arguments.toArray(String[]::new));
    }

    private static List<String> names(Run run) {
        return run.out()
                .lines()
                .map(line -> line.substring(0, line.indexOf(": ")))
                .toList();
    }

    private static String value(Run run, String name) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 2);
    }

    @Test
    @DisplayName("registers, reads back, updates, reads with an OBIE access token, deletes, and is gone")
    void wholeLife() throws IOException {
        Run registered = register("--save=" + folder + "/registration.json");
        assertThat(registered.status()).as(registered.out() + registered.err()).isZero();
        assertThat(names(registered)).as("Ping's steps in Ping's order").isEqualTo(STEPS);
        assertThat(value(registered, "Token endpoint response code")).isEqualTo("200");
        assertThat(value(registered, "SSA response code")).isEqualTo("200");
        assertThat(value(registered, "Client registration response code")).isEqualTo("201");
        assertThat(value(registered, "Client registration response body"))
                .contains("\"client_id\":")
                .contains("\"software_statement\":\"" + value(registered, "SSA response body") + "\"");

        assertThat(manage("get").out()).startsWith("Response code: 200").contains("openid accounts payments");

        Run request =
                register("--dry-run", "--scope=openid accounts", "--save-request=" + folder.resolve("update.jwt"));
        assertThat(request.status()).isZero();
        assertThat(request.out()).contains("Dry run: nothing was sent to").doesNotContain("Client registration");
        assertThat(manage("update", "--request=" + folder.resolve("update.jwt")).out())
                .startsWith("Response code: 200");
        assertThat(manage("get", "--bank-token-endpoint=" + bank.url() + "/token")
                        .out())
                .startsWith("Token endpoint response code: 200")
                .contains("\"scope\":\"openid accounts\"");

        assertThat(manage("delete")).isEqualTo(new Run(0, "Response code: 204\n", ""));
        Run gone = manage("get");
        assertThat(gone.out()).startsWith("Response code: 401");
        assertThat(gone.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /token, client%5Fid=none&grant_type=client_credentials, 401, invalid_client",
        "POST, /token, client_id={id}, 400, invalid_request",
        "POST, /token, client_id={id}&grant_type=%zz, 400, invalid_request",
        "POST, /token, client_id={id}&grant_type=a&grant_type=b, 400, invalid_request",
        "POST, /token, client_id={id}&grant_type=authorization_code, 400, unsupported_grant_type",
        "POST, /token, client%5Fid={id}&grant_type=client%5Fcredentials, 200, access_token",
        "PUT, /token, client_id={id}&grant_type=client_credentials, 405, invalid_request",
        "POST, /tokens, client_id={id}&grant_type=client_credentials, 404, invalid_request",
        "POST, /token/, client_id={id}&grant_type=client_credentials, 404, invalid_request"
    })
    @DisplayName(
            "RFC 6749, section 5.2: what is no request for a token of a client that was registered is refused by its error")
    void tokenEndpoint(String method, String path, String form, int status, String word) throws Exception {
        HttpCalls tpp = new HttpCalls(
                KeyStoreTls.of(folder.resolve("transport.p12"), "secret", TlsTrust.read(folder.resolve("ca.pem"))));
        String id = HttpCalls.member(value(register(), "Client registration response body"), "client_id")
                .orElseThrow();

        HttpResponse<String> response = tpp.send(
                method,
                bank.url() + path,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form.replace("{id}", id));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(word);
    }

    @Test
    @DisplayName("what Ping's tool sends is refused, and explain names RS256, Web and implicit")
    void pingsOwnRequest() {
        Path request = folder.resolve("ping.jwt");
        Run refused = register(
                "--alg=RS256",
                "--claim=application_type=Web",
                "--claim=grant_types=[\"authorization_code\",\"refresh_token\",\"client_credentials\",\"implicit\"]",
                "--claim=scope=",
                "--claim=software_id=",
                "--save-request=" + request);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(value(refused, "Client registration response code")).isEqualTo("400");
        assertThat(value(refused, "Client registration response body")).contains("token.alg_not_allowed");

        Run explained = Run.of(
                "explain",
                "--request=" + request,
                "--cert=" + folder + "/transport.pem",
                "--online",
                "--directory-url=" + directory.url() + "/keystore/openbanking.jwks",
                "--private-host=" + directory.url().replace("https://", ""),
                "--tls-trust=" + folder + "/ca.pem",
                "--trust-anchors=" + folder + "/ca.pem",
                "--audience=" + DemoBank.AUDIENCE);
        assertThat(explained.status()).isEqualTo(1);
        assertThat(explained.out())
                .containsPattern("FAILED.*token.alg_not_allowed")
                .contains("got       RS256")
                .containsPattern("FAILED.*policy.grant_type_not_allowed")
                .contains("got       implicit")
                .contains("! application_type is written Web");
    }

    @Test
    @DisplayName("explain --online fetches from the directory, and accepts what is good")
    void online() {
        Path request = folder.resolve("good.jwt");
        assertThat(register("--dry-run", "--save-request=" + request).status()).isZero();
        Run explained = Run.of(
                "validate",
                "--request=" + request,
                "--cert=" + folder + "/transport.pem",
                "--online",
                "--directory-url=" + directory.url() + "/keystore/openbanking.jwks",
                "--private-host=" + directory.url().replace("https://", ""),
                "--tls-trust=" + folder + "/ca.pem",
                "--trust-anchors=" + folder + "/ca.pem",
                "--audience=" + DemoBank.AUDIENCE);
        assertThat(explained.out()).startsWith("ACCEPTED (201)").containsPattern("ssa.keys.source +" + directory.url());
        assertThat(explained.status()).isZero();
    }

    @ParameterizedTest(name = "OBIE {0}")
    @DisplayName("the request takes the shape of the version")
    @CsvSource({
        "3.1, tls_client_auth_dn, array",
        "3.2, tls_client_auth_subject_dn, string",
        "3.3, tls_client_auth_subject_dn, string",
        "3.4, tls_client_auth_subject_dn, string"
    })
    void versions(String version, String subject, String scope) {
        Run run = register("--dry-run", "--spec=" + version, "--auth-method=tls_client_auth");
        CompactToken request = CompactToken.parse(value(run, "Request JWT")).orElseThrow();
        assertThat(request.claims().text(subject)).isPresent();
        assertThat(request.claims().has("token_endpoint_auth_signing_alg")).isFalse();
        assertThat(request.claims().get("scope").orElseThrow())
                .isInstanceOf(Map.of("array", JsonArray.class, "string", JsonString.class)
                        .get(scope));
    }

    @Test
    @DisplayName("a bank that is not there, and a version that does not exist: a sentence, status 3")
    void unreachable() throws IOException {
        Run nobody = register("--registration-endpoint=https://localhost:1/register");
        assertThat(nobody.err()).contains("https://localhost:1/register cannot be reached");
        assertThat(nobody.status()).isEqualTo(3);
        assertThat(register("--spec=4.0").err()).contains("There is no version 4.0 of the specification.");
        Files.writeString(folder.resolve("registration.txt"), "{}");
        assertThat(manage("get", "--registration=" + folder + "/registration.txt")
                        .err())
                .contains("registration.txt has no client_id.");
    }

    @Test
    @DisplayName("the bank logs a line for each request, and its verdicts")
    void log() throws IOException, InterruptedException {
        try (ServedProcess another = ServedProcess.start(
                "serve", "bank", "@" + folder + "/bank.options", "--port=0", "--policy=metro-bank")) {
            Run run = register("--registration-endpoint=" + another.url() + "/register");
            assertThat(run.status()).isEqualTo(1);
            assertThat(another.linesTo("POST /register 400"))
                    .anyMatch(line -> line.matches("\\S+Z rejected: request.signature_invalid at request:/.*"))
                    .anyMatch(line -> line.matches("\\S+Z POST /register 400"));
        }
    }
}
