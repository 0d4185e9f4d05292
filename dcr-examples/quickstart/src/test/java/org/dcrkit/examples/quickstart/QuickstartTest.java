package org.dcrkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.endpoint.RegistrationEvent;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.testkit.DcrConformance;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first embedding, over real mutual TLS, with a directory over real HTTPS. */
class QuickstartTest {

    private static final String AUDIENCE = "0015800001QUICKAAA";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CHUNK = 70_000;
    private static final int AT_ONCE = 64;

    private static final FakeDirectory DIRECTORY =
            FakeDirectory.openBanking(InstantSource.system()).build();
    private static final Queue<RegistrationEvent> EVENTS = new ConcurrentLinkedQueue<>();
    private static DirectoryServer directoryServer;
    private static FakeTpp tpp;
    private static JwksKeySource keys;
    private static Quickstart bank;

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

    private static URI endpoint() {
        return URI.create(bank.url() + "/register");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client().send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tpp.transportCertificate()
                        .sslContext(DIRECTORY.openBankingCa().root()))
                .build();
    }

    private static HttpRequest.Builder post(BodyPublisher body) {
        return HttpRequest.newBuilder(endpoint())
                .header("Content-Type", "application/jwt")
                .POST(body);
    }

    private static String request() {
        return tpp.registration(AUDIENCE).signed();
    }

    @TestFactory
    @DisplayName("The quickstart conforms, as far as it goes: it has no token endpoint")
    Stream<DynamicNode> conforms() {
        return DcrConformance.against(endpoint(), tpp)
                .audience(AUDIENCE)
                .trusting(DIRECTORY.openBankingCa().root())
                .tests();
    }

    @Test
    @DisplayName("HTP-02 A chunked body without end is answered with 413 while it is still coming")
    void endless() throws Exception {
        try (SSLSocket socket = connected()) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/jwt\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            out.write((Integer.toHexString(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[CHUNK]);
            out.flush();

            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
        assertThat(EVENTS)
                .singleElement()
                .satisfies(event -> assertThat(event.verdict()).isEmpty());
    }

    private static SSLSocket connected() throws IOException {
        SSLSocket socket = (SSLSocket) tpp.transportCertificate()
                .sslContext(DIRECTORY.openBankingCa().root())
                .getSocketFactory()
                .createSocket("localhost", endpoint().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    @DisplayName("HTP-02 Requests that never end their bodies keep nobody else waiting for longer than maxReqTime")
    void slow(int requests) throws Exception {
        List<SSLSocket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < requests; i++) {
                SSLSocket socket = connected();
                stalled.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write(
                        "POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/jwt\r\nContent-Length: 9000\r\n\r\neyJ"
                                .getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }

            assertThat(send(post(BodyPublishers.ofString(request()))).statusCode())
                    .isEqualTo(201);
        } finally {
            for (SSLSocket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("HTP-06 One request submitted 16 times at once is accepted once; the others are told that it was used")
    void concurrently() {
        String request = request();

        List<Integer> statuses = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> status(post(BodyPublishers.ofString(request))))
                .sorted()
                .toList();

        assertThat(statuses)
                .hasSize(16)
                .startsWith(201)
                .filteredOn(status -> status == 400)
                .hasSize(15);
        assertThat(EVENTS)
                .flatExtracting(event -> event.verdict().orElseThrow().violations())
                .hasSize(15)
                .allSatisfy(violation -> assertThat(violation.reason().code()).isEqualTo("request.replayed"));
    }

    private static int status(HttpRequest.Builder request) {
        try {
            return send(request).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName(
            "HTP-07 1,000 requests at once with 1,000 unknown key ids make the bank ask the directory at most once more")
    void unknownKeyIds() {
        assertThat(status(post(BodyPublishers.ofString(request())))).isEqualTo(201);
        int asked = keySetRequests();
        assertThat(asked).isPositive();
        HttpClient client = client();
        Semaphore open = new Semaphore(AT_ONCE);

        List<Integer> statuses = IntStream.range(0, 1_000)
                .mapToObj(i -> tpp.registration(AUDIENCE)
                        .ssa(ssa -> ssa.header("kid", "unknown-" + i))
                        .signed())
                .map(request -> {
                    open.acquireUninterruptibly();
                    return client.sendAsync(
                                    post(BodyPublishers.ofString(request))
                                            .timeout(PATIENCE)
                                            .build(),
                                    BodyHandlers.ofString())
                            .whenComplete((response, failure) -> open.release());
                })
                .toList()
                .stream()
                .map(response -> response.join().statusCode())
                .toList();

        assertThat(statuses).hasSize(1_000).containsOnly(400);
        assertThat(keySetRequests() - asked).isLessThanOrEqualTo(1);
    }

    private static int keySetRequests() {
        String path = URI.create(DIRECTORY.keySetUrl()).getPath();
        return (int) directoryServer.requests().stream()
                .filter(request -> request.contains(path))
                .count();
    }

    @Test
    @DisplayName(
            "HTP-08 A thread that is interrupted while the directory is silent ends at once, undecided, and stays interrupted")
    void interrupted() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                JwksKeySource keysOfNobody = JwksKeySource.builder(HttpsKeySource.builder(InstantSource.system())
                                .privateHosts(AllowedHosts.of("localhost:" + silent.getLocalPort()))
                                .build())
                        .build()) {
            RegistrationValidator validator = Quickstart.validator(
                    TrustedDirectories.of(TrustedDirectory.builder(
                                    "silent",
                                    DIRECTORY.issuer(),
                                    "https://localhost:" + silent.getLocalPort() + "/keys")
                            .allowedHosts(AllowedHosts.of("localhost:" + silent.getLocalPort()))
                            .build()),
                    keysOfNobody,
                    TrustAnchors.builder()
                            .anchor("root", DIRECTORY.openBankingCa().root().x509())
                            .build(),
                    AUDIENCE,
                    InstantSource.system());
            AtomicBoolean stillInterrupted = new AtomicBoolean();
            CompletableFuture<Verdict<AcceptedRegistration>> verdict = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                verdict.complete(
                        validator.validate(new RegistrationSubmission(request(), tpp.transportCertificates())));
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            try (Socket asked = silent.accept()) {
                caller.interrupt();
                assertThat(verdict.get(2, TimeUnit.SECONDS).obstacles())
                        .extracting(Obstacle::kind)
                        .containsExactly(Obstacle.Kind.DIRECTORY_KEYS);
                caller.join(PATIENCE.toMillis());
                assertThat(asked.isConnected()).isTrue();
            }
            assertThat(stillInterrupted).isTrue();
        }
    }

    @Test
    @DisplayName("404 beside the endpoint, 405 for operations that a bank without tokens does not offer")
    void elsewhere() throws Exception {
        assertThat(status(HttpRequest.newBuilder(URI.create(bank.url() + "/registered"))))
                .isEqualTo(404);
        for (String path : List.of("/register/", "/register/client-1/", "/register/client-1/more", "/register/a%2Fb")) {
            assertThat(status(HttpRequest.newBuilder(URI.create(bank.url() + path))))
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(status(HttpRequest.newBuilder(endpoint()))).isEqualTo(405);
        assertThat(status(HttpRequest.newBuilder(URI.create(endpoint() + "/client-1"))))
                .isEqualTo(405);
    }

    @Test
    @DisplayName(
            "While the directory is down and nothing is cached it is 503 with Retry-After; when it is back it is 201")
    void outage() throws Exception {
        String request = request();
        FakeDirectory gone = FakeDirectory.openBanking(InstantSource.system()).build();
        DirectoryServer goneServer = gone.serve();
        FakeTpp other = gone.tpp("Other").build();
        String fromGone = other.registration(AUDIENCE).signed();
        TrustAnchors anchors = TrustAnchors.builder()
                .anchor("root", gone.openBankingCa().root().x509())
                .build();
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry("root", gone.openBankingCa().root().x509());
        goneServer.close();
        try (JwksKeySource cold = JwksKeySource.builder(HttpsKeySource.builder(InstantSource.system())
                                .privateHosts(gone.allowedHosts())
                                .trustStore(roots)
                                .build())
                        .build();
                Quickstart lonely = Quickstart.start(
                        0,
                        gone.openBankingCa()
                                .server()
                                .mint()
                                .sslContext(gone.openBankingCa().root()),
                        Quickstart.validator(gone.trustedAlone(), cold, anchors, AUDIENCE, InstantSource.system()),
                        EVENTS::add)) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(other.transportCertificate()
                            .sslContext(gone.openBankingCa().root()))
                    .build();

            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(lonely.url() + "/register"))
                            .header("Content-Type", "application/jwt")
                            .POST(BodyPublishers.ofString(fromGone))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValueAsLong("Retry-After")).isPresent();
            assertThat(EVENTS)
                    .flatExtracting(event -> event.verdict().orElseThrow().obstacles())
                    .extracting(Obstacle::kind)
                    .containsExactly(Obstacle.Kind.DIRECTORY_KEYS);
        }
        assertThat(status(post(BodyPublishers.ofString(request)))).isEqualTo(201);
    }

    @Test
    @DisplayName("A file describes a bank, and main serves it")
    void main(@TempDir Path folder) throws Exception {
        Files.write(
                folder.resolve("bank.p12"),
                DIRECTORY.openBankingCa().server().mint().pkcs12("secret".toCharArray()));
        Files.writeString(
                folder.resolve("roots.pem"),
                DIRECTORY.openBankingCa().root().pem()
                        + DIRECTORY.qualifiedCa().root().pem());
        Files.writeString(
                folder.resolve("tls-roots.pem"),
                DIRECTORY.openBankingCa().root().pem());
        Files.writeString(folder.resolve("bank.properties"), """
                port=0
                keystore=%s
                password=secret
                roots=%s
                tls-roots=%s
                issuer=%s
                key-set=%s
                audience=%s
                private-host=%s
                """.formatted(
                        folder.resolve("bank.p12"),
                        folder.resolve("roots.pem"),
                        folder.resolve("tls-roots.pem"),
                        DIRECTORY.issuer(),
                        DIRECTORY.keySetUrl(),
                        AUDIENCE,
                        directoryServer.url().replace("https://", "")));

        try (Quickstart described = Quickstart.describedBy(folder.resolve("bank.properties"))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(described.url() + "/register"))
                    .header("Content-Type", "application/jose")
                    .POST(BodyPublishers.ofString(request()));
            assertThat(send(request).statusCode()).isEqualTo(201);
        }
        String withPlatformsRoots = Files.readString(folder.resolve("bank.properties"))
                .lines()
                .filter(line -> !line.startsWith("tls-roots"))
                .collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("platform.properties"), withPlatformsRoots);
        try (Quickstart described = Quickstart.describedBy(folder.resolve("platform.properties"))) {
            assertThat(status(HttpRequest.newBuilder(URI.create(described.url() + "/register"))
                            .header("Content-Type", "application/jose")
                            .POST(BodyPublishers.ofString(request()))))
                    .as("the TPPs' authorities do not vouch for the servers of key sets")
                    .isEqualTo(503);
        }
        assertThatThrownBy(() -> Quickstart.describedBy(folder.resolve("nothing")))
                .isInstanceOf(IOException.class);
    }
}
