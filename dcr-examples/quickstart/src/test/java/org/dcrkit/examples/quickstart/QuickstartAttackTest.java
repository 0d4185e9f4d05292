package org.dcrkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.dcrkit.AcceptedRegistration;
import org.dcrkit.RegistrationSubmission;
import org.dcrkit.RegistrationValidator;
import org.dcrkit.TrustedDirectories;
import org.dcrkit.TrustedDirectory;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.spi.AllowedHosts;
import org.dcrkit.verdict.Obstacle;
import org.dcrkit.verdict.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The quickstart under load and attack")
class QuickstartAttackTest extends QuickstartFixture {

    private static final int CHUNK = 70_000;
    private static final int AT_ONCE = 64;

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

    @Test
    @DisplayName("HTP-02 A request that never ends its body keeps nobody else waiting")
    void slow() throws Exception {
        try (SSLSocket stalled = stalled()) {
            assertThat(send(post(BodyPublishers.ofString(request()))).statusCode())
                    .isEqualTo(201);
            assertThat(stalled.isClosed()).isFalse();
        }
    }

    @Test
    @DisplayName(
            "HTP-02 Requests that never end their bodies, one for each thread, give the threads back after maxReqTime")
    void slowOnEachThread() throws Exception {
        List<SSLSocket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < Quickstart.THREADS; i++) {
                stalled.add(stalled());
            }

            assertThat(statusInTheEnd()).isEqualTo(201);
        } finally {
            for (SSLSocket socket : stalled) {
                socket.close();
            }
        }
    }

    /** Who connects while no thread is free may be cut off with the others, and comes again. */
    private static int statusInTheEnd() throws InterruptedException {
        for (int tries = 0; tries < 3; tries++) {
            try {
                return send(post(BodyPublishers.ofString(request()))).statusCode();
            } catch (IOException e) {
                // as above
            }
        }
        return 0;
    }

    private static SSLSocket stalled() throws IOException {
        SSLSocket socket = connected();
        OutputStream out = socket.getOutputStream();
        out.write(
                "POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/jwt\r\nContent-Length: 9000\r\n\r\neyJ"
                        .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
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
}
