package org.dcrkit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads, updates or deletes a registered client (OBIE DCR; RFC 7592). */
abstract class ClientCommand implements Callable<Integer> {

    private static final int FIRST_ERROR = 300;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--registration",
            required = true,
            paramLabel = "FILE",
            description = "The bank's answer, as dcr register --save wrote it.")
    @SuppressWarnings("NullAway.Init")
    private Path registration;

    @Option(
            names = "--registration-endpoint",
            paramLabel = "URL",
            description = "The bank's registration endpoint, for banks that name no registration_client_uri.")
    private @Nullable String registrationEndpoint;

    @Option(
            names = "--bank-token-endpoint",
            paramLabel = "URL",
            description = "Where to get an access token with client credentials and the transport certificate (OBIE);"
                    + " the registration_access_token (RFC 7592) is used unless this is given.")
    private @Nullable String tokenEndpoint;

    @Mixin
    private final TransportOptions transport = new TransportOptions();

    private final String method;

    ClientCommand(String method) {
        this.method = method;
    }

    /** What is sent; empty for nothing. */
    String body() {
        return "";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        HttpCalls calls = new HttpCalls(transport.tls());
        String saved = InputFile.text(registration);
        String clientId = member(saved, "client_id");
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "Bearer " + token(calls, saved, clientId, out));
        String body = body();
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/jwt");
        }
        String url = registrationEndpoint == null
                ? member(saved, "registration_client_uri")
                : registrationEndpoint + "/" + clientId;
        HttpResponse<String> answer = calls.send(method, url, headers, body);
        out.println("Response code: " + answer.statusCode());
        if (!answer.body().isEmpty()) {
            out.println("Response body: " + answer.body());
        }
        return answer.statusCode() < FIRST_ERROR ? ExitStatus.ACCEPTED.code() : ExitStatus.REJECTED.code();
    }

    private String token(HttpCalls calls, String saved, String clientId, PrintWriter out)
            throws IOException, InterruptedException {
        if (tokenEndpoint == null) {
            return member(saved, "registration_access_token");
        }
        HttpResponse<String> answer =
                calls.postForm(tokenEndpoint, Map.of("grant_type", "client_credentials", "client_id", clientId));
        out.println("Token endpoint response code: " + answer.statusCode());
        return HttpCalls.member(answer.body(), "access_token")
                .orElseThrow(() -> new UnusableInputException("The bank gave no access token: " + answer.body()));
    }

    private String member(String saved, String name) {
        return HttpCalls.member(saved, name)
                .orElseThrow(() -> new UnusableInputException(registration + " has no " + name + "."));
    }

    /** {@code dcr get}. */
    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            description = "Reads a registered client back from the bank.",
            footer = {
                "",
                "Example:",
                "  dcr get --registration registration.json --transport world/transport.p12 \\",
                "      --transport-password secret --tls-trust world/ca.pem"
            })
    static final class Get extends ClientCommand {
        Get() {
            super("GET");
        }
    }

    /** {@code dcr delete}. */
    @Command(
            name = "delete",
            mixinStandardHelpOptions = true,
            description = "Deletes a registered client at the bank.",
            footer = {
                "",
                "Example:",
                "  dcr delete --registration registration.json --transport world/transport.p12 \\",
                "      --transport-password secret --tls-trust world/ca.pem"
            })
    static final class Delete extends ClientCommand {
        Delete() {
            super("DELETE");
        }
    }

    /** {@code dcr update}. */
    @Command(
            name = "update",
            mixinStandardHelpOptions = true,
            description = "Replaces a registered client's metadata by those of another signed request.",
            footer = {
                "",
                "Example:",
                "  dcr register @world/register.options --dry-run --save-request update.jwt",
                "  dcr update --request update.jwt --registration registration.json \\",
                "      --transport world/transport.p12 --transport-password secret --tls-trust world/ca.pem"
            })
    static final class Update extends ClientCommand {

        @Option(
                names = "--request",
                required = true,
                paramLabel = "FILE",
                description = "The signed request, as dcr register --dry-run --save-request writes it.")
        @SuppressWarnings("NullAway.Init")
        private Path request;

        Update() {
            super("PUT");
        }

        @Override
        String body() {
            return InputFile.text(request).strip();
        }
    }
}
