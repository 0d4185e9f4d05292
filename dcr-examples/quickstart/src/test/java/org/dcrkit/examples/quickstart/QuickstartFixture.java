package org.dcrkit.examples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The first embedding, over real mutual TLS, with a directory over real HTTPS. */
abstract class QuickstartFixture {

    static final String AUDIENCE = "0015800001QUICKAAA";
    static final Duration PATIENCE = Duration.ofSeconds(20);

    static final FakeDirectory DIRECTORY =
            FakeDirectory.openBanking(InstantSource.system()).build();
    static final Queue<RegistrationEvent> EVENTS = new ConcurrentLinkedQueue<>();
    static DirectoryServer directoryServer;
    static FakeTpp tpp;
    static JwksKeySource keys;
    static Quickstart bank;

    @BeforeAll
    static void start() throws Exception {
        directoryServer = DIRECTORY.serve();
        tpp = DIRECTORY.tpp("Acme").build();
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        DIRECTORY
                .trustAnchors()
                .forEach(root -> anchors.anchor(root.getSubjectX500Principal().getName(), root));
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry("root", DIRECTORY.openBankingCa().root().x509());
        keys = JwksKeySource.builder(HttpsKeySource.builder(InstantSource.system())
                        .privateHosts(DIRECTORY.allowedHosts())
                        .trustStore(roots)
                        .build())
                .build();
        bank = Quickstart.start(
                0,
                DIRECTORY
                        .openBankingCa()
                        .server()
                        .mint()
                        .sslContext(DIRECTORY.openBankingCa().root()),
                Quickstart.validator(DIRECTORY.trustedAlone(), keys, anchors.build(), AUDIENCE, InstantSource.system()),
                EVENTS::add);
    }

    @AfterAll
    static void stop() {
        bank.close();
        keys.close();
        directoryServer.close();
    }

    @BeforeEach
    void forget() {
        EVENTS.clear();
    }

    static URI endpoint() {
        return URI.create(bank.url() + "/register");
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client().send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tpp.transportCertificate()
                        .sslContext(DIRECTORY.openBankingCa().root()))
                .build();
    }

    static HttpRequest.Builder post(BodyPublisher body) {
        return HttpRequest.newBuilder(endpoint())
                .header("Content-Type", "application/jwt")
                .POST(body);
    }

    static String request() {
        return tpp.registration(AUDIENCE).signed();
    }

    static int status(HttpRequest.Builder request) {
        try {
            return send(request).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
