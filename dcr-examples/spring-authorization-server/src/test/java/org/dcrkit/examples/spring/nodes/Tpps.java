package org.dcrkit.examples.spring.nodes;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dcrkit.claims.JsonLimits;
import org.dcrkit.claims.JsonParse;
import org.dcrkit.claims.JsonValue.JsonObject;
import org.dcrkit.claims.StrictJson;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.testkit.RegistrationDraft;

/** The world outside the bank: a directory over HTTPS and a TPP over mutual TLS, with what the bank has to be told of them. */
final class Tpps implements AutoCloseable {

    static final String AUDIENCE = "0015800001NODESAAA";

    /** So short that keys are fetched anew every minute, and now and then while the directory is down. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final String PASSWORD = "secret";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PATIENCE_MILLIS = 5_000;

    private final FakeDirectory directory =
            FakeDirectory.openBanking(InstantSource.system()).build();
    private DirectoryServer server = directory.serve().keySetsFreshFor(FRESH);
    private int fetches;
    private final int port = URI.create(server.url()).getPort();
    private final FakeTpp tpp = directory.tpp("Acme Accounts").build();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(tpp.transportCertificate()
                    .sslContext(directory.openBankingCa().root()))
            .build();

    FakeDirectory directory() {
        return directory;
    }

    /** How many key sets were fetched from the directory. */
    synchronized int fetches() {
        return fetches + server.requests().size();
    }

    /** Nobody listens any more where the directory was. */
    synchronized void goDown() {
        server.close();
    }

    synchronized void comeBack() {
        fetches += server.requests().size();
        server = directory.serve(port, line -> {}).keySetsFreshFor(FRESH);
    }

    /** A request with a statement that somebody else signed. */
    RegistrationDraft forged() {
        return request()
                .ssa(statement -> statement
                        .signedBy(tpp.signingKey())
                        .header("kid", directory.signingKey().kid()));
    }

    RegistrationDraft request() {
        return tpp.registration(AUDIENCE);
    }

    /** Properties of a bank that trusts this directory; its files are written into the folder. */
    List<String> bankProperties(Path folder) throws IOException {
        Path keyStore = Files.write(
                folder.resolve("bank.p12"),
                directory.openBankingCa().server().mint().pkcs12(PASSWORD.toCharArray()));
        Path roots = Files.writeString(
                folder.resolve("roots.pem"),
                directory.openBankingCa().root().pem()
                        + directory.qualifiedCa().root().pem());
        return List.of(
                "--spring.security.oauth2.authorizationserver.issuer=https://bank.example",
                "--dcr.server.key-store=" + keyStore,
                "--dcr.server.key-store-password=" + PASSWORD,
                "--dcr.policy.audiences=" + AUDIENCE,
                "--dcr.trust.anchors=" + roots,
                "--dcr.trust.tls-authorities=" + roots,
                "--dcr.trust.revocation.mode=disabled",
                "--dcr.trust.revocation.because=a test",
                "--dcr.trust.private-hosts=" + server.url().replace("https://", ""),
                "--dcr.trust.directories[0].name=directory",
                "--dcr.trust.directories[0].issuer=" + directory.issuer(),
                "--dcr.trust.directories[0].key-set-url=" + directory.keySetUrl(),
                "--dcr.trust.directories[0].environment=sandbox",
                "--dcr.trust.directories[0].allowed-hosts=" + server.url().replace("https://", ""));
    }

    /** The statement inside a request; each request has one of its own. */
    static String statement(String request) {
        byte[] claims = Base64.getUrlDecoder().decode(request.split("\\.")[1]);
        if (StrictJson.parse(claims, JsonLimits.forToken()) instanceof JsonParse.Parsed parsed
                && parsed.value() instanceof JsonObject object) {
            return object.text("software_statement").orElseThrow();
        }
        throw new AssertionError("not a JSON object");
    }

    /** Whether anybody listens where the directory is. */
    boolean isUp() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), PATIENCE_MILLIS);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    CompletableFuture<HttpResponse<String>> post(URI endpoint, String request) {
        return client.sendAsync(
                HttpRequest.newBuilder(endpoint)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/jwt")
                        .POST(BodyPublishers.ofString(request))
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public synchronized void close() {
        server.close();
    }
}
