package org.dcrkit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dcrkit.testkit.DcrConformance;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests a registration endpoint over the network, with a directory of its own that the bank must trust. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = {
            "Tests a registration endpoint over the network.",
            "The scenarios are those of the Open Banking conformance suite, those of the OpenID suite for Brasil, and",
            "some that neither has. Serves the directory that the bank must trust; its files are in the folder."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:every test passed", "1:at least one failed", "3:wrong usage"},
        footer = {
            "",
            "Example, in two terminals:",
            "  dcr serve directory --out world --port 8443 --seed 7   (end it when the files are there)",
            "  dcr serve bank @world/bank.options --port 9443",
            "  dcr conformance --target https://localhost:9443/register --out world --directory-port 8443 --seed 7 \\",
            "      --token-endpoint https://localhost:9443/token --auth-method tls_client_auth"
        })
final class ConformanceCommand implements Callable<Integer> {

    /** The methods that need no secret. */
    enum AuthMethod {
        PRIVATE_KEY_JWT,
        TLS_CLIENT_AUTH
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final WorldOptions world = new WorldOptions();

    @Option(names = "--target", required = true, paramLabel = "URL", description = "The registration endpoint to test.")
    @SuppressWarnings("NullAway.Init")
    private URI target;

    @Option(
            names = "--token-endpoint",
            paramLabel = "URL",
            description = "The bank's token endpoint, for the scenarios that manage a client.")
    private @Nullable URI tokenEndpoint;

    @Option(
            names = "--auth-method",
            defaultValue = "private_key_jwt",
            paramLabel = "METHOD",
            description =
                    "What clients register for the token endpoint and authenticate by: private_key_jwt or tls_client_auth;"
                            + " ${DEFAULT-VALUE} unless told otherwise.")
    @SuppressWarnings("NullAway.Init")
    private AuthMethod authMethod;

    @Option(
            names = "--discovery",
            paramLabel = "URL",
            description = "The bank's metadata, for the scenario that reads it.")
    private @Nullable URI discovery;

    @Option(
            names = "--directory-port",
            defaultValue = "8443",
            paramLabel = "PORT",
            description = "The port of the directory; ${DEFAULT-VALUE} unless told otherwise.")
    private int directoryPort;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write the results as JUnit XML.")
    private @Nullable Path junitXml;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the results as an HTML page.")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        FakeDirectory directory = world.directory();
        List<ConformanceResult> results = new ArrayList<>();
        try (DirectoryServer server = directory.serve(directoryPort, line -> {})) {
            FakeTpp tpp = world.tpp(directory);
            MintedFolder folder = world.folder(directory);
            folder.write(tpp, world.audience());
            folder.writeOptions(tpp, server.url(), world.audience(), target.toString());
            DcrConformance tests = DcrConformance.against(target, tpp).audience(world.audience());
            if (authMethod == AuthMethod.TLS_CLIENT_AUTH) {
                tests.valid(RegistrationDraft::tlsClientAuth);
            }
            if (tokenEndpoint != null) {
                tests.tokenEndpoint(tokenEndpoint);
            }
            if (discovery != null) {
                tests.discovery(discovery);
            }
            tests.tests().forEach(node -> run("", node, results, out));
        }
        long failed = results.stream().filter(result -> !result.passed()).count();
        out.println(results.size() - failed + " passed, " + failed + " failed.");
        if (junitXml != null) {
            Files.writeString(junitXml, ConformanceReport.junitXml(results));
        }
        if (html != null) {
            Files.writeString(html, ConformanceReport.html(target.toString(), results));
        }
        return failed == 0 ? ExitStatus.ACCEPTED.code() : ExitStatus.REJECTED.code();
    }

    private static void run(String suite, DynamicNode node, List<ConformanceResult> results, PrintWriter out) {
        if (node instanceof DynamicContainer container) {
            out.println(container.getDisplayName());
            container.getChildren().forEach(child -> run(container.getDisplayName(), child, results, out));
        } else if (node instanceof DynamicTest test) {
            ConformanceResult result = ConformanceResult.of(suite, test);
            results.add(result);
            out.println("  " + result.mark() + " " + result.name() + " ("
                    + result.took().toMillis() + " ms)");
            result.failure().ifPresent(problem -> out.println("      " + PlainText.of(problem)));
        }
    }
}
