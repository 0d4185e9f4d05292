package org.dcrkit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.testkit.TokenDraft;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers a TPP at a bank: assertion, token, statement, request, POST over mutual TLS; each step is printed. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Registers at a bank as a TPP.",
            "It authenticates at the directory, fetches the software statement, signs the request and posts it over",
            "mutual TLS. Each step is printed with its response code and body.",
            "Options may stand in a file, one a line: dcr register @FILE."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:registered", "1:refused", "3:wrong usage, or a server could not be reached"},
        footer = {
            "",
            "Examples:",
            "  dcr register @world/register.options --save registration.json",
            "  dcr register @world/register.options --spec 3.1 --auth-method tls_client_auth --dry-run",
            "  dcr register @world/register.options --alg RS256 --claim application_type=Web"
        })
final class RegisterCommand implements Callable<Integer> {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String DIRECTORY_SCOPES = "ASPSPReadAccess TPPReadAccess AuthoritiesReadAccess";
    private static final long ASSERTION_SECONDS = 300;
    private static final int CREATED = 201;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final TppOptions tpp = new TppOptions();

    @Mixin
    private final RequestClaims request = new RequestClaims();

    @Option(names = "--org-id", paramLabel = "ID", description = "The organisation's id, in the statement's address.")
    private @Nullable String organisationId;

    @Option(names = "--token-endpoint", paramLabel = "URL", description = "The directory's token endpoint.")
    private @Nullable String tokenEndpoint;

    @Option(
            names = "--directory-api",
            paramLabel = "URL",
            description = "Where the directory's API begins: the statement is at URL/tpp/ORG/ssa/SOFTWARE.")
    private @Nullable String directoryApi;

    @Option(
            names = "--ssa",
            paramLabel = "FILE",
            description = "A software statement; without it, one is fetched from the directory.")
    private @Nullable Path ssa;

    @Option(
            names = "--registration-endpoint",
            required = true,
            paramLabel = "URL",
            description = "The bank's registration endpoint.")
    @SuppressWarnings("NullAway.Init")
    private String registrationEndpoint;

    @Option(
            names = "--alg",
            defaultValue = "PS256",
            paramLabel = "NAME",
            description = "What the request is signed with; PS256 unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String algorithm;

    @Option(
            names = "--content-type",
            defaultValue = "application/jwt",
            paramLabel = "TYPE",
            description = "Some banks want application/jose; application/jwt unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private String contentType;

    @Option(names = "--dry-run", description = "Stop before anything is sent to the bank.")
    private boolean dryRun;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write the bank's answer there, for dcr get, update and delete.")
    private @Nullable Path save;

    @Option(names = "--save-request", paramLabel = "FILE", description = "Write the signed request there.")
    private @Nullable Path saveRequest;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        HttpCalls calls = new HttpCalls(tpp.tls());
        String statement =
                ssa == null ? fetchedStatement(calls, out) : InputFile.text(ssa).strip();
        Instant now = InstantSource.system().instant();
        String jwt = TokenDraft.of(request.claims(tpp, statement, now), tpp.key())
                .header("alg", algorithm)
                .signed();
        step(out, "Request JWT", jwt);
        if (saveRequest != null) {
            Files.writeString(saveRequest, jwt + "\n");
        }
        if (dryRun) {
            out.println("Dry run: nothing was sent to " + registrationEndpoint + ".");
            return ExitStatus.ACCEPTED.code();
        }
        HttpResponse<String> answer =
                calls.send("POST", registrationEndpoint, Map.of("Content-Type", contentType), jwt);
        step(out, "Client registration response code", Integer.toString(answer.statusCode()));
        step(out, "Client registration response body", answer.body());
        if (answer.statusCode() != CREATED) {
            return ExitStatus.REJECTED.code();
        }
        if (save != null) {
            Files.writeString(save, answer.body());
        }
        return ExitStatus.ACCEPTED.code();
    }

    private String fetchedStatement(HttpCalls calls, PrintWriter out) throws IOException, InterruptedException {
        String endpoint = required(tokenEndpoint, "--token-endpoint");
        String assertion = assertion(endpoint);
        step(out, "Private key JWT", assertion);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("scope", DIRECTORY_SCOPES);
        form.put("client_id", tpp.softwareId());
        form.put("client_assertion_type", ASSERTION_TYPE);
        form.put("client_assertion", assertion);
        HttpResponse<String> token = calls.postForm(endpoint, form);
        step(out, "Token endpoint response code", Integer.toString(token.statusCode()));
        step(out, "Token endpoint response body", token.body());
        String bearer = HttpCalls.member(token.body(), "access_token")
                .orElseThrow(() -> new UnusableInputException("The directory gave no access token."));
        step(out, "Access token", bearer);
        String address = required(directoryApi, "--directory-api") + "/tpp/" + required(organisationId, "--org-id")
                + "/ssa/" + tpp.softwareId();
        step(out, "SSA endpoint", address);
        HttpResponse<String> statement = calls.get(address, bearer);
        step(out, "SSA response code", Integer.toString(statement.statusCode()));
        step(out, "SSA response body", statement.body());
        if (CompactToken.parse(statement.body().strip()).isEmpty()) {
            throw new UnusableInputException("The directory gave no software statement.");
        }
        return statement.body().strip();
    }

    /** RFC 7523, section 2.2. */
    private String assertion(String audience) {
        long now = InstantSource.system().instant().getEpochSecond();
        return TokenDraft.of(
                        JsonObject.empty()
                                .with("iss", tpp.softwareId())
                                .with("sub", tpp.softwareId())
                                .with("aud", audience)
                                .with("jti", UUID.randomUUID().toString())
                                .with("iat", now)
                                .with("exp", now + ASSERTION_SECONDS),
                        tpp.key())
                .signed();
    }

    private static String required(@Nullable String value, String option) {
        if (value == null) {
            throw new UnusableInputException("Without --ssa, the statement is fetched: give " + option + ".");
        }
        return value;
    }

    private static void step(PrintWriter out, String what, String value) {
        out.println(what + ": " + value);
    }
}
