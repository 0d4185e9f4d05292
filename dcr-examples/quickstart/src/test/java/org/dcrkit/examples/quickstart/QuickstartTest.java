package org.dcrkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dcrkit.certs.TrustAnchors;
import org.dcrkit.jwks.HttpsKeySource;
import org.dcrkit.jwks.JwksKeySource;
import org.dcrkit.testkit.DcrConformance;
import org.dcrkit.testkit.DirectoryServer;
import org.dcrkit.testkit.FakeDirectory;
import org.dcrkit.testkit.FakeTpp;
import org.dcrkit.verdict.Obstacle;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The first embedding")
class QuickstartTest extends QuickstartFixture {

    @TestFactory
    @DisplayName("The quickstart conforms, as far as it goes: it has no token endpoint")
    Stream<DynamicNode> conforms() {
        return DcrConformance.against(endpoint(), tpp)
                .audience(AUDIENCE)
                .trusting(DIRECTORY.openBankingCa().root())
                .tests();
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
